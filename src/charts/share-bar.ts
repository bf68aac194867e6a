import { barX, plot, text } from "@observablehq/plot";
import { fading, frame, hit, keyed, textWidth, type Chart, type Choosable } from "./frame.ts";

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
  return (canvas) => {
    let start = 0;
    const parts = data.map((part) => {
      start += part.share;
      const narrow = part.share * canvas.width < textWidth(part.label) * 1.6;
      return {
        ...part,
        x1: start - part.share,
        x2: start,
        narrow,
        last: start > 1 - 1e-9 && data.length > 1,
      };
    });
    const ends = (last: boolean) => parts.filter((part) => part.last === last);
    const heading = (part: (typeof parts)[number]) =>
      part.narrow ? `${part.name} ${part.label}` : part.name;
    return plot(
      frame(canvas, {
        height: 92,
        marginTop: 28,
        marginBottom: 4,
        marginLeft: 0,
        marginRight: 0,
        x: { axis: null, domain: [0, 1] },
        marks: [
          barX(parts, {
            x1: "x1",
            x2: "x2",
            fill: (d: Share) => (d.highlight ? "var(--accent)" : "var(--soft)"),
            stroke: (d: Share) => (d.highlight ? "var(--accent)" : "var(--rule-strong)"),
            inset: 0.5,
            ...fading(data),
            ...keyed(canvas),
          }),
          text(
            parts.filter(({ narrow }) => !narrow),
            {
              x: (d: { x1: number; x2: number }) => (d.x1 + d.x2) / 2,
              text: "label",
              frameAnchor: "middle",
              fontSize: 20,
              fontWeight: 700,
              fill: (d: Share) => (d.highlight && !d.faded ? "var(--on-mark)" : "var(--ink)"),
            },
          ),
          text(ends(false), {
            x: "x1",
            text: heading,
            frameAnchor: "top",
            dy: -10,
            textAnchor: "start",
            lineAnchor: "bottom",
          }),
          // The last name ends where the bar ends, so that a narrow last part does not push its
          // name off the picture.
          text(ends(true), {
            x: "x2",
            text: heading,
            frameAnchor: "top",
            dy: -10,
            textAnchor: "end",
            lineAnchor: "bottom",
          }),
          canvas.hits
            ? barX(
                parts.filter(({ share }) => share > 0),
                { ...hit, x1: "x1", x2: "x2" },
              )
            : null,
        ],
      }),
    );
  };
}
