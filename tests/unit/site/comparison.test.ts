import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Columns } from "../../../format/columns.ts";
import type { Field } from "../../../format/fields.ts";
import { answer } from "../../../src/sentences/answer.ts";
import { percentFine } from "../../../src/text/numbers.ts";
import {
  alike,
  average,
  cents,
  check,
  columnsOf,
  dollars,
  entryOf,
  exactly,
  money,
  rowsOf,
  said,
  topOf,
} from "./rows.ts";

describe("the answer of a comparison", () => {
  const values = fc.oneof(
    fc.constantFrom(0, 60, 60.001, 60.004, 60.006),
    fc.double({ min: 0, max: 500, noNaN: true }),
  );
  const pair = rowsOf(values, { minLength: 2, maxLength: 2 });

  test("says who is higher, by how much as both are written, and that they are the same where they look it", () => {
    check(pair, (rows) => {
      const { answer: text, finding: title } = said("comparison", average, rows);
      const [high, low] = rows.toSorted((a, b) => b.value - a.value);
      if (exactly(high?.value ?? 0) === exactly(low?.value ?? 0)) {
        expect(text).toMatch(/^Average purchase is the same for \w+ and \w+: \$[\d,.]+\.$/);
        expect(title).toBe(`All alike: ${exactly(high?.value ?? 0)}`);
        return;
      }
      const [, more = "", of, less = "", than, by = "", relative] =
        /^Average purchase is (\$[\d,.]+) for (\w+) and (\$[\d,.]+) for (\w+), (\$[\d,.]+\d)(?: \(([<>]?[\d.]+%)\))? less\.$/.exec(
          text,
        ) ?? [];
      expect([of, than]).toEqual([high?.name, low?.name]);
      expect([more, less]).toEqual([exactly(high?.value ?? 0), exactly(low?.value ?? 0)]);
      expect(dollars(by)).toBe(dollars(more) - dollars(less));
      expect(dollars(by), "what differs differs by something").toBeGreaterThan(0);
      expect(relative).toBe(percentFine(1 - (low?.value ?? 0) / (high?.value ?? 1)));
      expect(title).toBe(`${of ?? ""} ${by} above ${than ?? ""}`);
    });
  });

  test("says whose the amounts behind averages are, with their shares", () => {
    const revenue: Field = { name: "revenue", type: "money", label: "Revenue", unit: "USD" };
    fc.assert(
      fc.property(pair, cents, cents, (rows, ...amounts) => {
        const columns = columnsOf(average, rows);
        const both: Columns = {
          ...columns,
          fields: [...columns.fields, revenue],
          values: { ...columns.values, revenue: amounts },
        };
        const entry = entryOf("comparison", average, rows);
        const parts = [
          ...(
            answer({ ...entry, fields: [...both.fields] }, both).split(" Revenue: ")[1] ?? ""
          ).matchAll(/(\w+) (\$[\d,.]+) \(([<>]?[\d.]+%)\)/g),
        ].map(([, name, amount, part]) => [name, dollars(amount ?? ""), part]);
        const total = amounts[0] + amounts[1];
        // Of nothing there are no shares.
        expect(parts).toEqual(
          total === 0
            ? []
            : rows.map(({ name }, index) => [
                name,
                amounts[index],
                percentFine((amounts[index] ?? 0) / total),
              ]),
        );
      }),
    );
  });

  test("of one is no comparison, and of three a ranking of the largest first", () => {
    check(rowsOf(cents, { minLength: 1, maxLength: 4 }), (rows) => {
      const text = said("comparison", money, rows).answer;
      if (rows.length === 1) expect(text).toMatch(/^There is only one product, /);
      else if (rows.length > 2)
        expect(text).toMatch(
          alike(rows)
            ? /^All \d shown have the same /
            : new RegExp(`^First: (${topOf(rows).join("|")})\\b`),
        );
    });
  });
});
