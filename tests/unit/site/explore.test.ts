import { describe, expect, test } from "vitest";
import type { Columns } from "../../../format/columns.ts";
import { cubeOf } from "../../../src/model/cube.ts";
import { dashboard } from "../../../src/model/dashboard.ts";
import { choicesOf, exploredModel } from "../../../src/model/explore.ts";
import { valueOf, metricOf } from "../../../src/model/metric.ts";
import { dashboardFigures } from "../../../src/views/figures/index.ts";
import { model } from "../../support/model.ts";
import { cubeOfBuyers, type Buyer } from "./customers.ts";

const buyers = (times: number, product: string, cents: number, discounted = 0): Buyer[] =>
  Array.from({ length: times }, (_, index) => ({
    category: "Clothing",
    product,
    age: "Adult",
    gender: "Male",
    season: "Fall",
    cents,
    subscriber: false,
    discounted: index < discounted,
  }));

/** What is explored of some customers: the names of the bars in their order, title and subtitle. */
function explored(all: readonly Buyer[], metric: string, by: string) {
  const shown = exploredModel(model, [metric, by]);
  const [figure] = dashboardFigures(dashboard(cubeOfBuyers(all), shown), shown);
  if (!figure) throw new Error("There is no figure.");
  const values = figure.marks.map(({ sums }) => valueOf(metricOf(model, metric), sums));
  return { ...figure, names: figure.marks.map(({ name }) => name), values };
}

describe("what is explored", () => {
  // Few dear coats bring in more than many cheap hats.
  const all = [
    ...buyers(2, "Coat", 90_00, 1),
    ...buyers(5, "Hat", 10_00, 1),
    ...buyers(3, "Sock", 1_00, 3),
  ];

  test("stands in the order of its own metric, whichever leads the report", () => {
    const revenue = explored(all, "revenue", "item_purchased");
    expect([revenue.names, revenue.values]).toEqual([
      ["Coat", "Hat", "Sock"],
      [180, 50, 3],
    ]);
    expect(revenue.title).toBe("Coat brings in $180 of the $233");
    const purchases = explored(all, "purchases", "item_purchased");
    expect([purchases.names, purchases.values]).toEqual([
      ["Hat", "Sock", "Coat"],
      [5, 3, 2],
    ]);
    expect(purchases.title).toBe("Hat has the most purchases: 5 of 10");
    const share = explored(all, "discount_share", "item_purchased");
    expect([share.names, share.values]).toEqual([
      ["Sock", "Coat", "Hat"],
      [1, 0.5, 0.2],
    ]);
    expect(share.title).toBe("Discounted purchases: 20% to 100% across products");
  });

  test("has the number of rows beside it, unless it is that number", () => {
    const labels = ({ table }: { readonly table: Columns }) =>
      table.fields.map(({ label }) => label);
    expect(labels(explored(all, "average_purchase", "item_purchased"))).toEqual([
      "Product",
      "Average purchase",
      "Customers",
    ]);
    expect(labels(explored(all, "purchases", "item_purchased"))).toEqual(["Product", "Purchases"]);
  });

  test("draws twelve groups and lists them all", () => {
    const many = Array.from({ length: 15 }, (_, at) =>
      buyers(20 - at, `Product ${at + 10}`, 100),
    ).flat();
    const figure = explored(many, "average_purchase", "item_purchased");
    expect(figure.names).toHaveLength(12);
    expect(figure.subtitle).toBe(
      "Spending per purchase by product, the first 12 of 15 products and the others together",
    );
    expect(figure.listed).toBe("Spending per purchase by product");
    expect(figure.table.length).toBe(15);
  });
});

test("only what a cube gives can be explored, the report's leading metric and dimension first", () => {
  const [metrics, dimensions, views] = choicesOf(cubeOfBuyers(buyers(3, "Hat", 100)), model);
  expect(metrics?.values.toSorted()).toEqual(model.metrics.map(({ name }) => name).toSorted());
  expect([metrics?.values[0], dimensions?.values[0]]).toEqual(["revenue", "category"]);
  expect(dimensions?.values).toHaveLength(model.dimensions.length);
  expect(views?.values).toEqual(["bars", "table"]);
  // Without the dimension that subscribers are counted by, nobody knows their share.
  const bare = cubeOf(
    {
      length: 1,
      values: {
        gender: ["Female"],
        customers: [7],
        revenue: [700],
        review_rating_sum: [2100],
        discount_share_count: [2],
      },
    },
    model,
  );
  const [few, only] = choicesOf(bare, model);
  expect(only?.values).toEqual(["gender"]);
  expect(few?.values).not.toContain("subscriber_share");
  expect(few?.values).toContain("discount_share");
});
