import { expect, type Locator, type Page } from "@playwright/test";
import { published, sumOfRows, type Total } from "./cubes.ts";
import { siteNamed, urlOf, type SiteUnderTest } from "./sites.ts";

/** The windows that the dashboard is tried in: a phone and a desk. */
export const windows = {
  phone: { width: 360, height: 780 },
  desk: { width: 1440, height: 900 },
} as const;

/** The dashboard's figures, in reading order. */
export const figureIds = [
  "revenue-by-category",
  "purchases-by-category",
  "revenue-by-age-group",
  "purchases-by-age-group",
  "revenue-by-age-and-gender",
  "season-by-category",
  "subscription",
  "discount-by-category",
  "top-products",
] as const;

/** Waits until the page answers to filters and every chart is drawn. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("[data-dashboard]")).toHaveAttribute("data-state", "live");
  await expect(page.locator("section.figures-of[aria-busy]")).toHaveCount(0);
}

/** Opens the dashboard, with what a link chose, and waits until it answers. */
export async function openDashboard(
  page: Page,
  query = "",
  site: SiteUnderTest = siteNamed("sample"),
): Promise<void> {
  await page.goto(urlOf(site, `/${query}`));
  await page.getByRole("heading", { level: 1 }).hover();
  await settled(page);
}

/** The form's box for a value, by what the reader calls both. */
export const box = (page: Page, legend: string, value: string): Locator =>
  page
    .getByRole("group", { name: legend, exact: true })
    .getByRole("checkbox", { name: new RegExp(`^${value} [\\d,]+$`) });

/** The mark of a chart that stands for something. */
export const mark = (page: Page, figure: string, name: string): Locator =>
  page.locator(`#${figure} .hits`).getByRole("button", { name: new RegExp(`^${name}: `) });

/** What the polite live region says. */
export const status = (page: Page): Locator => page.locator("[data-status]");

/** The chips of what is chosen. */
export const chips = (page: Page): Locator =>
  page.getByRole("list", { name: "Active filters", exact: true }).getByRole("button");

/** The address's query, decoded, as the reader chose it. */
export const query = (page: Page): [string, string][] => [...new URL(page.url()).searchParams];

/**
 * The sums of the customers of a published cube who have one of the values given, in every column
 * given.
 */
export function sumsOf(
  site: SiteUnderTest,
  where: Readonly<Record<string, readonly string[]>>,
): Total {
  return sumOfRows(
    published(site.dist, "cube-main").filter((row) =>
      Object.entries(where).every(([column, values]) => values.includes(String(row[column]))),
    ),
  );
}

const number = new Intl.NumberFormat("en-US");

/** A selection's extent as the live region has it: "1,240 of 3,900 customers, $74,200". */
export function extentOf(
  site: SiteUnderTest,
  where: Readonly<Record<string, readonly string[]>>,
): string {
  const [part, whole] = [sumsOf(site, where), sumsOf(site, {})];
  return (
    `${number.format(part.customers)} of ${number.format(whole.customers)} customers, ` +
    `$${number.format(part.revenue)}`
  );
}
