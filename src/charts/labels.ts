import { letters } from "../text/words.ts";
import { fitted, kept, lines, textWidth, widest, type Weight } from "./frame.ts";

/** A text with its middle left out: names that begin alike mostly end differently. */
function withoutMiddle(text: string, room: number, weight: Weight): string {
  const half = (room - textWidth("…", weight)) / 2;
  const start = kept(letters(text), half, weight).join("");
  const end = kept(letters(text).toReversed(), half, weight).toReversed().join("");
  return `${start.trim()}…${end.trim()}`;
}

const repeated = (texts: Iterable<string>) => {
  const all = [...texts];
  return new Set(all.filter((text, index) => all.indexOf(text) !== index));
};

/**
 * Labels cut to what fits, so that no two different ones look the same: cut at the end; where that
 * makes them alike, in the middle; where that does, numbered.
 * @param cut how a label is cut at its end; the default is to one line of `room` pixels
 */
export function distinctLabels(
  labels: readonly string[],
  room: number,
  weight: Weight = "normal",
  cut = (label: string): string => fitted(label, room, weight),
): (label: string) => string {
  const distinct = [...new Set(labels)];
  const shown = new Map(distinct.map((label) => [label, cut(label)]));
  const ways = [
    (label: string) => withoutMiddle(label, room, weight),
    (label: string) => {
      const number = ` ${distinct.indexOf(label) + 1}`;
      return `${fitted(label, room - textWidth(number, weight), weight)}${number}`;
    },
  ];
  for (const way of ways) {
    const alike = repeated(shown.values());
    for (const [label, text] of shown)
      if (alike.has(text) && text !== label) shown.set(label, way(label));
  }
  return (label) => shown.get(label) ?? cut(label);
}

/** A label in at most so many lines of `room` pixels, the last one cut. */
function inLines(label: string, room: number, most: number): string[] {
  const all = lines(label, room);
  if (all.length <= most) return all;
  const first = all.slice(0, most - 1);
  return [...first, fitted(label.slice(first.join(" ").length).trimStart(), room)];
}

/** Labels in lines of `room` pixels, at most so many, so that no two different ones look the same. */
export function brokenLabels(
  labels: readonly string[],
  room: number,
  most = Infinity,
): (label: string) => string[] {
  const broken = (label: string) => inLines(label, room, most).join("\n");
  const fit = distinctLabels(labels, room, "normal", broken);
  return (label) => fit(label).split("\n");
}

/**
 * The labels as they fit into a share of the width, and the margin that they then need.
 * @param most how many lines a label may have
 */
export function labelMargin(
  labels: readonly string[],
  width: number,
  share = 0.36,
  most = 1,
): { margin: number; fit: (label: string) => string } {
  const room = Math.max(textWidth("Four"), width * share);
  const fit = brokenLabels(labels, room, most);
  const margin = Math.ceil(Math.max(24, widest(labels.flatMap(fit))) + 10);
  return { margin, fit: (label) => fit(label).join("\n") };
}
