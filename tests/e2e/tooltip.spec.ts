import { figureIds, mark, openDashboard, settled, windows } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

for (const [name, size] of Object.entries(windows)) {
  test(`on a ${name}, a tooltip tells of the mark under the pointer or the focus, inside the window, until Escape`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await openDashboard(page);
    const tip = page.locator(".tooltip");
    const clothing = mark(page, "revenue-by-category", "Clothing");
    await clothing.hover();
    await expect(tip).toBeVisible();
    await expect(tip).toContainText("Clothing");
    await expect(tip).toContainText("$104,264");
    await expect(tip).toContainText("1,737");
    await page.keyboard.press("Escape");
    await expect(tip).toBeHidden();
    await page.mouse.move(5, 5);

    // By keyboard, down to a chart that has to be scrolled to.
    await mark(page, "season-by-category", "Clothing, Spring").focus();
    for (let press = 0; press < 7; press++) {
      await page.keyboard.press("ArrowRight");
      await expect(tip).toBeVisible();
    }
    const label = await page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? "",
    );
    await expect(tip).toContainText(label.split(":")[0] ?? "none");
    const place = await tip.boundingBox();
    expect(
      place &&
        place.x >= 0 &&
        place.x + place.width <= size.width &&
        place.y >= 0 &&
        place.y + place.height <= size.height,
    ).toBe(true);
    await page.keyboard.press("Escape");
    await expect(tip).toBeHidden();
    await page.keyboard.press("ArrowLeft");
    await expect(tip).toBeVisible();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await expect(tip).toBeHidden();
  });
}

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: windows.phone });
  test("a tap on a mark tells of it and chooses it; a tap elsewhere dismisses what is told", async ({
    page,
  }) => {
    await page.goto(urlOf(siteNamed("sample"), "/"));
    await page.getByRole("heading", { level: 1 }).tap();
    await settled(page);
    const [tip, senior] = [page.locator(".tooltip"), mark(page, "revenue-by-age-group", "Senior")];
    await senior.scrollIntoViewIfNeeded();
    await senior.tap();
    await expect(senior).toHaveAttribute("aria-pressed", "true");
    await expect(tip).toBeVisible();
    await expect(tip).toContainText("Senior");
    await page.locator("#revenue-by-age-group h3").tap();
    await expect(tip).toBeHidden();
    await senior.tap();
    await expect(senior).toHaveAttribute("aria-pressed", "false");
  });
});

test("nothing is told by a tooltip alone: its figures are in the chart's table, or at the head once the mark is chosen", async ({
  page,
}) => {
  await openDashboard(page);
  for (const figure of figureIds) {
    const first = page.locator(`#${figure} .hits > *`).first();
    await first.hover();
    const told = await page.locator(".tooltip dd").allInnerTexts();
    expect(told.length).toBeGreaterThan(3);
    await first.click();
    await settled(page);
    const shown = [
      await page.locator(".kpis").innerText(),
      (await page.locator(`#${figure} table`).textContent()) ?? "",
      await page.locator(`#${figure} .live`).textContent(),
    ].join(" ");
    for (const text of told)
      expect(
        shown.includes(text) || shown.includes(`${String(Math.round(Number.parseFloat(text)))}%`),
        `${figure}: ${text}`,
      ).toBe(true);
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await settled(page);
  }
});

test("of two selections, the tooltip and the mark's name tell of both", async ({ page }) => {
  await openDashboard(page, "?gender=Male&vs-gender=Female");
  const clothing = mark(page, "revenue-by-category", "Clothing");
  await expect(clothing).toHaveAccessibleName(
    /^Clothing: A 1,181 customers, \$[\d,]+; B 556 customers, \$[\d,]+$/,
  );
  await clothing.hover();
  await expect(page.locator(".tooltip")).toContainText("A 1,181, B 556");
});
