import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixture.ts";
import { embedsOf, filesOf, pagesOf, siteNamed, urlOf } from "./support/sites.ts";
import { footer, logo } from "./themed.ts";

const site = siteNamed("themed");
const green = "rgb(11, 110, 79)";

test("every page shows the logo beside the name, without a name of its own, and the footer's line", async ({
  page,
}) => {
  for (const path of pagesOf(site)) {
    await page.goto(urlOf(site, path));
    const brand = page.locator(".masthead .brand");
    await expect(brand).toHaveAccessibleName("Customer Trends");
    await expect(brand).toHaveCSS("color", green);
    const image = brand.locator("img");
    expect(
      await image.evaluate((img: HTMLImageElement) => [
        img.naturalWidth > 0,
        img.width,
        img.height,
      ]),
    ).toEqual([true, 96, 32]);
    await expect(page.locator(".colophon p").last()).toHaveText(footer);
  }
  const response = await page.request.get(urlOf(site, "/logo.svg"));
  expect(response.headers()["content-type"]).toContain("image/svg+xml");
  expect(await response.text()).toBe(logo);
});

test("the logo takes its room before it is loaded", async ({ page }) => {
  await page.route("**/logo.svg", () => new Promise(() => undefined));
  for (const [width, room] of [
    [360, [72, 24]],
    [1440, [96, 32]],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(urlOf(site, "/"), { waitUntil: "domcontentloaded" });
    const box = await page.locator(".brand img").boundingBox();
    expect([box?.width, box?.height]).toEqual(room);
  }
});

test("marks, heat maps and pictures have the accent, in the dark theme a lighter one", async ({
  page,
}) => {
  const fills = () =>
    page
      .locator(".figure svg [fill]")
      .evaluateAll((marks) => [...new Set(marks.map((mark) => getComputedStyle(mark).fill))]);
  await page.goto(urlOf(site, "/"));
  expect(await fills()).toContain(green);
  const magenta = /rgb\(142, 27, 94\)|rgb\(125, 20, 82\)|rgb\(230, 127, 181\)|rgb\(242, 169, 207\)/;
  expect((await fills()).join()).not.toMatch(magenta);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue("--accent").trim(),
  );
  expect(dark).toMatch(/^#[0-9a-f]{6}$/);
  expect(dark).not.toBe("#0b6e4f");
  expect((await fills()).join()).not.toMatch(magenta);
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  expect(await fills()).toContain(green);
  for (const file of filesOf(site.dist).filter((name) => /^data\/.*\.svg$/.test(name)))
    expect(readFileSync(join(site.dist, file), "utf8"), file).toContain(
      `--accent:var(--light,#0b6e4f) var(--dark,${dark})`,
    );
});

test("pages to embed have the accent and neither logo nor footer", async ({ page }) => {
  for (const path of embedsOf(site)) {
    await page.goto(urlOf(site, path));
    expect(
      await page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue("--accent").trim(),
      ),
    ).toBe("#0b6e4f");
    await expect(page.locator("img, footer")).toHaveCount(0);
  }
});
