import { crawl } from "../support/crawl.ts";
import { expect, test } from "./support/fixture.ts";
import { embedsOf, filesOf, pagesOf, siteNamed, urlOf } from "./support/sites.ts";

for (const name of ["based", "sample", "hostile", "alone", "table", "month", "themed"] as const) {
  test(`every link, asset, download and fragment of "${name}" resolves, inside the base path`, async ({}, info) => {
    const site = siteNamed(name);
    // Nothing links to the pages that are made to be embedded; their own links count all the same.
    const { seen, problems } = await crawl(site, ["/", ...embedsOf(site)]);
    expect(problems).toEqual([]);
    const reached = new Set(
      [...seen.keys()].map((url) =>
        decodeURIComponent(new URL(url).pathname.slice(site.base.length - 1)),
      ),
    );
    expect(
      pagesOf(site).filter((page) => page !== "/404.html" && !reached.has(page)),
      "every page is linked",
    ).toEqual([]);
    expect(
      filesOf(site.dist).filter(
        (file) => /^data\/.*\.(csv|arrow|svg)$/.test(file) && !reached.has(`/${file}`),
      ),
      "every download is linked",
    ).toEqual([]);
    info.annotations.push({
      type: "measured",
      description: `crawl of "${name}": ${seen.size} addresses`,
    });
  });
}

test("a page names its own address as canonical where the site's address is known, and only there", async ({
  page,
}) => {
  for (const [name, address] of [
    ["based", "https://example.org/customer-trends"],
    ["sample", undefined],
  ] as const) {
    const site = siteNamed(name);
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      const canonical = await page
        .locator('link[rel="canonical"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(canonical, `${name}${path}`).toEqual(
        address !== undefined && path !== "/404.html" ? [`${address}${path}`] : [],
      );
    }
  }
});
