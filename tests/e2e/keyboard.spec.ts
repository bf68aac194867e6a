import type { Page } from "@playwright/test";
import { openDashboard } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

interface Focused {
  readonly what: string;
  readonly ring: boolean;
  readonly inWindow: boolean;
}

/** What has the focus, whether its ring is drawn, and whether a reader can see it. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth, stroke, strokeWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      what:
        element === document.body
          ? ""
          : `${element.localName} ${(element.getAttribute("aria-label") ?? element.textContent).replaceAll(/\s+/g, " ").trim()}`,
      // A mark of a chart has a stroke for a ring.
      ring:
        element instanceof SVGElement
          ? stroke !== "none" && Number.parseFloat(strokeWidth) >= 2
          : outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      inWindow:
        box.width > 0 &&
        box.bottom > 0 &&
        box.top < innerHeight &&
        box.right > 0 &&
        box.left < innerWidth,
    };
  });
}

/** Presses Tab until the focus leaves the page. */
async function tabThrough(page: Page): Promise<Focused[]> {
  const stops: Focused[] = [];
  for (let press = 0; press < 400; press++) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop.what === "") break;
    stops.push(stop);
  }
  return stops;
}

test("Tab meets the skip link, the brand and the sections first, and everything it meets is seen to have the focus", async ({
  page,
}) => {
  for (const path of ["/", "/questions/revenue-by-gender/", "/data/"]) {
    await page.goto(urlOf(site, path));
    if (path === "/") await openDashboard(page);
    const stops = await tabThrough(page);
    expect(stops.slice(0, 8).map(({ what }) => what)).toEqual([
      "a Skip to content",
      "a Customer Trends",
      "a Dashboard",
      "a Explore",
      "a Findings",
      "a Questions",
      "a Data",
      "a Method",
    ]);
    expect(
      stops.filter(({ ring, inWindow }) => !ring || !inWindow).map(({ what }) => what),
    ).toEqual([]);
    const reachable = await page.evaluate(
      () =>
        [
          ...document.querySelectorAll(
            "a[href], summary, button, [tabindex='0'], input:checked, input[type=checkbox]",
          ),
        ].filter((element) => element.checkVisibility()).length,
    );
    expect(
      stops,
      "every link, button, box, summary and scrollable region is a stop, one button of the " +
        "theme switch, and one mark of a chart",
    ).toHaveLength(reachable);
  }
});

test("the skip link appears when it has the focus, and moves the focus to the main part", async ({
  page,
}) => {
  for (const path of pagesOf(site).filter((page) => page !== "/404.html")) {
    await page.goto(urlOf(site, path));
    await page.keyboard.press("Tab");
    await expect(page.locator(".skip")).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toBeFocused();
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate(() => document.activeElement?.closest("main, footer") !== null),
      `${path}: the next stop is after the header`,
    ).toBe(true);
  }
});

test("Enter and Space open and close a chart's table", async ({ page }) => {
  await page.goto(urlOf(site, "/"));
  const summary = page.locator("#revenue-by-category .table-of summary");
  const table = page.locator("#revenue-by-category table");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(table).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.locator("#revenue-by-category .table-scroll")).toBeFocused();
  await summary.focus();
  await page.keyboard.press("Space");
  await expect(table).toBeHidden();
});

test("whatever scrolls sideways can be scrolled with the keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  let scrolling = 0;
  for (const path of pagesOf(site).filter((page) => page !== "/404.html")) {
    await page.goto(urlOf(site, path));
    await page
      .locator("details")
      .evaluateAll((all) => all.forEach((details) => details.setAttribute("open", "")));
    const stuck = await page.evaluate(() => {
      const wide = [...document.querySelectorAll("body *")].filter(
        (element) =>
          element.scrollWidth > element.clientWidth + 1 &&
          ["auto", "scroll"].includes(getComputedStyle(element).overflowX),
      );
      return {
        count: wide.length,
        problems: wide
          .filter(
            (element) =>
              !(element instanceof HTMLElement) ||
              element.tabIndex !== 0 ||
              !element.getAttribute("aria-label"),
          )
          .map(({ className }) => className),
      };
    });
    scrolling += stuck.count;
    expect(stuck.problems, path).toEqual([]);
  }
  expect(
    scrolling,
    "some table is wider than a phone, else this test sees nothing",
  ).toBeGreaterThan(0);
});
