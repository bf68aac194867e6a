import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";
import { field, type ResultTable } from "../result-table.ts";
import { suppressedCells, type Cell, type Sum } from "./cells.ts";
import { rolledUp } from "../../format/roll-up.ts";

/** The dimensions by which the dashboard shows all customers, alone and in pairs. */
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
/** Not a dimension of the cube: there, discounted purchases are a sum. */
const discount = "discount_applied";
const summed = ["customers", "revenue", "rating_sum"];

/** A group of the margins: all customers, one value of a dimension, or a pair of values. */
interface Margin extends Cell {
  readonly by: readonly string[];
  readonly keys: readonly Value[];
  readonly sums: readonly Value[];
}

/**
 * The totals of all customers that pages show, from the finest cube: the grand total, each value of
 * the dimensions and each pair of values, without the small ones and those that would reveal them.
 * Discounts are a dimension of their own, so that a category may show its revenue where its
 * discounts are too few.
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
  const out = suppressedCells(cells, marginSums(cells), least);
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

/** Customers with and without a discount, by some dimensions. The revenue of each is unknown. */
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
 * How margins add up: each dimension to all customers, and pairs to the values of those of their
 * two dimensions that are shown alone as well.
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
  return [...[...alone, ...paired].map((parts): Sum => ({ whole: undefined, parts })), ...ofPairs];
}
