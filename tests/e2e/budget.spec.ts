import { gzipSync } from "node:zlib";
import { mark, settled } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { embedsOf, pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");
const limits = { all: 30_000, script: 4_000 } as const;
const packed = (content: Uint8Array | string) =>
  content.length === 0 ? 0 : gzipSync(content, { level: 9 }).length;

const pages = [
  ...[...pagesOf(site).filter((page) => page !== "/404.html"), ...embedsOf(site)].map((path) => ({
    site,
    path,
    name: path,
  })),
  ...["/", "/changes/"].map((path) => ({
    site: siteNamed("month"),
    path,
    name: `${path} of a second edition`,
  })),
];

for (const { site, path, name } of pages) {
  test(`the first load of ${name} is at most 30 kB compressed, 4 kB of it script`, async ({
    page,
  }, info) => {
    // What is fetched ahead where nobody saves data is not part of it.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "connection", { value: { saveData: true } });
      // The headless shell says that its pointer, which nobody moved, is over the corner of the page.
      const unmoved = ({ clientX, clientY }: PointerEvent) => clientX === 0 && clientY === 0;
      addEventListener(
        "pointerover",
        (event) => {
          if (unmoved(event)) event.stopImmediatePropagation();
        },
        true,
      );
    });
    const bodies: { url: string; type: string; body: Promise<Buffer> }[] = [];
    page.on("response", (response) =>
      bodies.push({
        url: response.url(),
        type: response.request().resourceType(),
        body: response.body(),
      }),
    );
    await page.goto(urlOf(site, path), { waitUntil: "networkidle" });
    const inline = (
      await page.locator("script").evaluateAll((all) => all.map((script) => script.textContent))
    ).join("\n");
    const loads = await Promise.all(
      bodies.map(async ({ url, type, body }) => ({ url, type, content: await body })),
    );
    // The headless shell shows no icon, so it does not fetch it.
    const icon = await page
      .locator("link[rel='icon']")
      .first()
      .evaluate((link) => (link as HTMLLinkElement).href)
      .catch(() => "data:,");
    if (!icon.startsWith("data:") && !loads.some(({ url }) => url === icon)) {
      const response = await page.request.get(icon);
      loads.push({ url: icon, type: "image", content: await response.body() });
    }
    const all = loads.reduce((sum, { content }) => sum + packed(content), 0);
    const script =
      loads
        .filter(({ type }) => type === "script")
        .reduce((sum, { content }) => sum + packed(content), 0) + packed(inline);
    info.annotations.push({
      type: "measured",
      description: `${path} first load: ${all} bytes compressed, script ${script} bytes, ${loads.length} requests`,
    });
    expect(
      loads.length,
      "the page is among them, and its icon where it is not inside",
    ).toBeGreaterThanOrEqual(path.startsWith("/embed/") ? 1 : 2);
    expect(all).toBeLessThanOrEqual(limits.all);
    expect(script).toBeLessThanOrEqual(limits.script);
    const code = [
      inline,
      ...loads
        .filter(({ type }) => type === "script")
        .map(({ content }) => content.toString("utf8")),
    ].join("\n");
    expect(
      loads
        .map(({ url }) => url)
        .filter((url) => /plot|arrow|flechette|d3/i.test(new URL(url).pathname.replace(path, ""))),
    ).toEqual([]);
    expect(code).not.toMatch(/observablehq|apache\.arrow|RecordBatch|flechette/i);
  });
}

for (const name of ["sample", "large", "based"] as const) {
  test(`everything that using the dashboard of "${name}" ever loads is at most 120 kB compressed, 30 kB of it the cube`, async ({
    page,
  }, info) => {
    const bodies = new Map<string, Promise<Buffer>>();
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      // What the page itself is made of is the first load.
      if (response.request().resourceType() !== "document" && !pathname.endsWith("favicon.svg"))
        bodies.set(pathname, response.body());
    });
    await page.goto(urlOf(siteNamed(name), "/?category=Clothing&vs=all"));
    await settled(page);
    await mark(page, "revenue-by-age-group", "Senior").click();
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("button", { name: "Copy link", exact: true }).click();
    await page.locator("#subscription .menu summary").click();
    for (const button of await page.locator("#subscription .menu").getByRole("button").all()) {
      if (!(await button.isVisible())) await page.locator("#subscription .menu summary").click();
      await button.click();
    }
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await settled(page);
    await page.waitForLoadState("networkidle");
    const sizes = await Promise.all(
      [...bodies].map(async ([path, body]) => ({ path, size: packed(await body) })),
    );
    const sum = (some: readonly { readonly size: number }[]) =>
      some.reduce((total, { size }) => total + size, 0);
    const cubes = sum(sizes.filter(({ path }) => path.endsWith(".arrow")));
    info.annotations.push({
      type: "measured",
      description:
        `${name}: all that is ever loaded for interaction: ${sum(sizes)} bytes compressed, ` +
        `cube ${cubes} bytes, ${sizes.length} requests`,
    });
    expect(cubes).toBeGreaterThan(0);
    expect(cubes).toBeLessThanOrEqual(30_000);
    expect(sum(sizes)).toBeLessThanOrEqual(120_000);
  });
}
