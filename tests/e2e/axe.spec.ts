import { axeOf, colorRules, tags } from "./support/axe.ts";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

/**
 * As a page comes, then with everything opened, on both ends of the range of windows and in both
 * schemes.
 */
const states = [
  { width: 1440, open: false, colorScheme: "light" },
  { width: 1440, open: true, colorScheme: "light" },
  { width: 1440, open: true, colorScheme: "dark" },
  { width: 360, open: true, colorScheme: "light" },
  { width: 360, open: true, colorScheme: "dark" },
] as const;

/** The pages, of all questions only two: they are made by one template. */
const all = pagesOf(siteNamed("sample"));
const questions = all.filter((path) => /^\/questions\/./.test(path));

for (const [name, pages] of [
  ["sample", all.filter((path) => !questions.slice(2).includes(path))],
  ["hostile", ["/", "/questions/top-products-per-category/"]],
  ["alone", ["/"]],
  ["table", ["/data/", "/method/"]],
  ["month", ["/", "/changes/"]],
] as const) {
  const site = siteNamed(name);
  for (const path of pages) {
    test(`axe finds nothing on ${name}${path}`, async ({ page }) => {
      await page.goto(urlOf(site, path));
      const problems: Record<string, string[]> = {};
      for (const { width, open, colorScheme } of states) {
        await page
          .locator("details")
          .evaluateAll(
            (all, open) => all.forEach((details) => details.toggleAttribute("open", open)),
            open,
          );
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        const axe = axeOf(page);
        const { violations, passes } = await (
          colorScheme === "dark" ? axe.withRules(colorRules) : axe.withTags(tags)
        ).analyze();
        for (const { id, nodes } of violations)
          for (const { target, failureSummary } of nodes)
            (problems[`${id}: ${target.join(" ")}: ${failureSummary ?? ""}`] ??= []).push(
              `${colorScheme} ${width} px${open ? " open" : ""}`,
            );
        expect(
          passes.map(({ id }) => id),
          "the rules that matter most did run",
        ).toEqual(
          expect.arrayContaining(
            colorScheme === "dark"
              ? ["color-contrast"]
              : ["color-contrast", "target-size", "region", "heading-order"],
          ),
        );
      }
      expect(problems).toEqual({});
    });
  }
}
