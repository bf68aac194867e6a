import fc from "fast-check";
import type { Columns, Value } from "../../../format/columns.ts";
import type { Field } from "../../../format/fields.ts";
import type { SnapshotEntry } from "../../../format/manifest.ts";
import { answer, finding } from "../../../src/sentences/answer.ts";
import { exact, full } from "../../../src/text/numbers.ts";

type Reading = NonNullable<SnapshotEntry["question"]>["reading"];
/** A row of a question; its value in cents where it is money. */
export interface Row {
  readonly name: string;
  readonly group: string;
  readonly value: number;
}

/** What rows are of. */
export const names = ["Hat", "Belt", "Scarf", "Glove", "Sock", "Boot", "Coat", "Skirt"] as const;
export const money: Field = { name: "value", type: "money", label: "Revenue", unit: "USD" };
export const share: Field = { name: "value", type: "share", label: "Share discounted", unit: "" };
export const average: Field = {
  name: "value",
  type: "number",
  label: "Average purchase",
  unit: "USD",
};
const fields = (value: Field): Field[] => [
  { name: "grp", type: "text", label: "Group", unit: "" },
  { name: "name", type: "text", label: "Product", unit: "" },
  value,
];

/** A question of a reading, about rows. */
export function entryOf(reading: Reading, value: Field, rows: readonly Row[]): SnapshotEntry {
  return {
    name: "test", kind: "question", published: true, file: "test.arrow", bytes: 1, sha256: "0", rows: rows.length, fields: fields(value),
    totals: value.type === "money" ? { value: rows.reduce((sum, row) => sum + row.value, 0) } : {},
    question: { order: 1, title: "The title", question: "Which?", each: "product", reading, names: {}, chart: { type: "bars", label: "name", value: "value", ...(reading === "leaders" ? { group: "grp" } : {}) } },
  }; // prettier-ignore
}
/** The rows as a snapshot holds them. */
export const columnsOf = (value: Field, rows: readonly Row[]): Columns => ({
  fields: fields(value),
  length: rows.length,
  values: {
    grp: rows.map((row): Value => row.group),
    name: rows.map((row): Value => row.name),
    value: rows.map((row): Value => row.value),
  },
});
/** What is said of rows. */
export const said = (reading: Reading, value: Field, rows: readonly Row[]) => {
  const [entry, columns] = [entryOf(reading, value, rows), columnsOf(value, rows)];
  return { answer: answer(entry, columns), finding: finding(entry, columns) };
};

/** Rows of different names. */
export const rowsOf = (
  values: fc.Arbitrary<number>,
  bounds: { minLength: number; maxLength?: number } = { minLength: 1 },
): fc.Arbitrary<Row[]> =>
  fc.uniqueArray(fc.constantFrom(...names), bounds).chain((chosen) =>
    fc.tuple(
      ...chosen.map((name) =>
        fc.record({
          name: fc.constant(name),
          group: fc.constantFrom("Head", "Feet"),
          value: values,
        }),
      ),
    ),
  );
/** Amounts, of which many tie. */
export const cents = fc.oneof(
  { arbitrary: fc.constantFrom(100, 100, 100, 0, 200, 29), weight: 4 },
  { arbitrary: fc.nat(1e7), weight: 1 },
);
/** Tries a property on many rows. */
export const check = (rows: fc.Arbitrary<Row[]>, property: (rows: readonly Row[]) => void) => {
  fc.assert(fc.property(rows, property), { numRuns: 400 });
};

/** The names of the largest value. */
export const topOf = (rows: readonly Row[]) =>
  rows
    .filter(({ value }) => rows.every((other) => other.value <= value))
    .map(({ name }) => name)
    .toSorted();
/** Those that a query's order puts first: its first row, and what follows with the same value. */
export const firstOf = (rows: readonly Row[]) =>
  rows
    .filter(
      (_, index) =>
        rows.slice(0, index).every(({ value }) => value === rows[0]?.value) &&
        rows[index]?.value === rows[0]?.value,
    )
    .map(({ name }) => name);
/** Whether all have one value. */
export const alike = (rows: readonly Row[]) => rows.every(({ value }) => value === rows[0]?.value);
/** The names of a list in words. */
export const listed = (text: string) => text.split(/, and |, | and /);
/** The same, by name. */
export const sorted = (text: string) => listed(text).toSorted();
/** Dollars as a sentence has them, and with all their cents. */
export const inFull = (value: number) => full(value, "money:USD");
export const exactly = (value: number) => exact(value, "money:USD");
/** An amount as it is written, in cents. */
export const dollars = (text: string) => Math.round(100 * Number(text.replaceAll(/[$,]/g, "")));
