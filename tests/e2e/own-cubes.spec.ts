import type { Page } from "@playwright/test";
import { sales, type Sale } from "./products.ts";
import { box, mark, openDashboard, settled } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed } from "./support/sites.ts";

const site = siteNamed("products");

/** What each product brings in, in cents, the greatest of all sales first. */
function revenues(isCounted: (sale: Sale) => boolean): [string, number][] {
  const sums = (some: readonly Sale[]) => {
    const found = new Map<string, number>();
    for (const { product, cents } of some) found.set(product, (found.get(product) ?? 0) + cents);
    return found;
  };
  const own = sums(sales.filter(isCounted));
  return [...sums(sales)]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([product]) => [product, own.get(product) ?? 0]);
}

/** The names and the labels of the bars that are drawn. */
const drawn = (page: Page) =>
  page
    .locator("#by-product .plot:visible text")
    .evaluateAll((texts) => texts.map(({ textContent }) => textContent));

const euros = (cents: number) =>
  new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "EUR",
    ...(cents % 100 === 0 ? { maximumFractionDigits: 0 } : {}),
  }).format(cents / 100);

test("a figure by more than the cube holds fetches a cube of its own when a filter wants it", async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    const file = /\/data\/(.*)\.arrow$/.exec(request.url())?.[1];
    if (file !== undefined) fetched.push(file);
  });
  await openDashboard(page, "", site);
  expect(fetched).toEqual(["cube-main"]);
  await box(page, "Region", "Region 2").check();
  await settled(page);
  const expected = revenues(({ region }) => region === "Region 2");
  await expect
    .poll(() => drawn(page))
    .toEqual([...expected.map(([name]) => name), ...expected.map(([, cents]) => euros(cents))]);
  expect(fetched.toSorted()).toEqual([
    "cube-figure-average-by-product",
    "cube-figure-by-product",
    "cube-main",
  ]);
  await expect(page.locator("#by-product [role='button']")).toHaveCount(0);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await settled(page);
  const all = revenues(() => true);
  await expect
    .poll(async () => (await drawn(page)).slice(0, 12))
    .toEqual(all.map(([name]) => name));
  expect(fetched).toHaveLength(3);
});

test("says what such a figure is not filtered by", async ({ page }) => {
  await openDashboard(page, "?region=Region%202", site);
  await mark(page, "by-category", "Category 1").click();
  await settled(page);
  await expect(page.locator("#by-product figcaption p")).toHaveText(
    /· Region 2 · not filtered by category$/,
  );
});
