import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { beforeAll, expect, test } from "vitest";
import { crawlFolder } from "../support/crawl.ts";
import { cents, hasChurned, paying, subscriptions, total } from "../support/subscriptions.ts";
import { folderOfTests } from "./builds.ts";

const project = join(import.meta.dirname, "../..");
const folder = folderOfTests();
const dist = join(folder, "dist");
const base = "/subscriptions/";

beforeAll(() => {
  const args = ["--report", subscriptions, "--snapshots", join(folder, "snapshots")];
  execFileSync(
    process.execPath,
    [join(project, "bin/build.ts"), ...args, "--out", dist, "--base-path", base],
    { cwd: project, stdio: "pipe" },
  );
});

/** What a page says, and its parts by a selector. */
function page(path: string) {
  const { document } = new JSDOM(readFileSync(join(dist, path, "index.html"), "utf8")).window;
  const inWords = (text: string | null | undefined) => (text ?? "").replaceAll(/\s+/g, " ").trim();
  return {
    text: inWords(document.body.textContent),
    all: (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => inWords(textContent)),
  };
}

const lost = paying.filter(hasChurned);
const percent = (share: number, digits = 0) => `${(share * 100).toFixed(digits)}%`;
const euros = (amount: number) =>
  `€${(amount / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}`;
const rateOf = (billing: string) => {
  const own = paying.filter((line) => line["Billing"] === billing);
  return own.filter(hasChurned).length / own.length;
};

test("every link of the example's site resolves, under a path", async () => {
  const { seen, problems } = await crawlFolder(dist, base);
  expect(problems).toEqual([]);
  expect(seen.size).toBeGreaterThan(100);
});

test("the example's dashboard shows the figures of its file", () => {
  const { text, all } = page("");
  const monthly = lost.filter((line) => line["Billing"] === "Monthly");
  expect(all("h1")).toEqual([
    `Monthly billing accounts for ${percent(total(monthly, cents) / total(lost, cents))} of the monthly revenue lost: more subscribers, and a higher revenue churn.`,
  ]);
  for (const figure of [
    paying.length.toLocaleString("en-US"),
    percent(lost.length / paying.length),
    euros(total(paying, cents)),
    euros(total(lost, cents)),
    percent(total(lost, cents) / total(paying, cents)),
    `Canceled: ${percent(lost.length / paying.length)} of subscribers`,
    `Churn rate: ${percent(rateOf("Annual"))} to ${percent(rateOf("Monthly"))} across billing periods`,
  ])
    expect(text).toContain(figure);
});

test("the example's findings have each verdict, and effects of its file", () => {
  const { text, all } = page("findings");
  const verdicts = new Set(all(".verdict"));
  expect(verdicts).toEqual(
    new Set(["Supported", "Not supported", "Too close to call", "Cannot be shown"]),
  );
  const points = ((rateOf("Monthly") - rateOf("Annual")) * 100).toFixed(1);
  expect(text).toContain(
    `subscribers with monthly billing have ${points} points more than those with annual billing`,
  );
});

test("no page of the example names a subscriber", () => {
  const { seen, text } = { seen: page("data"), text: page("").text };
  expect(paying.every((line) => /^S1\d{5}$/.test(line["Subscriber ID"] ?? ""))).toBe(true);
  expect(`${seen.text} ${text}`).not.toMatch(/\bS1\d{5}\b/);
  expect(seen.text).toContain("private: not in the report");
});
