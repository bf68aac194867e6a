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
import { shownTable, shows } from "./support/tables.ts";

const site = siteNamed("sample");

for (const [name, size] of Object.entries(windows)) {
  test(
    `on a ${name}, a click on a mark of any chart chooses it, and another click clears it`,
    { tag: "@smoke" },
    async ({ page }) => {
      await page.setViewportSize(size);
      await openDashboard(page);
      for (const id of figureIds) {
        const second = page.locator(`#${id} .hits`).getByRole("button").nth(1);
        await second.scrollIntoViewIfNeeded();
        const label = (await second.getAttribute("aria-label")) ?? "";
        await second.click();
        await settled(page);
        await expect(second, label).toHaveAttribute("aria-pressed", "true");
        expect(await chips(page).count(), label).toBeGreaterThan(0);
        await expect(status(page)).toHaveText(/^[\d,]+ of 3,900 customers, \$[\d,]+$/);
        await second.click();
        await settled(page);
        await expect(second, label).toHaveAttribute("aria-pressed", "false");
        await expect(status(page)).toHaveText(/^All 3,900/);
      }
    },
  );
}

test("Enter and Space choose and clear; a chart shows its own values in full, the choice highlighted, and the others answer", async ({
  page,
}) => {
  await openDashboard(page);
  const age = mark(page, "revenue-by-age-group", "Senior");
  const own = await page
    .locator("#revenue-by-age-group .hits > *")
    .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
  await age.focus();
  await page.keyboard.press("Enter");
  await expect(age).toHaveAttribute("aria-pressed", "true");
  await expect(age).toBeFocused();
  await settled(page);
  await expect(status(page)).toHaveText(extentOf(site, { age_group: ["Senior"] }));
  expect(
    await page
      .locator("#revenue-by-age-group .hits > *")
      .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label"))),
    "its own values stay",
  ).toEqual(own);
  const faded = await page
    .locator("#revenue-by-age-group .live g:not(.hits) > [fill]:is(rect, path)")
    .evaluateAll(
      (bars) => bars.filter((bar) => Number(bar.getAttribute("fill-opacity") ?? 1) < 1).length,
    );
  expect(faded, "every bar but one is faded").toBe(3);
  await expect(mark(page, "season-by-category", "Clothing, Winter")).toHaveAttribute(
    "aria-label",
    new RegExp(
      `: ${sumsOf(site, { age_group: ["Senior"], category: ["Clothing"], season: ["Winter"] }).customers} customers`,
    ),
  );
  await page.keyboard.press("Space");
  await expect(age).toHaveAttribute("aria-pressed", "false");

  await mark(page, "season-by-category", "Footwear, Summer").click();
  await expect(chips(page)).toHaveText(["Footwear ×", "Summer ×"]);
  await expect(box(page, "Category", "Footwear")).toBeChecked();
  await mark(page, "season-by-category", "Clothing, Fall").click();
  await expect(chips(page), "another mark takes its place").toHaveText(["Clothing ×", "Fall ×"]);
});

test(
  "every figure answers: key figures with their difference, headline, titles of page and charts, tables, products",
  { tag: "@smoke" },
  async ({ page }) => {
    await openDashboard(page);
    const [headline, title] = [
      await page.getByRole("heading", { level: 1 }).innerText(),
      await page.title(),
    ];
    const table = page.locator("#revenue-by-age-group table");
    await page.locator("#revenue-by-age-group summary", { hasText: "Table" }).click();
    await box(page, "Category", "Accessories").check();
    await settled(page);
    const where = { category: ["Accessories"] };
    const [part, whole] = [sumsOf(site, where), sumsOf(site, {})];
    await expect(status(page)).toHaveText("1,240 of 3,900 customers, $74,200");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "All $74,200 of revenue comes from Accessories.",
    );
    await expect(page).toHaveTitle(
      "Customer Trends: All $74,200 of revenue comes from Accessories (Accessories)",
    );
    const figures = await page
      .locator(".kpis dd")
      .evaluateAll((all) =>
        all.map(
          (each) =>
            [
              each.querySelector("strong")?.textContent ?? "",
              each.querySelector("small")?.textContent ?? "",
            ] as const,
        ),
      );
    expect(figures.map(([value]) => value).slice(0, 3)).toEqual(["1,240", "$74,200", "$59.84"]);
    expect(figures[0]?.[1]).toBe("31.8% of all 3,900");
    for (const [index, of] of (
      [
        [2, (t) => t.revenue / t.customers],
        [3, (t) => t.rating / t.customers],
      ] satisfies [number, (t: typeof part) => number][]
    ).values()) {
      const [, note = ""] = figures[index] ?? [];
      const word = of(part) > of(whole) ? "above" : "below";
      expect(note).toMatch(new RegExp(`(${word} all|as all)`));
    }
    await expect(page.locator("#revenue-by-age-group figcaption p")).toHaveText(
      "Revenue by age group · Accessories",
    );
    const { rows } = await shownTable(table);
    for (const [group = "", revenue = ""] of rows)
      expect(
        shows(revenue, sumsOf(site, { ...where, age_group: [group] }).revenue),
        `${group}: ${revenue}`,
      ).toBe(true);
    const product = await page
      .locator("#top-products .hits > *")
      .first()
      .getAttribute("aria-label");
    await page.locator("#top-products .hits > *").first().click();
    await settled(page);
    expect(query(page).length, product ?? "").toBe(2);
    await expect(status(page)).not.toHaveText("1,240 of 3,900 customers, $74,200");
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await settled(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
    await expect(page).toHaveTitle(title);
    await expect(page.locator(".kpis small").first()).toHaveText("one purchase each");
  },
);

test(
  "where nobody is all that was chosen, the page says so and offers Reset",
  { tag: "@smoke" },
  async ({ page }) => {
    await openDashboard(page);
    await box(page, "Gender", "Female").check();
    await box(page, "Subscription", "Subscribers").check();
    await settled(page);
    const empty = page.locator("[data-empty]");
    await expect(empty).toBeVisible();
    await expect(status(page)).toHaveText("0 of 3,900 customers, $0");
    await expect(page.locator(".kpis strong")).toHaveText(["0", "$0", "–", "–", "–"]);
    await expect(page.locator("body")).not.toContainText(/NaN|Infinity|undefined|null/);
    await page.getByRole("button", { name: "Reset filters" }).click();
    await expect(empty).toBeHidden();
    await expect(status(page)).toHaveText(/^All 3,900/);
    expect(
      await page.evaluate(() => document.activeElement !== document.body),
      "the focus is not lost",
    ).toBe(true);
  },
);

for (const reducedMotion of ["no-preference", "reduce"] as const) {
  test(`with reduced motion "${reducedMotion}", bars ${reducedMotion === "reduce" ? "jump" : "move"} to their new length`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion });
    // What is out of sight is drawn after the frame that is looked at.
    await page.setViewportSize({ width: 1440, height: 1400 });
    await openDashboard(page);
    const running = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          document.addEventListener(
            "change",
            () =>
              requestAnimationFrame(() =>
                requestAnimationFrame(() => resolve(document.getAnimations().length)),
              ),
            { once: true },
          );
        }),
    );
    await box(page, "Category", "Footwear").check();
    if (reducedMotion === "reduce") expect(await running).toBe(0);
    else expect(await running).toBeGreaterThan(0);
  });
}
