import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";
import { field, type ResultTable } from "../result-table.ts";
import { suppressedCells, type Cell, type Sum } from "./cells.ts";
import { rolledUp } from "../roll-up.ts";

/** By what the dashboard shows all customers, alone and in pairs. */
const singles: readonly string[] = [
  "category",
  "age_group",
  "gender",
  "season",
  "subscription_status",
];
const pairs: readonly (readonly [string, string])[] = [
  ["age_group", "gender"],
  ["category", "season"],
  ["item_purchased", "category"],
];
/** Not a dimension of the cube, which has the discounted as a sum. */
const discount = "discount_applied";
const summed = ["customers", "revenue", "rating_sum"];

/** A group of the margins: of everybody, of one value of a dimension, or of two. */
interface Margin extends Cell {
  readonly by: readonly string[];
  readonly keys: readonly Value[];
  readonly sums: readonly Value[];
}

/**
 * What the pages show of all customers, from the finest cube: everybody, each value of the
 * dimensions shown, and the pairs of values
 * shown, without those that are small and those that would give these away. Discounts are a
 * dimension of their own here, so that a
 * category may show its revenue where its discounts are too few to be told.
 */
export function margins({ columns, sql }: ResultTable, least: number): ResultTable {
  const [emptySelection = [], ...groupings] = [[], ...singles.map((name) => [name]), ...pairs].map(
    (by) => grouped(columns, by),
  );
  const cells = [
    ...groupings.flat(),
    ...discounts(columns, []),
    ...discounts(columns, ["category"]),
  ];
  const out = suppressedCells(cells, additiveColumns(cells), least);
  const kept = [...emptySelection, ...cells.filter((_, index) => !out.has(index))];
  const fields = [
    field("dimension", "text", "By"),
    field("value", "text", "Value"),
    field("dimension_2", "text", "And by"),
    field("value_2", "text", "Second value"),
    ...summed.flatMap((name) => columns.fields.find((candidate) => candidate.name === name) ?? []),
  ];
  const tuples = kept.map(({ by, keys, sums }): Value[] => [
    ...[0, 1].flatMap((place) => [by[place] ?? null, keys[place] ?? null]),
    ...sums,
  ]);
  const names = Map.groupBy([...out], (index) => cells[index]?.by.join(" ") ?? "");
  const left = [...names].map(([by, indexes]) => [by, indexes.length] as const);
  return {
    name: "cube-margins",
    kind: "cube",
    published: true,
    ...(sql === undefined ? {} : { sql }),
    columns: columnsFrom(fields, tuples),
    ...(out.size === 0 ? {} : { suppressed: { rows: out.size, by: Object.fromEntries(left) } }),
  };
}

/** The groups by some dimensions. */
function grouped(columns: Columns, by: readonly string[]): Margin[] {
  const { length, values } = rolledUp(columns, by);
  const at = (name: string, row: number) => values[name]?.[row] ?? null;
  return Array.from({ length }, (_, row) => ({
    by,
    keys: by.map((name) => at(name, row)),
    sums: summed.map((name) => at(name, row)),
    sizes: [Number(at("customers", row))],
  }));
}

/** With and without a discount, by some dimensions. What the two spent apart is not known. */
function discounts(columns: Columns, by: readonly string[]): Margin[] {
  const { length, values } = rolledUp(columns, by);
  return Array.from({ length }, (_, row) => row).flatMap((row) => {
    const [all, some] = ["customers", "discounted"].map((name) => Number(values[name]?.[row]));
    const keys = by.map((name) => values[name]?.[row] ?? null);
    const margin = (value: string, customers = 0): Margin => ({
      by: [...by, discount],
      keys: [...keys, value],
      sums: [customers, null, null],
      sizes: [customers],
    });
    return [margin("Yes", some), margin("No", (all ?? 0) - (some ?? 0))];
  });
}

/**
 * How margins add up: each dimension to everybody, pairs to each of their two dimensions that
 * stands alone as well.
 */
function additiveColumns(cells: readonly Margin[]): Sum[] {
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
  return [...[...alone, ...paired].map((parts): Sum => ({ whole: undefined, parts })), ...ofPairs];
}
