import AxeBuilder from "@axe-core/playwright";
import { contrastProblems } from "./support/contrast.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";
import { choice, expectTheme, paper } from "./support/theme.ts";

const site = siteNamed("sample");

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("there is no switch, and the page follows the system", async ({ page }) => {
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(urlOf(site, "/"));
      await expect(page.locator(".theme")).toBeHidden();
      await expect(page.locator("body")).toHaveCSS("background-color", paper[scheme]);
    }
  });
});

test("the keyboard reaches the switch once, where it is seen, and the arrow keys choose", async ({
  page,
}) => {
  for (const [width, stops] of [
    [1280, 9],
    [360, 3],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(urlOf(site, "/"));
    for (let press = 0; press < stops; press++) await page.keyboard.press("Tab");
    await expect(choice(page, "System"), `${width} px`).toBeFocused();
    await expect(choice(page, "System")).toHaveCSS("outline-style", "solid");
    await page.keyboard.press("ArrowRight");
    await expectTheme(page, "Light", "light");
    await page.keyboard.press("ArrowRight");
    await expectTheme(page, "Dark", "dark");
    await page.keyboard.press("ArrowRight");
    await expectTheme(page, "System", "light");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".theme") ?? null)).toBeNull();
  }
});

test("in either theme axe finds nothing, every choice can be pressed and its frame can be seen", async ({
  page,
}) => {
  for (const theme of ["Light", "Dark"] as const) {
    await page.emulateMedia({ colorScheme: theme === "Dark" ? "light" : "dark" });
    await page.goto(urlOf(site, "/questions/revenue-by-gender/"));
    await choice(page, theme).click();
    for (const width of [320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ resultTypes: ["violations"] })
        .withTags([
          "wcag2a",
          "wcag2aa",
          "wcag21a",
          "wcag21aa",
          "wcag22a",
          "wcag22aa",
          "best-practice",
        ])
        .analyze();
      expect(
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
        ),
        `${theme} ${width} px`,
      ).toEqual([]);
      expect(
        await page.evaluate(contrastProblems, { least: 4.5, everywhere: true }),
        `${theme} ${width} px`,
      ).toEqual([]);
      const sizes = await page
        .locator(".theme input")
        .evaluateAll((all) =>
          all
            .map((input) => input.getBoundingClientRect())
            .map(({ width, height }) => Math.min(width, height)),
        );
      expect(Math.min(...sizes), "WCAG asks for 24 px").toBeGreaterThanOrEqual(24);
    }
    const [frame = 0, ground = 0] = await page.locator(".theme").evaluate((fieldset) =>
      [
        getComputedStyle(fieldset).borderTopColor,
        getComputedStyle(document.body).backgroundColor,
      ].map((colour) => {
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(
          (text) => ((Number(text) / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      }),
    );
    expect(
      (Math.max(frame, ground) + 0.05) / (Math.min(frame, ground) + 0.05),
      `${theme}: the frame's contrast`,
    ).toBeGreaterThanOrEqual(3);
  }
});

test("print is light and has no switch, whatever was chosen", async ({ page }) => {
  await page.goto(urlOf(site, "/questions/revenue-by-gender/"));
  for (const theme of ["Dark", "Light", "System"] as const) {
    await page.emulateMedia({ media: "screen" });
    await choice(page, theme).click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ media: "print", colorScheme });
      await expect(page.locator(".theme")).toBeHidden();
      await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
      await expect(page.locator("html")).toHaveCSS("color-scheme", "light");
      expect(
        await page.evaluate(contrastProblems, { least: 4.5, everywhere: true }),
        `${theme} in a ${colorScheme} system`,
      ).toEqual([]);
    }
  }
});
