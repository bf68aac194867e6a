import type { Bar } from "./bars.ts";
import { barColor, lineHeight, textWidth, type Chart } from "./frame.ts";
import { brokenLabels } from "./labels.ts";
import { domainOf, linear, painted, type Box } from "./scene.ts";

const [plotHeight, mostLines] = [170, 2];

/** The names under columns: in two lines where that is enough, else of every second column or fewer. */
function namesUnder(names: readonly string[], step: number): readonly string[][] {
  for (let every = 1; every <= names.length; every++) {
    const room = step * every - 6;
    const fit = brokenLabels(names, room);
    const texts = names.map((name, index) => (index % every === 0 ? fit(name) : []));
    const fits = texts.flat().every((line) => textWidth(line) <= room && !line.includes("…"));
    if (every * 2 > names.length || (fits && texts.every(({ length }) => length <= mostLines)))
      return texts;
  }
  return [];
}

/**
 * Columns of ordered groups side by side from zero, in the order given, each with its value above it
 * where all have room; highlighted ones in the accent color.
 */
export function columns(data: readonly Bar[]): Chart {
  return painted((width) => {
    const step = width / Math.max(1, data.length);
    const domain = domainOf(data.map(({ value }) => value));
    const labelled = data.every(({ label }) => textWidth(label, "bold") <= step - 2);
    const scale = linear(domain, [plotHeight, 24]);
    const texts = namesUnder(
      data.map(({ name }) => name),
      step,
    );
    const middle = (index: number) => step * (index + 0.5);
    const height = plotHeight + 12 + lineHeight * Math.max(1, ...texts.map(({ length }) => length));
    const boxes = data.map((bar, index): Box => ({
      ...bar,
      x1: step * index + 1,
      x2: step * (index + 1) - 1,
      y1: scale(Math.max(0, bar.value)),
      y2: scale(Math.min(0, bar.value)),
      fill: barColor(bar),
    }));
    return {
      height,
      layers: [
        { kind: "boxes", items: boxes },
        {
          kind: "labels",
          anchor: "middle",
          line: "bottom",
          weight: 600,
          items: (labelled ? data : []).map((bar, index) => ({
            ...bar,
            x: middle(index),
            y: scale(Math.max(0, bar.value)) - 5,
            text: bar.label,
          })),
        },
        {
          kind: "labels",
          anchor: "middle",
          line: "top",
          items: texts.flatMap((text, index) =>
            text.length === 0
              ? []
              : [{ x: middle(index), y: plotHeight + 8, text: text.join("\n") }],
          ),
        },
        { kind: "lines", items: [{ x1: 0, x2: width, y1: scale(0), y2: scale(0) }] },
        {
          kind: "hits",
          items: boxes.map((box, index) => ({
            ...box,
            x1: step * index,
            x2: step * (index + 1),
            y1: 0,
            y2: height,
          })),
        },
      ],
    };
  });
}
