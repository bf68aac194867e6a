import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

/** Where a page's address leads in the folder that was built. */
const fileAt = (dist: string, base: string, address: string) =>
  join(dist, decodeURIComponent(new URL(address, "http://localhost").pathname).slice(base.length));

for (const name of ["sample", "based", "hostile", "alone"] as const) {
  const site = siteNamed(name);
  test(`every page of "${name}" says what it is, with landmarks and headings in order`, async ({
    page,
  }) => {
    const titles: string[] = [];
    const descriptions: string[] = [];
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      await test.step(path, async () => {
        const meta = (key: string) =>
          page.locator(`meta[name="${key}"], meta[property="${key}"]`).getAttribute("content");
        titles.push(await page.title());
        descriptions.push((await meta("description")) ?? "");
        expect(await meta("og:title")).toBe(titles.at(-1));
        expect(await meta("og:description")).toBe(descriptions.at(-1));
        expect(await page.locator("html").getAttribute("lang")).toBe("en");
        await expect(page.getByRole("main")).toHaveCount(1);
        await expect(page.getByRole("banner")).toHaveCount(1);
        await expect(page.getByRole("contentinfo")).toHaveCount(1);
        await expect(page.getByRole("navigation", { name: "Sections" })).toHaveCount(1);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        const levels = await page
          .locator("h1, h2, h3, h4, h5, h6")
          .evaluateAll((headings) => headings.map((heading) => Number(heading.localName.slice(1))));
        expect(levels[0], "the first heading is the h1").toBe(1);
        expect(
          levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1),
          "no level is skipped",
        ).toEqual([]);
        expect(
          await page
            .locator("h1, h2, h3, h4, h5, h6")
            .evaluateAll(
              (headings) => headings.filter((heading) => heading.textContent.trim() === "").length,
            ),
          "no heading is empty",
        ).toBe(0);
        const ids = await page
          .locator("[id]")
          .evaluateAll((elements) => elements.map(({ id }) => id));
        expect(ids, "no id stands twice").toEqual([...new Set(ids)]);
        const images = [
          await page.locator('link[rel="icon"]').getAttribute("href"),
          await meta("og:image"),
        ];
        const feed = await page
          .locator('link[rel="alternate"][type="application/atom+xml"]')
          .getAttribute("href");
        for (const address of [...images, feed])
          expect(
            existsSync(fileAt(site.dist, site.base, address ?? "none")),
            `${address ?? "no address"} is there`,
          ).toBe(true);
        if (name === "based")
          expect(images[1]).toMatch(/^https:\/\/example\.org\/customer-trends\//);
      });
    }
    expect(titles).not.toContain("");
    expect(descriptions).not.toContain("");
    expect(titles, "every page has its own title").toEqual([...new Set(titles)]);
    expect(descriptions, "every page has its own description").toEqual([...new Set(descriptions)]);
  });
}
