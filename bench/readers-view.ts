import type { Browser, Page } from "@playwright/test";

/**
 * What a browser fetched: each request that went to the host, with its bytes on the line, its head
 * included.
 */
export interface View {
  readonly what: string;
  readonly requests: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * Notes the requests of a page that go to the host, not those that the browser answers from its own
 * cache.
 */
async function recorder(page: Page): Promise<(what: string) => View> {
  const session = await page.context().newCDPSession(page);
  const paths = new Map<string, string>();
  const ended: { path: string; bytes: number }[] = [];
  session.on("Network.requestWillBeSent", ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId);
    if (path !== undefined && encodedDataLength > 0) ended.push({ path, bytes: encodedDataLength });
  });
  await session.send("Network.enable");
  return (what) => ({ what, requests: ended.splice(0) });
}

/**
 * One reader in a new browser that saves data, and so loads nothing ahead: opens the dashboard,
 * filters, and comes back.
 */
export async function measureViews(browser: Browser, address: string): Promise<readonly View[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript(() =>
      Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
    );
    const page = await context.newPage();
    const taken = await recorder(page);
    const filter = async () => {
      await page.locator(".slicers label").first().click();
      await page.locator("[data-dashboard][data-state=live]").waitFor();
      await page.waitForLoadState("networkidle");
    };
    await page.goto(address, { waitUntil: "networkidle" });
    const views = [taken("the first view")];
    await filter();
    views.push(taken("what filters load, or a browser with time to spare"));
    await page.goto("about:blank");
    await page.goto(address, { waitUntil: "networkidle" });
    views.push(taken("a view within five minutes"));
    await page.reload({ waitUntil: "networkidle" });
    views.push(taken("a view later, the report being the same"));
    await filter();
    views.push(taken("what filters load then"));
    return views;
  } finally {
    await context.close();
  }
}
