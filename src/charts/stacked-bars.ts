import { row, textWidth, type Chart } from "./frame.ts";
import { distinctLabels, labelMargin } from "./labels.ts";
import { foldSmallest, type Part } from "./fold.ts";
import { domainOf, linear, namesBeside, painted, zeroLine, type Box, type Label } from "./scene.ts";

const fills = ["var(--bar)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;

const inks = ["var(--bar-text)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;
const keyHeight = 22;
const barHeight = 25;

/** Where each part's name stands in the key, in its own color, in as many lines as it needs. */
function keyOf(
  parts: readonly string[],
  left: number,
  right: number,
  fit: (part: string) => string,
) {
  let x = left;
  let line = 0;
  return parts.map((part, color) => {
    const width = textWidth(fit(part), "bold") + 18;
    if (x > left && x + width > right) {
      x = left;
      line++;
    }
    const place = { part, x, line, color };
    x += width;
    return place;
  });
}

/** Parts laid end to end from zero: positive values to its right, negative ones to its left. */
function stack(data: readonly Part[], names: readonly string[], parts: readonly string[]) {
  const byBar = Map.groupBy(data, ({ name }) => name);
  return names.flatMap((name) => {
    const members = Map.groupBy(byBar.get(name) ?? [], ({ part }) => part);
    let [left, right] = [0, 0];
    return parts.flatMap((part) =>
      (members.get(part) ?? []).map((datum) => {
        if (datum.value < 0) left += datum.value;
        else right += datum.value;
        const [x1, x2] =
          datum.value < 0 ? [left, left - datum.value] : [right - datum.value, right];
        return { ...datum, x1, x2 };
      }),
    );
  });
}

/**
 * Horizontal bars of stacked parts, labeled inside where there is room. Two parts are named above
 * the first bar, where they begin; more, or parts that the first bar lacks, in a key.
 * @param format writes the value of the smallest parts, which are folded where there are too many
 */
export function stackedBars(
  allData: readonly Part[],
  allParts: readonly string[],
  format: (value: number) => string,
): Chart {
  const { data, parts } = foldSmallest(allData, allParts, fills.length, format);
  return painted((width) => {
    const names = [...new Set(data.map(({ name }) => name))];
    const { margin, fit } = labelMargin(names, width, 0.32);
    const stacked = stack(data, names, parts);
    const domain = domainOf(stacked.flatMap(({ x1, x2 }) => [x1, x2]));
    const right = width - 8;
    const scale = linear(domain, [margin, right]);
    const first = stacked.filter(({ name }) => name === names[0]);
    const colors = new Map(parts.map((part, index) => [part, index]));
    const direct =
      parts.length <= 2 &&
      first.length === parts.length &&
      first.every((part) => scale(part.x1) + textWidth(part.part, "bold") <= scale(part.x2));
    const keyText = distinctLabels(parts, right - margin - 18, "bold");
    const key = direct
      ? first.map(({ part, x1 }, color) => ({ part, x: scale(x1) + 1, line: 0, color }))
      : keyOf(parts, margin, right, keyText);
    const top = 4 + keyHeight * (1 + Math.max(0, ...key.map(({ line }) => line)));
    const middle = (name: string) => top + row.height * (names.indexOf(name) + 0.5);
    const boxes = stacked.map((part): Box => ({
      ...part,
      x1: scale(part.x1),
      x2: Math.max(scale(part.x1), scale(part.x2) - 1),
      y1: middle(part.name) - barHeight / 2,
      y2: middle(part.name) + barHeight / 2,
      fill: fills[colors.get(part.part) ?? 0] ?? fills[0],
    }));
    const isFaded = stacked.some(({ faded }) => faded);
    const labels = stacked.flatMap(({ name, x1, x2, label, faded }): Label[] => {
      if (scale(x2) - scale(x1) <= textWidth(label, "bold") + 2) return [];
      const fill = isFaded && faded ? "var(--ink)" : "var(--on-mark)";
      return [{ x: (scale(x1) + scale(x2)) / 2, y: middle(name), text: label, fill }];
    });
    const bottom = top + names.length * row.height;
    return {
      height: bottom + 4,
      layers: [
        namesBeside(names.map(fit), margin - 8, (index) => middle(names[index] ?? "")),
        { kind: "boxes", items: boxes },
        { kind: "labels", anchor: "middle", weight: 600, items: labels },
        {
          kind: "labels",
          weight: 600,
          items: key.map(({ part, x, line, color }) => ({
            x,
            y: 4 + keyHeight * (line + 0.5),
            text: keyText(part),
            fill: inks[color] ?? "currentColor",
          })),
        },
        ...(domain[0] < 0 ? [zeroLine(scale(0), top, bottom)] : []),
        {
          kind: "hits",
          items: boxes.filter((_, index) => {
            const { key: own, value } = stacked[index] ?? { key: undefined, value: 0 };
            return own !== undefined && value !== 0;
          }),
        },
      ],
    };
  });
}
