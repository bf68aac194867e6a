import {
  box,
  chips,
  extentOf,
  figureIds,
  mark,
  openDashboard,
  query,
  settled,
  status,
  sumsOf,
  windows,
} from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed } from "./support/sites.ts";
import { numberIn, shownTable, type ShownTable } from "./support/tables.ts";
import type { Page } from "@playwright/test";

const site = siteNamed("sample");

/** Every chart's table as it is shown now. */
async function tables(page: Page): Promise<Map<string, ShownTable>> {
  await page
    .locator("details.table-of")
    .evaluateAll((all) => all.forEach((details) => details.setAttribute("open", "")));
  await settled(page);
  // A table that was closed is filled once it is opened, in a task of its own.
  await expect(page.locator("#top-products table tbody tr").first()).toBeVisible();
  for (let turn = 0; turn < 3; turn++)
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))),
    );
  return new Map(
    await Promise.all(
      figureIds.map(async (id) => [id, await shownTable(page.locator(`#${id} table`))] as const),
    ),
  );
}

test(
  "two selections are chosen one by one, both in the link, and the key figures are told apart",
  { tag: "@smoke" },
  async ({ page }) => {
    await openDashboard(page);
    await box(page, "Gender", "Male").check();
    const compare = page.getByRole("button", { name: "Compare", exact: true });
    await compare.click();
    await expect(compare).toHaveAttribute("aria-pressed", "true");
    await expect
      .poll(() => query(page))
      .toEqual([
        ["gender", "Male"],
        ["vs", "all"],
      ]);
    const [a, b] = ["A", "B"].map((name) =>
      page.getByRole("group", { name: "Editing group:" }).getByRole("radio", { name, exact: true }),
    );
    if (!a || !b) throw new Error("unreachable");
    await expect(b, "the second is chosen from now on").toBeChecked();
    await expect(box(page, "Gender", "Male"), "of B nothing is chosen").not.toBeChecked();
    await box(page, "Gender", "Female").check();
    await expect
      .poll(() => query(page))
      .toEqual([
        ["gender", "Male"],
        ["vs-gender", "Female"],
      ]);
    await expect(status(page)).toHaveText(extentOf(site, { gender: ["Male"] }));
    await expect(page.locator("[data-status-b]")).toHaveText(
      extentOf(site, { gender: ["Female"] }),
    );
    const [men, women] = [sumsOf(site, { gender: ["Male"] }), sumsOf(site, { gender: ["Female"] })];
    await expect(page.locator(".kpis strong").first()).toHaveText(
      men.customers.toLocaleString("en-US"),
    );
    await expect(page.locator(".kpis small").first()).toHaveText(
      `${(men.customers - women.customers).toLocaleString("en-US")} above B ${women.customers.toLocaleString("en-US")}`,
    );
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Male against Female");
    await expect(page).toHaveTitle("Customer Trends: Male against Female");

    const senior = mark(page, "revenue-by-age-group", "Senior");
    await senior.click();
    await expect(senior, "a mark is chosen for B").toHaveAttribute("aria-pressed", "true");
    await expect
      .poll(() => query(page))
      .toEqual([
        ["gender", "Male"],
        ["vs-gender", "Female"],
        ["vs-age", "Senior"],
      ]);
    await a.check();
    await expect(senior, "and not for A").toHaveAttribute("aria-pressed", "false");
    await b.check();
    await senior.click();
    await a.check();
    await expect(box(page, "Gender", "Male")).toBeChecked();
    await box(page, "Category", "Clothing").check();
    await expect(chips(page)).toHaveText(["Clothing ×", "Male ×"]);
    await page
      .getByRole("list", { name: "Active filters of group B" })
      .getByRole("button", { name: "Remove gender Female" })
      .click();
    await expect
      .poll(() => query(page))
      .toEqual([
        ["category", "Clothing"],
        ["gender", "Male"],
        ["vs", "all"],
      ]);
    await compare.click();
    await expect(page.locator("[data-status-b]")).toBeHidden();
    await expect
      .poll(() => query(page))
      .toEqual([
        ["category", "Clothing"],
        ["gender", "Male"],
      ]);
    await page.goBack();
    await expect(compare).toHaveAttribute("aria-pressed", "true");
  },
);

test(
  "each chart shows pairs, whose figures are those of each selection by itself",
  { tag: "@smoke" },
  async ({ page }) => {
    await openDashboard(page, "?gender=Male&vs-gender=Female&vs-shipping=Express");
    for (const id of figureIds) {
      await expect(page.locator(`#${id} .live text`).filter({ hasText: /^A: Male/ })).toHaveCount(
        1,
      );
      await expect(
        page
          .locator(`#${id} .live text`)
          .filter({ hasText: /^B: Female, Express|^B: Female…|^B: Fem/ }),
      ).toHaveCount(1);
    }
    const pairs = await tables(page);
    let compared = 0;
    for (const [side, search] of [
      ["A", "?gender=Male"],
      ["B", "?gender=Female&shipping=Express"],
    ] as const) {
      await openDashboard(page, search);
      const alone = await tables(page);
      for (const [id, { labels, rows }] of pairs) {
        // Compared, a chart is restricted in its own dimension too; by itself it shows it in full.
        // Shares of customers are not in its table.
        if (id === "revenue-by-age-and-gender" || id === "subscription") continue;
        const own = alone.get(id);
        const measure = labels.find((label) => label.startsWith(`${side}: `))?.slice(3) ?? "";
        const [column, texts] = [
          own?.labels.indexOf(measure) ?? -1,
          id === "season-by-category" ? 2 : 1,
        ];
        expect(column, `${id} has "${measure}" by itself`).toBeGreaterThan(0);
        const known = new Map(
          own?.rows.map((row) => [row.slice(0, texts).join(", "), row[column] ?? ""]),
        );
        for (const row of rows) {
          const found = known.get(row[0] ?? "");
          // What is among the first three of one selection need not be among those of the other.
          if (found === undefined && id === "top-products") continue;
          const [shown, expected] = [
            row[labels.indexOf(`${side}: ${measure}`)] ?? "",
            found ?? "none",
          ];
          expect(
            expected === "–"
              ? shown === "–"
              : Math.abs(numberIn(shown).value - numberIn(expected).value) < 0.005,
            `${id}, ${row[0] ?? ""}, ${side}: ${shown} is ${expected}`,
          ).toBe(true);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(60);
    for (const [id, { labels, rows }] of pairs)
      for (const row of rows) {
        const [a, b, difference] = row
          .slice(-3)
          .map((text) => (text === "–" ? Number.NaN : numberIn(text).value));
        if (!Number.isNaN(difference))
          expect(
            Math.abs((a ?? 0) - (b ?? 0) - (difference ?? 0)),
            `${id} ${labels.join()}: ${row.join()}`,
          ).toBeLessThan(0.0011);
      }
  },
);

test("on a phone, the rows of every pair can be told apart", async ({ page }) => {
  await page.setViewportSize(windows.phone);
  await openDashboard(page, "?gender=Male&vs-gender=Female");
  for (const id of figureIds) {
    const names = await page
      .locator(`#${id} .hits > *`)
      .evaluateAll((all) =>
        all.map(
          (each) => each.getAttribute("aria-label")?.split(":")[0]?.replaceAll(" ", "") ?? "",
        ),
      );
    const texts = await page
      .locator(`#${id} .live text`)
      .evaluateAll((all) => all.map(({ textContent }) => textContent.replaceAll(" ", "")));
    expect(
      names.filter((name) => !texts.includes(name)),
      id,
    ).toEqual([]);
  }
});
