import {
  asWritten,
  exact,
  full,
  isMoney,
  percent,
  points,
  short,
  type NumberKind,
} from "../../src/text/numbers.ts";
import { nobody, type Sums } from "./asked.ts";
import type { AskedDashboard } from "./asked-dashboard.ts";
import { expectedFigures } from "./asked-figures.ts";

/** A pair of bars as its chart is given it. */
export interface ExpectedPair {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly labelA: string;
  readonly labelB: string;
  readonly key: string;
}

/** What a figure of two selections has to show. */
export interface ExpectedComparison {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly pairs: readonly ExpectedPair[];
  readonly rows: readonly (readonly string[])[];
}

const kinds: Readonly<Record<string, NumberKind>> = {
  "revenue-by-category": "money:USD",
  "revenue-by-age-group": "money:USD",
  "revenue-by-age-and-gender": "money:USD",
  "season-by-category": "money:USD",
  subscription: "share",
  "discount-by-category": "share",
};

/** What is read off a mark of a figure; null of nobody where it is a share. */
function valueOf(id: string, sums: Sums, { total }: AskedDashboard): number | null {
  const [part, whole] =
    id === "subscription"
      ? [sums.customers, total.customers]
      : [sums.discount_share_count, sums.customers];
  if (kinds[id] === "share") return whole === 0 ? null : part / whole;
  return kinds[id] === "money:USD" ? sums.revenue / 100 : sums.customers;
}

/**
 * What each figure has to show of two selections, from the sums that each has under the whole of
 * it.
 */
export function expectedComparisons(a: AskedDashboard, b: AskedDashboard): ExpectedComparison[] {
  const [figures, others] = [expectedFigures(a, {}), expectedFigures(b, {})];
  return figures.map(({ id, title, subtitle, marks }, index) => {
    const other = others[index];
    const kind = kinds[id] ?? "count";
    const key = (clause: object) => JSON.stringify(clause);
    const sumsIn = (data: AskedDashboard, mark: (typeof marks)[number]) => {
      if (id !== "top-products")
        return (
          (data === a ? marks : (other?.marks ?? [])).find(
            ({ clause }) => key(clause) === key(mark.clause),
          )?.sums ?? nobody
        );
      return (
        data.figures
          .find(({ spec }) => spec.id === id)
          ?.all.find(
            ({ keys: [name, category] }) =>
              name === mark.clause["item_purchased"] && category === mark.clause["category"],
          )?.sums ?? nobody
      );
    };
    const all = [
      ...marks,
      ...(other?.marks ?? []).filter(({ clause }) =>
        marks.every((mark) => key(mark.clause) !== key(clause)),
      ),
    ];
    const values = all.map((mark) => ({
      name: mark.name,
      left: valueOf(id, sumsIn(a, mark), a),
      right: valueOf(id, sumsIn(b, mark), b),
    }));
    const write = (value: number | null) =>
      value === null ? "–" : kind === "share" ? percent(value) : short(value, kind);
    const sign = (gap: number) =>
      asWritten(Math.abs(gap), kind) === 0 ? "±" : gap > 0 ? "+" : "−";
    const cell = (value: number | null) =>
      value === null ? "–" : isMoney(kind) ? exact(value, kind) : full(value, kind);
    return {
      id,
      title: title === other?.title ? title : `A: ${title}. B: ${other?.title ?? ""}`,
      subtitle,
      pairs: values.map(({ name, left, right }, place) => {
        const gap = left === null || right === null ? undefined : left - right;
        return {
          name,
          a: left ?? 0,
          b: right ?? 0,
          labelA:
            gap === undefined
              ? write(left)
              : `${write(left)} ${sign(gap)}${kind === "share" ? points(gap) : short(Math.abs(gap), kind)}`,
          labelB: write(right),
          key: String(place),
        };
      }),
      rows: values.map(({ name, left, right }) => [
        name,
        cell(left),
        cell(right),
        left === null || right === null ? "–" : cell(left - right),
      ]),
    };
  });
}

/**
 * A headline figure of two groups: what is written of the first, and how far it is from the second,
 * as both are written.
 */
export function expectedGap(
  kind: NumberKind,
  value: number | null,
  of: number | null,
  name: string,
): string {
  const write = (number: number | null) =>
    number === null ? "–" : isMoney(kind) ? full(number, kind) : short(number, kind);
  if (value === null || of === null) return `${name} ${write(of)}`;
  const gap = kind === "share" ? value - of : asWritten(value, kind) - asWritten(of, kind);
  const size = kind === "share" ? points(gap) : full(asWritten(Math.abs(gap), kind), kind);
  return Math.abs(asWritten(gap, kind)) === 0
    ? `as ${name}`
    : `${size} ${gap > 0 ? "above" : "below"} ${name} ${write(of)}`;
}
