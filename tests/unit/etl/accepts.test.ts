import { expect, test } from "vitest";
import { acceptsOnceClean } from "../../../etl/contract/accepts.ts";
import type { Column } from "../../../etl/contract/columns.ts";

const column = (type: Column["type"], range?: readonly [number, number]): Column => ({
  name: "a",
  header: "A",
  aliases: [],
  label: "A",
  type,
  unit: "",
  description: "",
  ...(range ? { range } : {}),
});

test.each([
  [column("integer", [0, 1200]), "a whole number from 0 to 1,200"],
  [column("integer", [0, Infinity]), "a whole number of at least 0"],
  [column("money", [-Infinity, 99.5]), "an amount of at most 99.5, with at most two decimals"],
  [column("decimal", [-Infinity, Infinity]), "a number, with at most two decimals"],
  [column("money"), "an amount, with at most two decimals"],
])("a column says what it accepts, by the limits that it has: %#", (described, words) => {
  expect(acceptsOnceClean(described)).toBe(words);
});
