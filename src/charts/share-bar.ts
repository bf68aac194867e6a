import { textWidth, type Chart, type Choosable } from "./frame.ts";
import { painted, type Box, type Label } from "./scene.ts";

/** One part of a whole; `share` from 0 to 1. */
export interface Share extends Choosable {
  readonly name: string;
  readonly share: number;
  readonly label: string;
  readonly highlight?: boolean;
}

/**
 * One bar of everybody, divided in the order given; names above, shares inside or, where a part is
 * narrow, beside its name.
 */
export function shareBar(data: readonly Share[]): Chart {
  return painted((width) => {
    let start = 0;
    const parts = data.map((part) => {
      start += part.share;
      const narrow = part.share * width < textWidth(part.label) * 1.6;
      return {
        ...part,
        x1: start - part.share,
        x2: start,
        narrow,
        last: start > 1 - 1e-9 && data.length > 1,
      };
    });
    const [top, bottom] = [28, 88];
    const boxes = parts.map((part): Box => ({
      ...part,
      x1: part.x1 * width + 0.5,
      x2: Math.max(part.x1 * width + 0.5, part.x2 * width - 0.5),
      y1: top + 0.5,
      y2: bottom - 0.5,
      fill: part.highlight ? "var(--accent)" : "var(--soft)",
      stroke: part.highlight ? "var(--accent)" : "var(--rule-strong)",
    }));
    const names = (isLast: boolean): Label[] =>
      parts
        .filter(({ last }) => last === isLast)
        .map(({ narrow, name, label, x1, x2 }) => ({
          x: (isLast ? x2 : x1) * width,
          y: top - 10,
          text: narrow ? `${name} ${label}` : name,
        }));
    return {
      height: bottom + 4,
      layers: [
        { kind: "boxes", items: boxes },
        {
          kind: "labels",
          anchor: "middle",
          weight: 700,
          size: 20,
          items: parts
            .filter(({ narrow }) => !narrow)
            .map(({ x1, x2, label, highlight, faded }) => ({
              x: ((x1 + x2) / 2) * width,
              y: (top + bottom) / 2,
              text: label,
              fill: highlight && !faded ? "var(--on-mark)" : "var(--ink)",
            })),
        },
        { kind: "labels", line: "bottom", items: names(false) },
        // The last name ends where the bar ends, so that a narrow last part does not push its name
        // off the picture.
        { kind: "labels", anchor: "end", line: "bottom", items: names(true) },
        { kind: "hits", items: boxes.filter((_, index) => (parts[index]?.share ?? 0) > 0) },
      ],
    };
  });
}
