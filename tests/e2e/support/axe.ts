import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Every rule that is not experimental: WCAG 2.0 to 2.2 at levels A and AA, and best practices. */
export const tags = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22a",
  "wcag22aa",
  "best-practice",
];

/** Rules that ask for the layout of every text, and take longer than all others together. */
export const layoutRules = ["color-contrast", "target-size"];

/** The rules that another color scheme can break. */
export const colorRules = ["color-contrast", "link-in-text-block"];

/** No page has frames, for which the usual mode opens another page at every run. */
export const axeOf = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
