import type { DictionaryEntry } from "../../format/manifest.ts";
import { accepts } from "../contract/accepts.ts";
import { decimalsOf, divisorOf, type Column } from "../contract/columns.ts";
import { cleanedColumns } from "../report/cleaned.ts";
import type { Report } from "../report/report.ts";
import type { ResultTable } from "../result-table.ts";

/** A type in words, with how exact it is. */
function typeName(column: Column): string {
  if (column.type === "text") return "text";
  if (column.type === "integer") return "whole number";
  const isMoney = column.type === "money";
  const exact =
    decimalsOf(column) === 2 ? `the ${isMoney ? "cent" : "hundredth"}` : 1 / divisorOf(column);
  return `${isMoney ? "amount" : "number"}, exact to ${exact}`;
}

/** The columns that cleaning makes. */
const madeColumns = (report: Report): Column[] =>
  cleanedColumns(report).filter(({ header }) => header === "");

/** The data dictionary: every column of the report, then those that cleaning makes. */
export function dictionary(report: Report, dropped: readonly string[]): DictionaryEntry[] {
  const entry = (column: Column, origin: DictionaryEntry["origin"], wants: string) => {
    const { name, header, label, unit, description } = column;
    return {
      name,
      header,
      label,
      type: typeName(column),
      unit,
      description,
      accepts: wants,
      origin,
    };
  };
  return [
    ...report.columns.map((column) =>
      entry(
        column,
        column.private ? "private" : dropped.includes(column.name) ? "dropped" : "input",
        accepts(column),
      ),
    ),
    ...madeColumns(report).map((column) =>
      entry(
        column,
        dropped.includes(column.name) ? "dropped" : "derived",
        column.order ? column.order.join(", ") : accepts(column),
      ),
    ),
  ];
}

/**
 * The order in which readers expect a column's values, for the columns that have one.
 * @param found all tables, of which those of cleaning steps have the groups that they made, in order
 * @param shown the tables after suppression: a group that none of them names is left out
 */
export function displayOrders(
  report: Report,
  found: readonly ResultTable[],
  shown: readonly ResultTable[],
): Record<string, string[]> {
  const ordered = cleanedColumns(report).flatMap(({ name, header, order }): [string, string[]][] =>
    order && header !== "" ? [[name, [...order]]] : [],
  );
  const named = new Set(
    shown
      .filter(({ published }) => published)
      .flatMap(({ columns }) => Object.values(columns.values).flat()),
  );
  const made = madeColumns(report).flatMap(({ name, order }): [string, string[]][] => {
    if (!order) return [];
    const table =
      found.find(({ kind, columns }) => kind === "profile" && columns.values[name]) ??
      found.find(({ kind, columns }) => kind === "cleaning" && columns.values[name]);
    const groups = [...new Set((table?.columns.values[name] ?? order).map(String))];
    return [[name, groups.filter((group) => named.has(group))]];
  });
  return Object.fromEntries([...ordered, ...made]);
}
