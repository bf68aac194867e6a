import type { Columns, Value } from "../format/columns.ts";

/** Additive columns of a cube: all that are no texts. */
export const additiveColumns = (columns: Columns) =>
  columns.fields.filter(({ type }) => type !== "text").map(({ name }) => name);

/**
 * A cube's cells added up by some of its dimensions, in the order in which their values first
 * occur.
 */
export function rolledUp(columns: Columns, by: readonly string[]): Columns {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < columns.length; row++) {
    const key = JSON.stringify(by.map((name) => columns.values[name]?.[row]));
    const members = groups.get(key);
    if (members) members.push(row);
    else groups.set(key, [row]);
  }
  const members = [...groups.values()];
  const value =
    (name: string) =>
    (rows: readonly number[]): Value =>
      columns.values[name]?.[rows[0] ?? 0] ?? null;
  const sum =
    (name: string) =>
    (rows: readonly number[]): Value =>
      rows.reduce((total, row) => total + Number(columns.values[name]?.[row]), 0);
  const fields = columns.fields.filter(({ name, type }) => type !== "text" || by.includes(name));
  return {
    fields,
    length: members.length,
    values: Object.fromEntries(
      fields.map(({ name, type }) => [
        name,
        members.map(type === "text" ? value(name) : sum(name)),
      ]),
    ),
  };
}
