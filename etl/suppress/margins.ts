import { rollup } from "d3-array";
import { columnsFrom, type Value } from "../../format/columns.ts";
import type { Aggregate } from "../plan/aggregates.ts";
import type { Grouping } from "../plan/margins.ts";
import { field, type ResultTable } from "../result-table.ts";
import { isShown, suppressedCells, type Cell, type Sum } from "./cells.ts";

export const marginsName = "cube-margins";

/** A group of the margins: all rows, one value of a dimension, or a pair of values. */
interface Margin extends Cell {
  readonly by: readonly string[];
  readonly keys: readonly Value[];
  readonly sums: readonly Value[];
}

/**
 * What pages show of everybody: the grand total, each value of the dimensions and each pair of
 * values, without the small ones and those that would reveal them. The rows of a share are groups of
 * their own, so that a value may show its revenue where the share is of too few.
 * @param sums what cubes hold, the number of rows first
 */
export function margins(
  groupings: readonly Grouping[],
  sums: readonly Aggregate[],
  least: number,
): ResultTable {
  const all = groupings.flatMap((grouping) => marginsOf(grouping, sums));
  const total = all
    .filter(({ by }) => by.length === 0)
    .map((margin) => withoutFew(margin, sums, least));
  const cells = all.filter(({ by }) => by.length > 0);
  const out = suppressedCells(cells, marginSums(cells), least);
  const names = sums.map((sum) => sum.field.name);
  // The rows of a share in a pair of values stand in the row of that pair.
  const hidden = new Set(
    [...out].flatMap((index) => {
      const { by, keys } = cells[index] ?? { by: [], keys: [] };
      return by.length === 3 ? [JSON.stringify([by, keys.slice(0, 2)])] : [];
    }),
  );
  const isHidden = ({ by, keys }: Margin, name: string) =>
    by.length === 2 && hidden.has(JSON.stringify([[...by, name], keys]));
  const shown = cells
    .filter(({ by }, index) => by.length < 3 && !out.has(index))
    .map((cell) => ({
      ...cell,
      sums: cell.sums.map((sum, index) => (isHidden(cell, names[index] ?? "") ? null : sum)),
    }));
  const kept = [...total, ...shown];
  const fields = [
    field("dimension", "text", "By"),
    field("value", "text", "Value"),
    field("dimension_2", "text", "And by"),
    field("value_2", "text", "Second value"),
    // The prefix keeps a metric apart from the columns before it.
    ...sums.map((sum) => ({
      ...sum.field,
      name: `sum_${sum.field.name}`,
      ...(sum.field.of === undefined ? {} : { of: `sum_${sum.field.of}` }),
    })),
  ];
  const tuples = kept.map(({ by, keys, sums: amounts }): Value[] => [
    ...[0, 1].flatMap((place) => [by[place] ?? null, keys[place] ?? null]),
    ...amounts,
  ]);
  const gone = cells.filter(({ by }, index) => by.length < 3 && out.has(index));
  const left = rollup(
    gone,
    ({ length }) => length,
    ({ by }) => by.join(" "),
  );
  return {
    name: marginsName,
    kind: "cube",
    published: true,
    columns: columnsFrom(fields, tuples),
    ...(gone.length === 0
      ? {}
      : { suppressed: { rows: gone.length, by: Object.fromEntries(left) } }),
  };
}

/**
 * The total, which is always shown, without how many values of a column are known where few are or
 * few are not, and without the sum of few.
 */
function withoutFew(margin: Margin, sums: readonly Aggregate[], least: number): Margin {
  const rows = Number(margin.sums[0]);
  const hidden = sums.flatMap((sum, index) => {
    const known = Number(margin.sums[index]);
    if (index === 0 || !isKnown(sum)) return [];
    if (!isShown(known, least)) return [sum.sql, sum.sql.replace("COUNT", "SUM")];
    return isShown(rows - known, least) ? [] : [sum.sql];
  });
  return {
    ...margin,
    sums: margin.sums.map((sum, index) => (hidden.includes(sums[index]?.sql ?? "") ? null : sum)),
  };
}

/**
 * The groups of a grouping, with the rows of shares as groups beside them: those of a pair of values
 * are shown in its own row.
 */
function marginsOf({ by, hits, groups }: Grouping, sums: readonly Aggregate[]): Margin[] {
  const isApart = by.length < 2;
  const names = sums.map((sum) => sum.field.name);
  const isPart = (name: string) => sums.some(({ field: of }) => of.name === name && of.of);
  const isHit = (name: string, index: number) =>
    sums[index]?.field.type === "count" && isPart(name) && !isKnown(sums[index]);
  return groups.flatMap(({ keys, sums: amounts }): Margin[] => {
    const rows = amounts.get(names[0] ?? "") ?? 0;
    const known = names.filter((name, index) => isPart(name) && !isHit(name, index));
    const inside = known.map((name) => amounts.get(name) ?? 0);
    return [
      {
        by,
        keys,
        sums: names.map((name, index) =>
          isHit(name, index) && (isApart || !hits.includes(name)) ? null : (amounts.get(name) ?? 0),
        ),
        sizes: [rows, ...inside.flatMap((part) => [part, rows - part])],
      },
      ...hits.flatMap((name): Margin[] => {
        const some = amounts.get(name) ?? 0;
        return [["Yes", some] as const, ["No", rows - some] as const].map(([value, count]) => ({
          by: [...by, name],
          keys: [...keys, value],
          sums: names.map((_, index) => (index === 0 ? count : null)),
          sizes: [count],
        }));
      }),
    ];
  });
}

/** Whether an aggregate counts known values, which every mean of the column is shown with. */
const isKnown = (aggregate: Aggregate | undefined) => aggregate?.sql.startsWith("COUNT(") ?? false;

/**
 * How margins add up: each dimension to all rows, and pairs to the values of those of their two
 * dimensions that are shown alone as well.
 */
function marginSums(cells: readonly Margin[]): Sum[] {
  const groups = Map.groupBy(cells.keys(), (index) => cells[index]?.by.join(" "));
  const alone = [...groups.values()].filter(([first = 0]) => cells[first]?.by.length === 1);
  const paired = [...groups.values()].filter(([first = 0]) => cells[first]?.by.length === 2);
  const ofPairs = paired.flatMap((indexes) =>
    [0, 1].flatMap((place) => {
      const dimension = cells[indexes[0] ?? 0]?.by[place] ?? "";
      const wholes = groups.get(dimension) ?? [];
      return wholes.map((whole): Sum => ({
        whole,
        parts: indexes.filter((index) => cells[index]?.keys[place] === cells[whole]?.keys[0]),
        by: `${dimension} ${cells[indexes[0] ?? 0]?.by.join(" ") ?? ""}`,
      }));
    }),
  );
  const ofShares = [...groups.values()].flatMap((indexes) => shareSums(indexes, cells, groups));
  return [
    ...[...alone, ...paired].map((parts): Sum => ({ whole: undefined, parts })),
    ...ofPairs,
    ...ofShares,
  ];
}

/**
 * How the rows of a share in pairs of values add up: to the pair, to those in each of the two values,
 * and to those of all rows.
 */
function shareSums(
  indexes: readonly number[],
  cells: readonly Margin[],
  groups: ReadonlyMap<string | undefined, readonly number[]>,
): Sum[] {
  const by = cells[indexes[0] ?? 0]?.by ?? [];
  if (by.length < 3) return [];
  return [[0, 1], [0, 2], [1, 2], [2]].flatMap((places) => {
    const divided = places.map((place) => by[place] ?? "").join(" ");
    const keysOf = (index: number) => places.map((place) => cells[index]?.keys[place]);
    const parts = Map.groupBy(indexes, (index) => JSON.stringify(keysOf(index)));
    return (groups.get(divided) ?? []).map((whole): Sum => ({
      whole,
      parts: parts.get(JSON.stringify(cells[whole]?.keys)) ?? [],
      by: `${divided} ${by.join(" ")}`,
    }));
  });
}
