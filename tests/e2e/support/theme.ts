import { expect, type Locator, type Page } from "@playwright/test";

/** What can be chosen, as the switch has it. */
export type Theme = "System" | "Light" | "Dark";

/** The colours of the page and of the browser's own bar. */
export const paper = { light: "rgb(251, 248, 244)", dark: "rgb(22, 19, 26)" } as const;
const bar = { light: "#fbf8f4", dark: "#16131a" } as const;

/** One of the three buttons of the switch, found as people who do not see it find it. */
export const choice = (page: Page, theme: Theme): Locator =>
  page
    .getByRole("banner")
    .getByRole("group", { name: "Theme" })
    .getByRole("radio", { name: theme, exact: true });

/** Expects a page to be light or dark in every respect, and its switch to say what was chosen. */
export async function expectTheme(
  page: Page,
  chosen: Theme,
  scheme: keyof typeof paper,
): Promise<void> {
  await expect(choice(page, chosen)).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-theme", chosen.toLowerCase());
  await expect(page.locator("html")).toHaveCSS("color-scheme", scheme);
  await expect(page.locator("body")).toHaveCSS("background-color", paper[scheme]);
  const bars = await page
    .locator('meta[name="theme-color"]')
    .evaluateAll((metas) =>
      metas
        .filter((meta) => matchMedia(meta.getAttribute("media") ?? "all").matches)
        .map((meta) => meta.getAttribute("content")),
    );
  expect(bars, "the browser's own bar has the page's colour").toEqual([bar[scheme]]);
}
