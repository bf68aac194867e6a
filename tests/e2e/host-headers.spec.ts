import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test as base } from "./support/fixture.ts";
import { serve } from "../../tools/static-server.ts";
import {
  embedsOf,
  filesOf,
  pagesOf,
  siteNamed,
  urlOf,
  type SiteUnderTest,
} from "./support/sites.ts";

/**
 * The sites again, as a host serves them that reads `_headers`; and a page elsewhere that frames
 * what its query names.
 */
const test = base.extend<{
  hosted: (name: "sample" | "based") => Promise<SiteUnderTest>;
  elsewhere: (framed: string) => string;
}>({
  hosted: async ({}, use) => {
    const servers: { close(): void }[] = [];
    await use(async (name) => {
      const site = siteNamed(name);
      const server = await serve(site.dist, site.base, { readsHeaders: true });
      servers.push(server);
      return { ...site, origin: server.origin };
    });
    for (const server of servers) server.close();
  },
  elsewhere: async ({}, use) => {
    const page =
      '<!doctype html><title>A blog</title><link rel="icon" href="data:,"><iframe width="700" height="500"></iframe>';
    const blog = createServer((request, response) => {
      const framed =
        new URL(request.url ?? "/", "http://localhost").searchParams.get("framed") ?? "";
      response
        .setHeader("content-type", "text/html")
        .end(page.replace("<iframe", `<iframe src="${framed}"`));
    });
    await new Promise<void>((resolve) => blog.listen(0, "127.0.0.1", resolve));
    await use(
      (framed) =>
        `http://127.0.0.1:${(blog.address() as AddressInfo).port}/?framed=${encodeURIComponent(framed)}`,
    );
    blog.close();
  },
});

for (const name of ["sample", "based"] as const) {
  test(`a page of "${name}" is refused in a frame elsewhere, a chart to embed is shown`, async ({
    page,
    hosted,
    elsewhere,
    troubles,
  }) => {
    troubles.tolerate(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/);
    const site = await hosted(name);
    for (const path of pagesOf(site)) {
      if (path === "/404.html") continue;
      const refused = page.waitForEvent("console", {
        predicate: (message) => message.text().includes("frame-ancestors"),
      });
      await page.goto(elsewhere(urlOf(site, path)));
      await refused;
      await expect(page.frameLocator("iframe").locator("main"), path).toHaveCount(0);
    }
    for (const path of embedsOf(site)) {
      await page.goto(elsewhere(urlOf(site, path)));
      await expect(page.frameLocator("iframe").locator(".chart svg:visible"), path).toHaveCount(1);
    }
  });

  test(`every page of "${name}" works under these headers, its filters too`, async ({
    page,
    hosted,
  }) => {
    const site = await hosted(name);
    for (const path of pagesOf(site)) {
      if (path === "/404.html") continue;
      const response = await page.goto(urlOf(site, path), { waitUntil: "networkidle" });
      expect(response?.headers(), path).toMatchObject({
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "public, max-age=300, must-revalidate",
      });
    }
    await page.goto(urlOf(site, "/"));
    await page.locator(".slicers label").first().click();
    await expect(page.locator("[data-dashboard]")).toHaveAttribute("data-state", "live");
  });

  test(`what never changes in "${name}" is kept for ever, and nothing has a header twice`, async ({
    request,
    hosted,
  }) => {
    const site = await hosted(name);
    for (const file of filesOf(site.dist).filter(
      (each) => !each.startsWith(".") && each !== "_headers",
    )) {
      const { "cache-control": cache = "", ...headers } = (
        await request.head(urlOf(site, `/${file}`))
      ).headers();
      expect(cache.match(/max-age/g), file).toHaveLength(1);
      expect(cache.includes("immutable"), file).toBe(file.startsWith("_astro/"));
      if (file.endsWith(".html"))
        expect(headers["content-security-policy"], file).toBe(
          file.startsWith("embed/") ? undefined : "frame-ancestors 'none'",
        );
      if (file.startsWith("_astro/")) expect(file).toMatch(/\.[\w-]{8}\.\w+$/);
    }
    expect(
      (await request.get(urlOf(site, "/_headers"))).status(),
      "the host keeps the file to itself",
    ).toBe(404);
  });
}

test("a browser that was here asks for no script again", async ({ page, hosted }) => {
  const site = await hosted("sample");
  const visit = async () => {
    await page.goto(urlOf(site, "/"), { waitUntil: "networkidle" });
    await page.locator(".slicers label").first().click();
    await expect(page.locator("[data-dashboard]")).toHaveAttribute("data-state", "live");
    return page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => name.includes("/_astro/"))
        .map(({ transferSize }) => transferSize),
    );
  };
  expect((await visit()).every((size) => size > 0)).toBe(true);
  const again = await visit();
  expect(again.length).toBeGreaterThan(1);
  expect(again.filter((size) => size > 0)).toEqual([]);
});
