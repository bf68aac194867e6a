import { gzipSync } from "node:zlib";
import type { Browser } from "@playwright/test";

/** Bytes that a page loads, as `gzip -9` has them. */
export interface Bytes {
  /** Before any sign of interest: everything, and the scripts alone. */
  readonly first: number;
  readonly firstScripts: number;
  /** What interaction loads: everything, and the cube alone. */
  readonly later: number;
  readonly cube: number;
}

const packed = (content: Uint8Array | string) =>
  content.length === 0 ? 0 : gzipSync(content, { level: 9 }).length;

/** What the dashboard loads before and after the reader shows interest. */
export async function measureBytes(browser: Browser, address: string): Promise<Bytes> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    // A browser that saves data does not load ahead, so that the first load ends before the
    // interest begins.
    await page.addInitScript(() =>
      Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
    );
    const loads: Promise<{ url: string; script: boolean; bytes: number }>[] = [];
    page.on("response", (response) =>
      loads.push(
        response.body().then((body) => ({
          url: response.url(),
          script: response.request().resourceType() === "script",
          bytes: packed(body),
        })),
      ),
    );
    await page.goto(address, { waitUntil: "networkidle" });
    const inline = (
      await page
        .locator("script:not([src])")
        .evaluateAll((all) => all.map((script) => script.textContent))
    ).join("\n");
    const before = await Promise.all(loads);
    await page.locator(".slicers label").first().click();
    await page.locator("[data-dashboard][data-state=live]").waitFor();
    await page.waitForLoadState("networkidle");
    const after = (await Promise.all(loads)).slice(before.length);
    const sum = (all: readonly { readonly bytes: number }[]) =>
      all.reduce((total, { bytes }) => total + bytes, 0);
    return {
      first: sum(before),
      firstScripts: sum(before.filter(({ script }) => script)) + packed(inline),
      later: sum(after),
      cube: sum(after.filter(({ url }) => url.endsWith(".arrow"))),
    };
  } finally {
    await page.close();
  }
}
