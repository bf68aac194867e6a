import { expect, test, vi } from "vitest";
import { outlierSentence } from "../../../src/sentences/data.ts";

const dictionary = vi.hoisted(() => [
  { name: "age", label: "Age" },
  { name: "previous_purchases", label: "Previous purchases" },
  { name: "review_rating", label: "Review rating" },
]);
vi.mock("../../../src/site/store.ts", () => ({ store: { manifest: { dictionary } } }));

const row = (column_name: string, below: number, above: number) => ({ column_name, below, above });
const beyond = "further than 1.5 times the interquartile range beyond the quartiles.";

test.each([
  [
    [row("age", 0, 0), row("previous_purchases", 0, 0), row("review_rating", 0, 0)],
    `No value of age, previous purchases, or review rating lies ${beyond}`,
  ],
  [[row("age", 0, 0)], `No value of age lies ${beyond}`],
  [[row("age", 0, 1), row("previous_purchases", 0, 0)], `1 value of age lies ${beyond}`],
  [
    [row("age", 2, 1), row("previous_purchases", 0, 1200), row("review_rating", 0, 0)],
    `3 values of age and 1,200 values of previous purchases lie ${beyond}`,
  ],
  [
    [row("age", 1, 0), row("previous_purchases", 1, 0)],
    `1 value of age and 1 value of previous purchases lie ${beyond}`,
  ],
  [[row("unknown", 0, 2)], `2 values of unknown lie ${beyond}`],
])("outliers %#", (rows, sentence) => {
  expect(outlierSentence(rows)).toBe(sentence);
});
