import type { Source } from "../../format/manifest.ts";
import { dimensionsOf, rolledUp } from "../../format/roll-up.ts";
import { counted, countedNoun, type Noun } from "../words.ts";
import { ReportError } from "../errors.ts";
import type { ResultTable } from "../result-table.ts";
import { isShown } from "./cells.ts";
import { mainCube } from "../plan/index.ts";
import type { Aggregate } from "../plan/aggregates.ts";
import type { QueryResults } from "../query/index.ts";
import { margins, marginsName } from "./margins.ts";
import { sizesOf } from "./sizes.ts";
import { withoutSmall } from "./table.ts";

/**
 * Suppresses every figure of fewer than `least` customers, and what would reveal it: rows and cells
 * of tables, dimensions of cubes, and the number and sum of private rows.
 * @param least the smallest group that may be shown; 1 suppresses nothing
 * @param customers how many there are in all
 */
export function suppress(
  tables: readonly ResultTable[],
  least: number,
  customers: number,
): readonly ResultTable[] {
  if (least === 1) return tables;
  return tables.flatMap((table): ResultTable[] => {
    if (table.name === marginsName) return [table];
    // Beside the cube of all filters one of a figure could reveal what neither shows alone.
    if (table.kind === "cube") return table.name === mainCube ? coarse(table, least) : [];
    return [table.published ? withoutSmall(table, least) : withoutFewRows(table, least, customers)];
  });
}

/**
 * What figures show of everybody, as a table: where groups are suppressed, and where a figure is by
 * more than the cube holds.
 */
export function everybody(
  { tables, groupings, unfiltered, statements }: QueryResults,
  sums: readonly Aggregate[],
  least: number,
): ResultTable[] {
  const isThere = tables.some(({ name }) => name === marginsName);
  if (isThere || (least === 1 && unfiltered.length === 0)) return [];
  const [first] = statements;
  return [
    { ...margins(groupings, sums, least), ...(first ? { statement: first.name, by: [] } : {}) },
  ];
}

/** What suppression did, in words. */
export function suppressionDetail(tables: readonly ResultTable[], least: number): string {
  const changed = tables.filter(({ suppressed }) => suppressed).length;
  return `groups of fewer than ${least}: rows suppressed in ${counted(changed, "table")}`;
}

/** @throws ReportError where all customers together are fewer than `least` */
export function refuseTooFew({ kind, rows }: Source, least: number, row: Noun): void {
  if (rows >= least) return;
  throw new ReportError(
    "input",
    `The ${kind} has ${countedNoun(rows, row)} and --min-group is ${least}: nothing to publish.`,
    {
      hint: "Use more rows, or a smaller --min-group if these are not real people.",
    },
  );
}

/**
 * A cube with as many of its dimensions, the first ones first, as leave no cell small, so that
 * nothing of it is suppressed and every sum over it is exact. None where no dimension can stay.
 */
function coarse(table: ResultTable, least: number): ResultTable[] {
  const { columns } = table;
  const kept = dimensionsOf(columns).reduce<string[]>((chosen, name) => {
    const sizes = sizesOf({ columns: rolledUp(columns, [...chosen, name]) });
    return sizes?.flat().every((size) => isShown(size, least)) ? [...chosen, name] : chosen;
  }, []);
  return kept.length === 0 ? [] : [{ ...table, columns: rolledUp(columns, kept), by: kept }];
}

/** Empties a private table, whose rows are customers, if even their number may not be shown. */
function withoutFewRows(table: ResultTable, least: number, customers: number): ResultTable {
  const { columns } = table;
  if (isShown(columns.length, least) && isShown(Math.max(0, customers - columns.length), least))
    return table;
  const values = Object.fromEntries(columns.fields.map(({ name }) => [name, []]));
  return { ...table, columns: { ...columns, length: 0, values }, suppressed: {} };
}
