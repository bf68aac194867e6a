import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { csvFile } from "../../support/customers.ts";
import {
  edition,
  guardedBy,
  historyIn,
  rootGuards,
  snapshotsOf,
  text,
} from "../../support/editions.ts";
import { fingerprints } from "../../support/folders.ts";
import { report } from "../../support/report.ts";
import { failure, run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const october = edition(1, 600);
type Customer = (typeof october)[number];

/** October's file with values of some customers changed. */
const changedOctober = (change: (customer: Customer, index: number) => Customer) =>
  text(october.map((customer, index) => ({ ...customer, ...change(customer, index) })));

/** A file with other columns; a new one has the same value in every row. */
function withHeaders(csv: string, change: (headers: readonly string[]) => readonly string[]) {
  const { data, meta } = Papa.parse<Customer>(csv, { header: true, skipEmptyLines: true });
  const fields = [...change(meta.fields ?? [])];
  return Papa.unparse({ fields, data: data.map((row) => fields.map((name) => row[name] ?? "1")) });
}

/** A guard, the file that it is to stop, and what it says of it. */
interface Limit {
  readonly guard: string;
  /** The file of the edition before, where that is not October's. */
  readonly before?: () => string;
  readonly changed: () => string;
  readonly sentence: string;
}

const missingRatings = october.filter(
  ({ review_rating }, index) => index % 10 === 0 || review_rating === "",
).length;
const limits: readonly Limit[] = [
  {
    guard: "rows: rose, more_than: 5%",
    changed: () => text([...october, ...edition(3, 40, 5000)]),
    sentence: "The number of customers rose by 6.7% ",
  },
  {
    guard: "rows: fell, more_than: 1%",
    changed: () => text(october.slice(10)),
    sentence: "The number of customers fell by 1.7% ",
  },
  {
    guard: "metric: revenue, moved: 5%",
    changed: () =>
      changedOctober(({ purchase_amount }) => ({
        purchase_amount: String(Number(purchase_amount) + 5),
      })),
    sentence: "Total revenue rose by ",
  },
  {
    guard: "metric: average_purchase, moved: 5%",
    changed: () =>
      changedOctober(({ purchase_amount }) => ({
        purchase_amount: String(Number(purchase_amount) - 5),
      })),
    sentence: "Average purchase fell by ",
  },
  {
    guard: "metric: subscriber_share, moved: 5%",
    changed: () => changedOctober((_, index) => (index < 100 ? { subscription_status: "No" } : {})),
    sentence: "Subscribers fell by ",
  },
  {
    guard: "missing: review_rating, more_than: 5%",
    changed: () => changedOctober((_, index) => (index % 10 === 0 ? { review_rating: "" } : {})),
    sentence: `Review rating is missing in ${missingRatings} of 600 rows, 1`,
  },
  {
    guard: "values: new, of: category",
    changed: () => changedOctober((_, index) => (index < 20 ? { category: "Swimwear" } : {})),
    sentence: "The data of 1970-01-01 had no category “Swimwear”.",
  },
  {
    guard: "values: vanished, of: category",
    changed: () =>
      changedOctober(({ category }) => (category === "Footwear" ? { category: "Clothing" } : {})),
    sentence: "The data of 1970-01-01 had the category “Footwear”, which these lack.",
  },
  {
    guard: "column: new",
    changed: () => withHeaders(text(october), (headers) => [...headers, "Loyalty Card"]),
    sentence: "The data of 1970-01-01 had no column “Loyalty Card”.",
  },
  {
    guard: "column: vanished",
    before: () => withHeaders(text(october), (headers) => [...headers, "Loyalty Card"]),
    changed: () => text(october),
    sentence: "The data of 1970-01-01 had the column “Loyalty Card”, which these lack.",
  },
];

/** A promotion code beside the discount, so that the column is kept. */
const promoted = () =>
  changedOctober((_, index) =>
    index < 50 ? { promo_code_used: "No", discount_applied: "Yes" } : {},
  );
const withoutPromotion = () =>
  withHeaders(promoted(), (headers) => headers.filter((name) => name !== "Promo Code Used"));
/** The same of a column that the report knows and can do without. */
const optional: readonly Limit[] = [
  {
    guard: "column: new",
    before: withoutPromotion,
    changed: promoted,
    sentence: "The data of 1970-01-01 had no column “promo_code_used”.",
  },
  {
    guard: "column: vanished",
    before: promoted,
    changed: withoutPromotion,
    sentence: "The data of 1970-01-01 had the column “promo_code_used”, which these lack.",
  },
];

/** A folder of snapshots that has October, or another file, and a report. */
const begun = async (guards?: readonly string[], before = text(october)) => ({
  snapshots: await snapshotsOf(before),
  report: guards === undefined ? report : guardedBy(...guards),
});

describe("a guard", () => {
  test("that stops a build says what to look at and leaves the last good snapshots; the change can be accepted", async () => {
    const options = await begun();
    const before = fingerprints(options.snapshots);
    const halved = csvFile(text(october.slice(0, 300)));
    const error = await failure(run(halved, options));
    expect(error.exitCode).toBe(7);
    expect(error.message).toContain(
      "The number of customers fell by 50% since the data of 1970-01-01, from 600 to 300; the limit is 20%.",
    );
    expect(error.message).toContain("Total revenue fell by ");
    expect(error.hint).toContain("--accept-changes");
    expect(fingerprints(options.snapshots)).toEqual(before);
    await run(halved, { ...options, acceptChanges: true });
    expect(historyIn(options.snapshots)).toMatchObject({
      current: { source: { rows: 300 } },
      previous: { source: { rows: 600 } },
      warnings: [
        expect.stringContaining("fell by 50%") as string,
        expect.stringContaining("Total revenue fell") as string,
      ],
    });
    // What was accepted is not asked again.
    await run(halved, options);
  });

  const others = rootGuards.map((line) => line.replace(/then: \w+/, "then: off"));
  const expectLimit = async ({ guard, before, changed, sentence }: Limit) => {
    const csv = csvFile(changed());
    const from = (action: string) =>
      begun([...others, `{ ${guard}, then: ${action} }`], before?.());
    const error = await failure(run(csv, await from("stop")));
    expect(error).toMatchObject({
      exitCode: 7,
      message: expect.stringContaining(sentence) as string,
    });
    expect(error.message.split("\n")).toHaveLength(2);
    const warning = await from("warn");
    const { recorded } = await run(csv, warning);
    expect(recorded.notices.filter((notice) => notice.includes(sentence))).toHaveLength(1);
    expect(historyIn(warning.snapshots).warnings).toEqual([
      expect.stringContaining(sentence) as string,
    ]);
    const silent = await from("off");
    await run(csv, silent);
    expect(historyIn(silent.snapshots).warnings).toEqual([]);
  };
  const title = "$guard stops, warns, or is off, as its line says";
  const few = 1;
  test.for(limits.slice(0, few))(title, expectLimit);
  test.for(limits.slice(few))(title, fullTier, expectLimit);
  test.for(optional)("$guard does so of a column that the report knows", fullTier, expectLimit);

  test("names a category without what a terminal would obey", fullTier, async () => {
    const options = await begun();
    const named = changedOctober((_, index) =>
      index < 20 ? { category: "Ha\u001b[31mts\u202e" } : {},
    );
    const { recorded } = await run(csvFile(named), options);
    expect(recorded.notices).toContain(
      "The data of 1970-01-01 had no category “Ha\\u{1b}[31mts\\u{202e}”.",
    );
  });

  test("is silent where the change is within its limit", async () => {
    const options = await begun();
    const { recorded } = await run(csvFile(text(edition(9, 590))), options);
    expect(recorded.notices.filter((notice) => /limit|category|column/.test(notice))).toEqual([]);
  });

  test("is refused with what is wrong in it", async () => {
    for (const [written, reason] of [
      ["{ rows: fell, more_than: lots, then: stop }", "more_than: is not a share such as 20%"],
      ["{ rows: fell, more_than: 20%, then: shout }", "then: is not stop or warn or off"],
      ["{ rows: flew, more_than: 20%, then: stop }", "rows: is not fell or rose"],
      ["{ rows: fell, more_then: 20%, then: stop }", 'there is no key "more_then"'],
      ["{ rows: fell, more_than: 20% }", "then: "],
      ["{ rows: fell, then: stop }", "needs more_than: the limit"],
      ["{ metric: revenue, then: stop }", "needs moved: the limit"],
      ["{ metric: profit, moved: 5%, then: stop }", 'there is no metric "profit"'],
      ["{ missing: rating, more_than: 5%, then: warn }", 'there is no column "rating"'],
      ["{ values: new, then: warn }", "needs of: the dimension whose values to watch"],
      ["{ values: new, of: categories, then: warn }", 'there is no column "categories"'],
      ["{ values: new, of: age, then: warn }", '"age" is a number'],
      ["{ column: lost, then: warn }", "column: is not new or vanished"],
      ["{ then: warn }", "needs one of rows, metric, missing, values, column"],
      ["{ column: new, values: new, of: category, then: warn }", "needs one of rows, metric"],
      ["{ rows: [", "report.yaml"],
    ] as const) {
      const refused = new Promise((resolve) => resolve(guardedBy(written)));
      expect(await failure(refused)).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(reason) as string,
      });
    }
  });

  test("is one of seven in the report that is shipped", () => {
    expect(report.analysis.guards).toMatchObject([
      { kind: "rows", way: "fell", limit: 0.2, then: "stop" },
      { kind: "rows", way: "rose", limit: 1, then: "warn" },
      { kind: "metric", metric: { name: "revenue" }, limit: 0.3, then: "stop" },
      { kind: "metric", metric: { name: "average_purchase" }, limit: 0.2, then: "warn" },
      { kind: "missing", column: "review_rating", limit: 0.05, then: "warn" },
      { kind: "values", way: "new", dimension: "category", then: "warn" },
      { kind: "values", way: "vanished", dimension: "category", then: "warn" },
    ]);
  });

  test("is not there where the report has none", fullTier, async () => {
    const options = await begun([]);
    const { recorded } = await run(csvFile(text(october.slice(0, 60))), options);
    expect(recorded.notices.filter((notice) => /limit|category|column/.test(notice))).toEqual([]);
    expect(historyIn(options.snapshots).warnings).toEqual([]);
  });
});
