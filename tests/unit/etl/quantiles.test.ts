import { describe, expect, test } from "vitest";
import { quantileBins } from "../../../etl/clean/quantiles.ts";
import { textOf } from "../../support/cells.ts";
import { csvFile, csvOf, customers } from "../../support/customers.ts";
import { qcut, quantile } from "../../support/statistics.ts";
import { withCustomers } from "../../support/runs.ts";

const names = ["Young Adult", "Adult", "Middle-aged", "Senior"];
const quartileBins = (edges: readonly number[]) => quantileBins(edges, names);
const labels = (edges: number[]) => quartileBins(edges).map(({ label }) => label);

describe("bins from quartile edges", () => {
  test("four different quarters make four right-closed bins", () => {
    expect(quartileBins([18, 31, 44, 57, 70])).toEqual([
      { label: "Young Adult", lower: 18, upper: 31 },
      { label: "Adult", lower: 31, upper: 44 },
      { label: "Middle-aged", lower: 44, upper: 57 },
      { label: "Senior", lower: 57, upper: 70 },
    ]);
  });

  test("a repeated edge merges the bins beside it, and the label spans them", () => {
    expect(labels([18, 18, 44, 57, 70])).toEqual(["Young Adult to Adult", "Middle-aged", "Senior"]);
    expect(labels([18, 31, 31, 57, 70])).toEqual(["Young Adult to Adult", "Middle-aged", "Senior"]);
    expect(labels([18, 31, 44, 44, 70])).toEqual(["Young Adult", "Adult to Middle-aged", "Senior"]);
    expect(labels([18, 31, 44, 70, 70])).toEqual(["Young Adult", "Adult", "Middle-aged to Senior"]);
    expect(labels([18, 18, 18, 18, 70])).toEqual(["All"]);
    expect(labels([18, 18, 18, 44, 70])).toEqual(["Young Adult to Middle-aged", "Senior"]);
    expect(labels([18, 31, 31, 31, 70])).toEqual(["Young Adult to Middle-aged", "Senior"]);
  });

  test("one age is one bin of everybody", () => {
    expect(quartileBins([40, 40, 40, 40, 40])).toEqual([{ label: "All", lower: 40, upper: 40 }]);
  });
});

/** Groups of ages: position of each customer's group among the file's groups, from the youngest. */
async function segmented(ages: readonly number[]) {
  const csv = csvFile(csvOf(customers(...ages.map((age) => ({ age: String(age) })))));
  return withCustomers(csv, async (database, _, cleaned) => {
    const rows = await database.rows("SELECT age_group FROM customer ORDER BY customer_id");
    const table = cleaned.tables.find(({ name }) => name === "cleaning-age-groups");
    return { groups: rows.map((row) => textOf(row["age_group"])), table, notices: cleaned.notices };
  });
}

/** The two partitions put the same customers together, in the same order from the youngest. */
function expectSamePartition(
  groups: readonly string[],
  bins: readonly number[],
  ages: readonly number[],
): void {
  const order = (names: readonly (string | number)[]) => [
    ...new Set(
      ages
        .map((age, index) => ({ age, name: names[index] }))
        .toSorted((a, b) => a.age - b.age)
        .map(({ name }) => name),
    ),
  ];
  const numbered = (names: readonly (string | number)[]) =>
    names.map((name) => order(names).indexOf(name));
  expect(numbered(groups)).toEqual(numbered(bins));
}

describe("age groups of a file", () => {
  test.for([
    ["an age on an edge is in the younger group", [20, 30, 40, 50, 60]],
    ["edges between two ages", [18, 19, 23, 24, 31, 55]],
    ["a repeated first edge", [18, 18, 18, 18, 25, 30, 50]],
    ["a repeated middle edge", [18, 25, 30, 30, 30, 30, 60]],
    ["a repeated last edge", [18, 25, 30, 60, 60, 60, 60]],
    ["two rows", [20, 60]],
    ["two rows of one age", [33, 33]],
    ["one row", [33]],
    ["three quarters of one age", [20, 20, 20, 20, 20, 20, 20, 70]],
  ] satisfies [string, number[]][])("%s, as a plain qcut", async ([, ages]) => {
    const { groups, table } = await segmented(ages);
    expectSamePartition(groups, qcut(ages), ages);
    expect(table?.columns.values["lower"]?.[0]).toBe(Math.min(...ages));
    expect(table?.columns.values["upper"]?.at(-1)).toBe(Math.max(...ages));
  });

  test("edges are interpolated linearly and tallies are the group's own", async () => {
    const ages = [18, 19, 23, 24, 31, 55];
    const { table } = await segmented(ages);
    expect(table?.columns.values).toEqual({
      age_group: ["Young Adult", "Adult", "Middle-aged", "Senior"],
      lower: [18, 20, 23.5, 29.25],
      upper: [20, 23.5, 29.25, 55],
      lowest: [18, 23, 24, 31],
      highest: [19, 23, 24, 55],
      customers: [2, 1, 1, 2],
    });
    expect(table?.columns.values["upper"]).toEqual(
      [0.25, 0.5, 0.75, 1].map((q) => quantile(ages, q)),
    );
  });

  test("merged groups are told in a notice, four groups in none", async () => {
    expect((await segmented([20, 20, 20, 20, 20, 30])).notices).toEqual([
      "Quantiles of age coincide, so there are fewer than 4 groups: All.",
    ]);
    expect((await segmented([20, 30, 40, 50])).notices).toEqual([]);
  });
});
