import type { Locator, Page } from "@playwright/test";
import { box, chips, mark, query, settled, status, windows } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

/**
 * Presses Tab (or Shift+Tab) until something has the focus, and expects it to be seen to have it.
 */
async function tabTo(page: Page, wanted: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(wanted).toHaveCount(1);
  for (let press = 0; press < 90; press++) {
    await page.keyboard.press(key);
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      await expect(wanted).toBeInViewport();
      return;
    }
  }
  throw new Error(`${key} does not reach ${String(wanted)}.`);
}

const kept = async (page: Page) =>
  expect(
    await page.evaluate(
      () => document.activeElement !== document.body && document.activeElement !== null,
    ),
    "the focus is not lost",
  ).toBe(true);

test("the whole dashboard is used by keyboard alone", async ({ page }) => {
  await page.setViewportSize(windows.desk);
  await page.goto(urlOf(site, "/"));
  const reset = page.getByRole("button", { name: "Reset", exact: true });

  await tabTo(page, box(page, "Category", "Clothing"));
  await settled(page);
  await page.keyboard.press("Space");
  await expect(chips(page)).toHaveText(["Clothing ×"]);
  await expect(box(page, "Category", "Clothing")).toBeFocused();
  await tabTo(page, box(page, "Gender", "Male"));
  await page.keyboard.press("Space");
  await expect(status(page)).toHaveText(/^[\d,]+ of 3,900/);

  // A chart is one stop; the arrow keys go through its marks, and around.
  const [youngest, oldest] = [
    mark(page, "revenue-by-age-group", "Young Adult"),
    mark(page, "revenue-by-age-group", "Senior"),
  ];
  await tabTo(page, youngest);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await expect(oldest).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(youngest).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(oldest).toHaveAttribute("aria-pressed", "true");
  await expect(oldest).toBeFocused();
  await expect(chips(page)).toHaveText(["Clothing ×", "Male ×", "Senior ×"]);
  await page.keyboard.press("Tab");
  expect(
    await page.evaluate(() => document.activeElement?.closest(".hits") ?? null),
    "Tab leaves the chart",
  ).toBeNull();
  await page.keyboard.press("Shift+Tab");
  await expect(oldest, "and comes back to the mark").toBeFocused();

  await tabTo(page, page.getByRole("button", { name: "Remove category Clothing" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chips(page)).toHaveText(["Male ×", "Senior ×"]);
  await expect(chips(page).first(), "the next chip has the focus").toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(chips(page)).toHaveCount(0);
  await kept(page);

  await tabTo(page, mark(page, "subscription", "Subscribers"));
  await page.keyboard.press("Space");
  await tabTo(page, reset, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText(/^All 3,900/);
  await kept(page);

  await tabTo(page, page.getByRole("button", { name: "Compare", exact: true }));
  await page.keyboard.press("Enter");
  const sides = page.getByRole("group", { name: "Editing group:" });
  await expect(sides.getByRole("radio", { name: "B" })).toBeChecked();
  await tabTo(page, sides.getByRole("radio", { name: "B" }), "Shift+Tab");
  await page.keyboard.press("ArrowLeft");
  await expect(sides.getByRole("radio", { name: "A" })).toBeChecked();
  await tabTo(page, box(page, "Category", "Outerwear"), "Shift+Tab");
  await page.keyboard.press("Space");
  await expect
    .poll(() => query(page))
    .toEqual([
      ["category", "Outerwear"],
      ["vs", "all"],
    ]);

  const menu = page.locator("#season-by-category .menu");
  await tabTo(page, menu.locator("summary"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(menu.getByRole("button", { name: "Show table" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu.locator("summary")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#season-by-category table")).toBeVisible();
  await expect(page.locator("#season-by-category .table-of summary")).toBeFocused();
});

test("on a phone's keyboard the sheet is opened, used and closed", async ({ page }) => {
  await page.setViewportSize(windows.phone);
  await page.goto(urlOf(site, "/"));
  const open = page.getByRole("button", { name: "Filters", exact: true });
  await tabTo(page, open);
  await settled(page);
  await page.keyboard.press("Enter");
  await tabTo(page, box(page, "Shipping", "Express"));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: /^Show 646 of/ }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(open).toBeFocused();
  await expect(chips(page)).toHaveText(["Express ×"]);
});

test("who is reading a table while the figures arrive goes on reading it", async ({ page }) => {
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/*.arrow", async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto(urlOf(site, "/"));
  await tabTo(page, page.locator("#revenue-by-category .table-of summary"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("#revenue-by-category .table-scroll")).toBeFocused();
  arrive();
  await settled(page);
  await expect(page.locator("#revenue-by-category .table-scroll")).toBeFocused();
});

test("the accessibility tree of the filtered dashboard has names, states and what changed", async ({
  page,
}) => {
  await page.setViewportSize(windows.desk);
  await page.goto(urlOf(site, "/?category=Accessories"));
  await settled(page);
  await expect(page.getByRole("region", { name: "Filters" })).toMatchAriaSnapshot(`
    - region "Filters":
      - group "Subscription":
        - checkbox /Subscribers [\\d,]+/
      - group "Category":
        - checkbox "Accessories 1,240" [checked]
        - checkbox "Clothing 1,737"
      - group "Gender":
        - checkbox /^Male [\\d,]+/
        - checkbox /^Female [\\d,]+/
      - group "Shipping"
      - status: 1,240 of 3,900 customers, $74,200
      - list "Active filters":
        - listitem:
          - button "Remove category Accessories": Accessories ×
      - paragraph:
        - button "Reset"
        - button "Compare"
        - button "Copy link"
        - status
  `);
  await expect(page.locator("#revenue-by-category")).toMatchAriaSnapshot(`
    - figure:
      - heading /Clothing/ [level=3]
      - paragraph: Revenue by category
      - group /Revenue by category. Clothing brings in/:
        - 'button "Clothing: 1,737 customers, $104,264"'
        - 'button "Accessories: 1,240 customers, $74,200" [pressed]'
      - group: Table of revenue by category
      - group: /More/
  `);
  // Every control has a name, and nothing of a drawing is read piecemeal.
  const tree = await page.locator("main").ariaSnapshot();
  expect(tree.match(/- (button|checkbox|radio|link|textbox)( \[[^\]]*\])*:?$/gm) ?? []).toEqual([]);
  const drawing = await page.locator("#revenue-by-category .chart").ariaSnapshot();
  expect(drawing.match(/- text/g) ?? []).toEqual([]);
  await expect(status(page)).toHaveRole("status");
});
