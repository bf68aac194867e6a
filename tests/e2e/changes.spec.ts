import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("month");

/** A month's export, as it was written. */
function rowsOf(month: "october" | "november"): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(
    readFileSync(join(".cache/e2e", `${month}.csv`), "utf8").replace(/^\uFEFF/, ""),
    { header: true, skipEmptyLines: true },
  ).data;
}

const [then, now] = [rowsOf("october"), rowsOf("november")];
const revenue = (rows: readonly Record<string, string>[]) =>
  rows.reduce((sum, row) => sum + Number(row["Purchase Amount (USD)"]), 0);
const number = new Intl.NumberFormat("en-US");

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the page of changes says who came and went, what moved and what is new", async ({
      page,
    }) => {
      await page.goto(urlOf(site, "/changes/"));
      const ids = (rows: readonly Record<string, string>[]) =>
        new Set(rows.map((row) => row["Customer ID"]));
      const [before, since] = [ids(then), ids(now)];
      const came = [...since].filter((id) => !before.has(id)).length;
      const went = [...before].filter((id) => !since.has(id)).length;
      await expect(page.locator(".standfirst")).toContainText(
        `${number.format(came)} new, ${number.format(went)} lost, ${number.format(then.length - went)} kept`,
      );
      await expect(page.getByRole("heading", { level: 1 })).toContainText(`Since October 1, 2026`);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(
        `total revenue rose by $${number.format(revenue(now) - revenue(then))}`,
      );
      await expect(page.getByRole("link", { name: "Atom feed" })).toHaveAttribute(
        "href",
        "/feed.xml",
      );
      await expect(page.getByRole("region", { name: "Warnings" })).toContainText(
        "The data of 2026-10-01 had no category “Swimwear”.",
      );
      const category = page.locator("#changes-category");
      await expect(category.getByRole("heading")).toContainText("Footwear");
      await expect(category.getByRole("heading")).toContainText("Swimwear is new");
      const cells = (name: string) =>
        category
          .locator("tr", { has: page.locator("th", { hasText: name }) })
          .locator("td")
          .allTextContents();
      await category.locator("summary").click();
      for (const name of ["Footwear", "Clothing"]) {
        const [a, b] = [then, now].map((rows) => rows.filter((row) => row["Category"] === name));
        const [customersThen, customersNow, revenueThen, revenueNow, change] = await cells(name);
        expect([customersThen, customersNow]).toEqual([
          number.format(a?.length ?? 0),
          number.format(b?.length ?? 0),
        ]);
        expect([revenueThen, revenueNow]).toEqual([
          `$${number.format(revenue(a ?? []))}`,
          `$${number.format(revenue(b ?? []))}`,
        ]);
        expect(change?.replace("−", "-").replace(/[$,]/g, "")).toBe(
          String(revenue(b ?? []) - revenue(a ?? [])),
        );
      }
    });

    test("the dashboard has each key figure then and now, with its line", async ({ page }) => {
      await page.goto(urlOf(site, "/"));
      const changes = page.locator(".key-changes");
      await expect(changes.locator("dt")).toHaveText([
        "Customers",
        "Total revenue",
        "Average purchase",
        "Average rating",
        "Subscribers",
      ]);
      await expect(changes.locator("div").first()).toContainText(
        `was ${number.format(then.length)}`,
      );
      await expect(changes.locator("div").first().getByRole("img")).toHaveAttribute(
        "aria-label",
        `Customers in 2 editions: ${number.format(then.length)} on October 1, 2026, ` +
          `${number.format(now.length)} on November 1, 2026, between ` +
          `${number.format(Math.min(then.length, now.length))} and ` +
          number.format(Math.max(then.length, now.length)),
      );
      await page.getByRole("link", { name: "All changes" }).click();
      await expect(page).toHaveURL(urlOf(site, "/changes/"));
      await expect(
        page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Changes" }),
      ).toHaveAttribute("aria-current", "page");
    });

    test("a first build says that there is nothing to compare with, and has no such section", async ({
      page,
    }) => {
      await page.goto(urlOf(siteNamed("sample"), "/changes/"));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        "Nothing to compare with yet",
      );
      await expect(
        page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Changes" }),
      ).toHaveCount(0);
      await page.goto(urlOf(siteNamed("sample"), "/"));
      await expect(page.locator(".key-changes")).toHaveCount(0);
    });
  });
}

test("what the next build is compared with is published as it is kept", () => {
  expect(JSON.parse(readFileSync(join(site.dist, "data/history.json"), "utf8"))).toEqual(
    JSON.parse(readFileSync(join(site.snapshots, "history.json"), "utf8")),
  );
});
