import { gzipSync } from "node:zlib";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");
const limits = { all: 30_000, script: 4_000 } as const;
const packed = (content: Uint8Array | string) => (content.length === 0 ? 0 : gzipSync(content, { level: 9 }).length);

for (const path of pagesOf(site).filter((page) => page !== "/404.html")) {
  test(`the first load of ${path} is at most 30 kB compressed, 4 kB of it script`, async ({ page }, info) => {
    const bodies: { url: string; type: string; body: Promise<Buffer> }[] = [];
    page.on("response", (response) => bodies.push({ url: response.url(), type: response.request().resourceType(), body: response.body() }));
    await page.goto(urlOf(site, path), { waitUntil: "networkidle" });
    const inline = (await page.locator("script").evaluateAll((all) => all.map((script) => script.textContent))).join("\n");
    const loads = await Promise.all(bodies.map(async ({ url, type, body }) => ({ url, type, content: await body })));
    const all = loads.reduce((sum, { content }) => sum + packed(content), 0);
    const script = loads.filter(({ type }) => type === "script").reduce((sum, { content }) => sum + packed(content), 0) + packed(inline);
    info.annotations.push({ type: "measured", description: `${path} first load: ${all} bytes compressed, script ${script} bytes, ${loads.length} requests` });
    expect(loads.length, "the page and its icon are among them").toBeGreaterThanOrEqual(2);
    expect(all).toBeLessThanOrEqual(limits.all);
    expect(script).toBeLessThanOrEqual(limits.script);
    const code = [inline, ...loads.filter(({ type }) => type === "script").map(({ content }) => content.toString("utf8"))].join("\n");
    expect(loads.map(({ url }) => url).filter((url) => /plot|arrow|flechette|d3/i.test(new URL(url).pathname.replace(path, "")))).toEqual([]);
    expect(code).not.toMatch(/observablehq|apache\.arrow|RecordBatch|flechette/i);
  });
}
