import { nice, ticks } from "d3-array";
import { textWidth } from "./frame.ts";

/** Pixels between two ticks' texts. */
const gap = 16;

// Two ticks that are written alike would say that an axis stands still.
const fits = (shown: readonly number[], room: number, format: (value: number) => string) =>
  new Set(shown.map(format)).size === shown.length &&
  shown.length * (Math.max(...shown.map((value) => textWidth(format(value)))) + gap) <= room;

/** How every axis of numbers is set: muted texts without tick marks and a name. */
export const quiet = (format: (value: number) => string) =>
  ({ tickSize: 0, tickFormat: format, label: null, fill: "var(--muted)" }) as const;

/** As many round ticks of a domain, six or fewer, as have room; the outermost two at the least. */
export function fittingTicks(
  low: number,
  high: number,
  room: number,
  format: (value: number) => string,
): number[] {
  for (let count = 6; count > 1; count--) {
    const shown = ticks(low, high, count);
    if (fits(shown, room, format)) return shown;
  }
  const few = ticks(low, high, 2);
  return few.length > 2 ? few.filter((_, index) => index === 0 || index === few.length - 1) : few;
}

/**
 * A round domain around values, and as many round ticks as have room; the domain's ends at the
 * least, or zero within it.
 */
export function roundAxis(
  low: number,
  high: number,
  room: number,
  format: (value: number) => string,
): { domain: [number, number]; shown: number[] } {
  for (let count = 6; count > 1; count--) {
    const domain = nice(low, high, count);
    const shown = ticks(...domain, count);
    if (fits(shown, room, format)) return { domain, shown };
  }
  // Around zero a single step would make the domain grow without end.
  if (low < 0 && high > 0) return { domain: nice(low, high, 6), shown: [0] };
  const domain = nice(low, high, 1);
  return { domain, shown: [...domain] };
}

/** Half of the widest text that `roundAxis` may put at an end of the axis, which stands beyond it. */
export function tickRoom(low: number, high: number, format: (value: number) => string): number {
  // As in `roundAxis`: no single step around zero.
  const least = low < 0 && high > 0 ? 2 : 1;
  const ends = [least, 2, 3, 4, 5, 6].flatMap((count) => nice(low, high, count));
  return Math.ceil(Math.max(...ends.map((value) => textWidth(format(value)))) / 2) + 4;
}
