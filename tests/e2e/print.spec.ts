import { expect, test } from "./support/fixture.ts";
import { contrastProblems } from "./support/contrast.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");
/** What an A4 sheet leaves between margins of 14 mm, in pixels. */
const sheet = Math.floor(((210 - 2 * 14) / 25.4) * 96);

const pages = [
  ...pagesOf(site)
    .filter((page) => page !== "/404.html")
    .map((path) => ({ site, path, name: path })),
  { site: siteNamed("month"), path: "/changes/", name: "/changes/ of a second edition" },
];

for (const { site, path, name } of pages) {
  test(`${name} prints: its text and every chart, nothing to press, nothing wider than a sheet, dark on white`, async ({
    page,
  }) => {
    await page.goto(urlOf(site, path));
    await page.setViewportSize({ width: sheet, height: 1000 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ media: "print", colorScheme });
      const controls = await page
        .locator("nav, summary, fieldset, .skip, .downloads, [download]")
        .filter({ visible: true })
        .evaluateAll((all) =>
          all.map(({ localName, classList }) => `${localName}.${classList.value}`),
        );
      expect.soft(controls, "nothing to press is printed").toEqual([]);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const charts = await page
        .locator(".chart")
        .evaluateAll((all) =>
          all.map(
            (chart) =>
              [...chart.querySelectorAll(":scope > svg")].filter(
                (svg) => svg.getBoundingClientRect().width > 100,
              ).length,
          ),
        );
      expect
        .soft(
          charts.filter((drawings) => drawings !== 1),
          "every chart shows one drawing",
        )
        .toEqual([]);
      const wide = await page.evaluate(
        (width) =>
          [...document.querySelectorAll("body *")]
            .filter(
              (element) =>
                element.checkVisibility() &&
                !element.closest(".visually-hidden, svg") &&
                element.getBoundingClientRect().right > width + 1,
            )
            .map(
              ({ localName, classList, textContent }) =>
                `${localName}.${classList.value} ${textContent.trim().slice(0, 20)}`,
            ),
        sheet,
      );
      expect.soft(wide.slice(0, 5), "nothing is wider than the sheet").toEqual([]);
      const paper = await page.evaluate(() =>
        [document.documentElement, document.body].map(
          (element) => getComputedStyle(element).backgroundColor,
        ),
      );
      expect
        .soft(
          paper.filter(
            (colour) => colour !== "rgb(255, 255, 255)" && colour !== "rgba(0, 0, 0, 0)",
          ),
          "the paper is white",
        )
        .toEqual([]);
      expect
        .soft(
          await page.evaluate(contrastProblems, { least: 4.5, everywhere: true }),
          `in a ${colorScheme} colour scheme, text can be read on white`,
        )
        .toEqual([]);
    }
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(0);
  });
}
