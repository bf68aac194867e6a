import { expect, test } from "./support/fixture.ts";
import { layoutProblems, redrawn } from "./support/layout.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const widths = [320, 360, 768, 1440, 1920] as const;
/**
 * Between the widths above, where drawings are exchanged for larger ones and columns become two.
 */
const inBetween = [400, 480, 540, 620, 680, 860, 861, 960, 1024, 1180] as const;

const cases = [
  { name: "sample", paths: undefined, light: [...widths, ...inBetween], dark: widths },
  { name: "hostile", paths: undefined, light: widths, dark: [] },
  { name: "alone", paths: undefined, light: [320, 360, 1440], dark: [] },
  { name: "month", paths: ["/", "/changes/"], light: [...widths, ...inBetween], dark: [360, 1440] },
] as const;

for (const { name, paths, light, dark } of cases) {
  const site = siteNamed(name);
  for (const path of paths ?? pagesOf(site)) {
    test(`${name}${path} fits every window, and its charts are readable`, async ({ page }) => {
      await page.goto(urlOf(site, path));
      const problems: Record<string, string[]> = {};
      for (const [colorScheme, at] of [
        ["light", light],
        ["dark", dark],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of at) {
          await page.setViewportSize({ width, height: 900 });
          await redrawn(page);
          for (const problem of await page.evaluate(layoutProblems, { smallest: 12 }))
            (problems[problem] ??= []).push(`${width} px ${colorScheme}`);
        }
      }
      expect(problems).toEqual({});
    });
  }
}
