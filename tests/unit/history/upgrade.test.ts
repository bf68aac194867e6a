import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historySchema } from "../../../format/history.ts";

const published = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/history/format-1.json"), "utf8"),
) as { current: { tables: { name: string; rows: unknown[] }[] } };

test("reads a history that version 0.1.0 published", () => {
  const { format, current } = historySchema.parse(published);
  expect(format).toBe(2);
  const drivers = current.tables.find(({ name }) => name === "driver-customers");
  expect(drivers).toMatchObject({ kind: "driver", suppressed: { rows: 2 } });
  expect(drivers?.driver?.measures.length).toBeGreaterThan(0);
  const before = published.current.tables.find(({ name }) => name === "influence-customers");
  expect(drivers?.rows).toEqual(before?.rows);
});

test.each([
  ["another format", { ...published, format: 3 }],
  ["no object", []],
  ["a key that no version had", { ...published, withheld: {} }],
])("refuses %s", (_, history) => {
  expect(historySchema.safeParse(history).success).toBe(false);
});
