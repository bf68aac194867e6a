import type { APIRequestContext } from "@playwright/test";
import { JSDOM } from "jsdom";
import { expect, test } from "./support/fixture.ts";
import { embedsOf, filesOf, pagesOf, siteNamed, urlOf, type SiteUnderTest } from "./support/sites.ts";

interface Fetched {
  readonly status: number;
  readonly type: string;
  readonly document: Document | undefined;
}

const attributes = ["href", "src", "srcset", "poster", "action", "data", "xlink:href"] as const;
/** The addresses in a page that lead anywhere, but not its canonical address, which is where the page will live. */
function addressesIn(document: Document): string[] {
  const written = [...document.querySelectorAll(attributes.map((name) => `[${name.replace(":", "\\:")}]`).join(","))]
    .filter((element) => element.getAttribute("rel") !== "canonical")
    .flatMap((element) => attributes.flatMap((name) => element.getAttribute(name) ?? []));
  const styled = [...document.querySelectorAll("style")].flatMap(({ textContent }) => [...textContent.matchAll(/url\(["']?([^"')]+)/g)].map((match) => match[1] ?? ""));
  return [...written, ...styled].filter((address) => !address.startsWith("data:"));
}

/** Follows every link from the first page on. */
async function crawl(site: SiteUnderTest, request: APIRequestContext): Promise<{ seen: Map<string, Fetched>; problems: string[] }> {
  const seen = new Map<string, Fetched>();
  const problems: string[] = [];
  const fetched = async (url: string): Promise<Fetched> => {
    const known = seen.get(url);
    if (known) return known;
    const response = await request.get(url, { maxRedirects: 0 });
    const type = response.headers()["content-type"] ?? "";
    const result = { status: response.status(), type, document: type.startsWith("text/html") ? new JSDOM(await response.text()).window.document : undefined };
    seen.set(url, result);
    return result;
  };
  // Nothing links to the pages that are made to be embedded; their own links count all the same.
  const queue = ["/", ...embedsOf(site)].map((path) => urlOf(site, path));
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
    const { document } = await fetched(url);
    for (const address of document ? addressesIn(document) : []) {
      const target = new URL(address, url);
      const from = `${new URL(url).pathname} -> ${address}`;
      if (target.origin !== site.origin) problems.push(`${from}: another host`);
      else if (!target.pathname.startsWith(site.base)) problems.push(`${from}: outside ${site.base}`);
      else {
        const fragment = decodeURIComponent(target.hash.slice(1));
        target.hash = "";
        const before = seen.has(target.href);
        const { status, document: there } = await fetched(target.href);
        if (status !== 200) problems.push(`${from}: status ${status}`);
        if (fragment && !there?.getElementById(fragment)) problems.push(`${from}: no such place`);
        if (!before) queue.push(target.href);
      }
    }
  }
  return { seen, problems };
}

for (const name of ["based", "sample", "hostile", "alone", "table", "month"] as const) {
  test(`every link, asset, download and fragment of "${name}" resolves, inside the base path`, async ({ request }, info) => {
    const site = siteNamed(name);
    const { seen, problems } = await crawl(site, request);
    expect(problems).toEqual([]);
    const reached = new Set([...seen.keys()].map((url) => decodeURIComponent(new URL(url).pathname.slice(site.base.length - 1))));
    expect(pagesOf(site).filter((page) => page !== "/404.html" && !reached.has(page)), "every page is linked").toEqual([]);
    expect(filesOf(site.dist).filter((file) => /^data\/.*\.(csv|arrow|svg)$/.test(file) && !reached.has(`/${file}`)), "every download is linked").toEqual([]);
    info.annotations.push({ type: "measured", description: `crawl of "${name}": ${seen.size} addresses` });
  });
}

test("a page names its own address as canonical where the site's address is known, and only there", async ({ page }) => {
  for (const [name, address] of [["based", "https://example.org/customer-trends"], ["sample", undefined]] as const) {
    const site = siteNamed(name);
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      const canonical = await page.locator('link[rel="canonical"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(canonical, `${name}${path}`).toEqual(address !== undefined && path !== "/404.html" ? [`${address}${path}`] : []);
    }
  }
});
