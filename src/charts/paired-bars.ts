import { fitted, widest, type Chart, type Choosable } from "./frame.ts";
import { labelMargin } from "./labels.ts";
import {
  domainOf,
  linear,
  namesBeside,
  painted,
  rowHits,
  zeroLine,
  type Box,
  type Label,
} from "./scene.ts";

/**
 * A value in two selections: both bars stand under one name, the second's label has the difference.
 */
export interface Pair extends Choosable {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly labelA: string;
  readonly labelB: string;
}

const [rowHeight, barHeight, keyHeight] = [52, 18, 44];

/**
 * Horizontal bars in pairs on one scale from zero: A in the accent color above B.
 * @param names whose bars they are, for the key above them
 */
export function pairedBars(data: readonly Pair[], names: readonly [a: string, b: string]): Chart {
  return painted((width) => {
    const rowNames = data.map(({ name }) => name);
    const { margin, fit } = labelMargin(rowNames, width, 0.36, 3);
    const [labelsA, labelsB] = [data.map(({ labelA }) => labelA), data.map(({ labelB }) => labelB)];
    const labelRoom = Math.max(widest(labelsA, "bold"), widest(labelsB));
    const marginRight = Math.ceil(labelRoom + 14);
    const domain = domainOf(data.flatMap(({ a, b }) => [a, b]));
    const scale = linear(domain, [margin, width - marginRight]);
    const middle = (index: number) => keyHeight + rowHeight * (index + 0.5);
    const boxesOf = (which: "a" | "b", fill: string, offset: number): Box[] =>
      data.map((pair, index) => ({
        ...pair,
        x1: scale(0),
        x2: scale(pair[which]),
        y1: middle(index) + offset,
        y2: middle(index) + offset + barHeight + 1.5,
        fill,
      }));
    const labelsOf = (which: "a" | "b", words: "labelA" | "labelB", dy: number): Label[] =>
      data.map((pair, index) => ({
        // Beside the bar, which a negative value has on the other side.
        x: scale(Math.max(0, pair[which])) + 6,
        y: middle(index) + dy,
        text: pair[words],
      }));
    const bottom = keyHeight + data.length * rowHeight;
    return {
      height: bottom + 4,
      layers: [
        namesBeside(rowNames.map(fit), margin - 8, middle),
        { kind: "boxes", items: boxesOf("a", "var(--accent)", -barHeight - 2), rounded: true },
        { kind: "boxes", items: boxesOf("b", "var(--bar)", 0.5), rounded: true },
        { kind: "labels", weight: 600, items: labelsOf("a", "labelA", -barHeight / 2) },
        { kind: "labels", items: labelsOf("b", "labelB", barHeight / 2) },
        {
          kind: "labels",
          weight: 600,
          line: "top",
          items: names.map((name, index) => ({
            x: 0,
            y: index * 18,
            text: fitted(`${index === 0 ? "A" : "B"}: ${name}`, width, "bold"),
            fill: index === 0 ? "var(--accent)" : "var(--bar-text)",
          })),
        },
        zeroLine(scale(0), keyHeight, bottom),
        rowHits(data, width, rowHeight, middle),
      ],
    };
  });
}
