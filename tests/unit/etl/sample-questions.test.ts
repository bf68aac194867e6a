import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../../support/runs.ts";
import { byText } from "../../support/sums.ts";

const root = join(import.meta.dirname, "../../..");
const sample = join(root, "data/customers.csv");

/** A group of the marginals: its names and its sums, money in dollars. */
type Group = Readonly<Record<string, string>> &
  Readonly<
    Record<"count" | "revenue" | "rating_x100" | "discounted" | "previous_gt5" | "a60", number>
  >;

const marginals = JSON.parse(readFileSync(join(root, "sample/marginals.json"), "utf8")) as Readonly<
  Record<"category_item" | "joint_discount_amount_ge_60", readonly Group[]>
> & {
  readonly categorical: Readonly<Record<string, readonly Group[]>>;
};
const by = (name: string) => marginals.categorical[name] ?? [];
const descending = (figure: (group: Group) => number, name: string) => (a: Group, b: Group) =>
  figure(b) - figure(a) || byText(a[name] ?? "", b[name] ?? "");
const cents = (group: Group) => Math.round(group.revenue * 100);
const average = (group: Group) => group.revenue / group.count;

const perCategory = [
  ...Map.groupBy(marginals.category_item, ({ category }) => category ?? ""),
].toSorted(([a], [b]) => byText(a, b));

/**
 * The ten answers, worked out from the marginals alone; the private one as its row count and sum.
 */
const answers: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  "revenue-by-gender": by("gender")
    .toSorted(descending(cents, "gender"))
    .map((group) => ({ gender: group["gender"], revenue: cents(group) })),
  "top-rated-products": by("item_purchased")
    .toSorted(descending((group) => group.rating_x100 / group.count, "item_purchased"))
    .slice(0, 5)
    .map((group) => ({
      item_purchased: group["item_purchased"],
      average_rating: group.rating_x100 / 100 / group.count,
    })),
  "shipping-comparison": by("shipping_type")
    .filter(({ shipping_type }) => shipping_type === "Standard" || shipping_type === "Express")
    .toSorted(descending(average, "shipping_type"))
    .map((group) => ({ shipping_type: group["shipping_type"], average_purchase: average(group) })),
  "subscription-value": by("subscription_status")
    .toReversed()
    .map((group) => ({
      subscription_status: group["subscription_status"],
      customers: group.count,
      average_purchase: average(group),
      revenue: cents(group),
    })),
  "most-discounted-products": by("item_purchased")
    .toSorted(descending((group) => group.discounted / group.count, "item_purchased"))
    .slice(0, 5)
    .map((group) => ({
      item_purchased: group["item_purchased"],
      discount_rate: group.discounted / group.count,
    })),
  "loyalty-segments": by("loyalty")
    .toSorted(descending((group) => group.count, "loyalty"))
    .map((group) => ({ customer_segment: group["loyalty"], customers: group.count })),
  "top-products-per-category": perCategory.flatMap(([category, items]) =>
    items
      .toSorted(descending((group) => group.count, "item_purchased"))
      .slice(0, 3)
      .map((group, index) => ({
        category,
        item_rank: index + 1,
        item_purchased: group["item_purchased"],
        orders: group.count,
      })),
  ),
  "repeat-buyers-by-subscription": by("subscription_status")
    .toReversed()
    .map((group) => ({
      subscription_status: group["subscription_status"],
      repeat_buyers: group.previous_gt5,
    })),
  "revenue-by-age-group": by("age_group")
    .toSorted(descending(cents, "age_group"))
    .map((group) => ({ age_group: group["age_group"], revenue: cents(group) })),
};

describe.skipIf(!existsSync(sample))(
  "the ten questions of the sample, from its marginals (data/customers.csv is not there)",
  () => {
    test("every published answer, in its order", async () => {
      const { rows, manifest } = await run(sample);
      const published = manifest.snapshots
        .filter(({ kind, published: open }) => kind === "question" && open)
        .map(({ name }) => name);
      expect(Object.keys(answers).toSorted()).toEqual(published.toSorted());
      for (const [name, expected] of Object.entries(answers)) {
        const found = rows(name);
        expect(found, name).toHaveLength(expected.length);
        expected.forEach((row, index) => {
          for (const [column, value] of Object.entries(row)) {
            if (typeof value === "number" && !Number.isInteger(value))
              expect(found[index]?.[column], `${name} ${column}`).toBeCloseTo(value, 9);
            else expect(found[index]?.[column], `${name} ${column}`).toBe(value);
          }
        });
      }
    });

    test("how many spend at least the average in spite of a discount, and how much", async () => {
      const { manifest } = await run(sample);
      const spenders = marginals.joint_discount_amount_ge_60.find(
        (group) => group["discount_applied"] === "Yes" && group.a60 === 1,
      );
      expect(manifest.snapshots.find(({ name }) => name === "discount-big-spenders")).toMatchObject(
        {
          published: false,
          rows: spenders?.count,
          totals: { purchase_amount: spenders ? cents(spenders) : NaN },
        },
      );
    });
  },
);
