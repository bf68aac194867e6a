import { contrastProblems } from "./support/contrast.ts";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

for (const name of ["sample", "hostile", "alone", "themed"] as const) {
  test(`every text of every chart of "${name}" has a contrast of 4.5 with what is behind it, light and dark`, async ({
    page,
  }) => {
    const site = siteNamed(name);
    // Bars would still be changing colour while their labels have done so.
    await page.emulateMedia({ reducedMotion: "reduce" });
    const problems: string[] = [];
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          problems.push(
            ...(await page.evaluate(contrastProblems, { least: 4.5 })).map(
              (problem) => `${path} ${colorScheme}: ${problem}`,
            ),
          );
        }
      }
    }
    expect([...new Set(problems)]).toEqual([]);
  });
}
