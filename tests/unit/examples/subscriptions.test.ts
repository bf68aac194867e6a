import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readReport } from "../../../etl/report/load.ts";
import { subscribersCsv } from "../../../examples/subscriptions/subscribers.ts";
import { run } from "../../support/runs.ts";
import {
  cents,
  hasChurned,
  lines,
  paying,
  subscribersFile,
  subscriptions,
  total,
} from "../../support/subscriptions.ts";

const built = async () => {
  const report = await readReport(subscriptions);
  return run(subscribersFile, { report, sql: report.sql });
};

const channelOf = (written = "") =>
  ({ Google: "Search", Friend: "Referral", "": "Not recorded" })[written] ?? written;

test("the example's file is what its script writes, and its metadata are of that file", () => {
  const written = subscribersCsv();
  expect(readFileSync(subscribersFile, "utf8")).toBe(written);
  expect(subscribersCsv()).toBe(written);
  expect(lines.length).toBe(2000);
  const about = readFileSync(join(subscriptions, "data/subscribers.about.yaml"), "utf8");
  expect(about).toContain("synthetic: true");
  expect(about).toContain(`sha256: ${createHash("sha256").update(written).digest("hex")}`);
});

test("the example's sums are those of its file", async () => {
  const { manifest, rows } = await built();
  expect(manifest).toMatchObject({
    synthetic: true,
    title: expect.stringContaining("churn") as string,
  });
  const cube = rows("cube-main");
  const sum = (name: string) => cube.reduce((all, row) => all + Number(row[name]), 0);
  const answered = paying.filter((line) => line["Satisfaction"] !== "");
  expect({
    subscribers: sum("subscribers"),
    cancellations: sum("cancellations"),
    monthly: sum("monthly_revenue"),
    lost: sum("lost_revenue"),
    lifetime: sum("lifetime_revenue_sum"),
    days: sum("active_days_sum"),
    known: sum("satisfaction_known"),
    satisfaction: sum("satisfaction_sum"),
  }).toEqual({
    subscribers: paying.length,
    cancellations: paying.filter(hasChurned).length,
    monthly: total(paying, cents),
    lost: total(paying.filter(hasChurned), cents),
    lifetime: total(paying, (line) => cents(line) * Number(line["Tenure (months)"])),
    days: total(paying, (line) => Math.round(Number(line["Active Days per Week"]) * 10)),
    known: answered.length,
    satisfaction: total(answered, (line) => Number(line["Satisfaction"])),
  });
});

test("the example's bands, channels and questions are those of its file", async () => {
  const { rows } = await built();
  const count = (name: string, value: string) =>
    rows("cube-main")
      .filter((row) => row[name] === value)
      .reduce((all, row) => all + Number(row["subscribers"]), 0);
  const having = (holds: (tenure: number) => boolean) =>
    paying.filter((line) => holds(Number(line["Tenure (months)"]))).length;
  expect(count("tenure_band", "Year 1")).toBe(having((tenure) => tenure <= 12));
  expect(count("tenure_band", "Year 2")).toBe(having((tenure) => tenure > 12 && tenure <= 24));
  expect(count("tenure_band", "Later")).toBe(having((tenure) => tenure > 36));

  for (const row of rows("churn-by-channel")) {
    const own = paying.filter((line) => channelOf(line["Channel"]) === row["channel"]);
    expect(row).toEqual({
      channel: row["channel"],
      subscribers: own.length,
      churn_rate: own.filter(hasChurned).length / own.length,
      lost_revenue: total(own.filter(hasChurned), cents),
    });
  }
  expect(rows("churn-by-channel").length).toBe(5);

  const risky = paying.filter(
    (line) =>
      !hasChurned(line) &&
      line["Billing"] === "Monthly" &&
      Number(line["Active Days per Week"]) <= 2,
  );
  const plans = ["Basic", "Standard", "Premium"].map((plan) => {
    const own = risky.filter((line) => line["Plan"] === plan);
    return { plan, subscribers: own.length, monthly_revenue: total(own, cents) };
  });
  expect(rows("revenue-at-risk")).toEqual(
    plans.toSorted((a, b) => b.monthly_revenue - a.monthly_revenue),
  );
});

test("values that are missing before cleaning are counted in all rows that came", async () => {
  const { rows } = await built();
  const emptyIn = (of: typeof lines) => of.filter((line) => line["Satisfaction"] === "").length;
  const found = rows("profile-missing").map((row) => [
    row["column_name"],
    row["rows"],
    row["missing"],
    row["missing_after"],
  ]);
  expect(found).toContainEqual(["tenure", 2000, 0, 0]);
  expect(found).toContainEqual(["satisfaction", 2000, emptyIn(lines), emptyIn(paying)]);
  expect(emptyIn(lines)).toBeGreaterThan(emptyIn(paying));
});
