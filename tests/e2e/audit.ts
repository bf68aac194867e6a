import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { launchArguments } from "../../tools/browser.ts";
import { browserPath } from "./support/sites.ts";

export const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Category = (typeof categories)[number];

/** An audit that costs a page points. */
interface Fault {
  readonly category: Category;
  readonly title: string;
}

/** A page's scores out of 100. */
export interface Audit {
  readonly path: string;
  readonly scores: Readonly<Record<Category, number>>;
  readonly faults: readonly Fault[];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  });
}

/** Audits a page by Lighthouse's defaults: a phone with a simulated slow network and processor. */
async function audit(path: string, url: string, port: number): Promise<Audit> {
  const found = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    onlyCategories: [...categories],
  });
  if (!found) throw new Error(`Lighthouse returned nothing for ${url}.`);
  const { lhr } = found;
  if (lhr.runtimeError)
    throw new Error(`Lighthouse could not audit ${url}: ${lhr.runtimeError.message}`);
  const faults = categories.flatMap((category) =>
    (lhr.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const result = lhr.audits[id];
      const details = result?.displayValue ? ` (${result.displayValue})` : "";
      return weight > 0 && result?.score !== null && (result?.score ?? 1) < 0.9
        ? [{ category, title: `${result?.title ?? id}${details}` }]
        : [];
    }),
  );
  const scores = Object.fromEntries(
    categories.map((category) => [
      category,
      Math.round((lhr.categories[category]?.score ?? 0) * 100),
    ]),
  ) as Record<Category, number>;
  return { path, scores, faults };
}

/**
 * Lighthouse keeps its state for the whole thread, so a thread does one page after another, in a
 * browser of its own.
 */
async function work(pages: readonly (readonly [string, string])[]): Promise<void> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: [...launchArguments, `--remote-debugging-port=${port}`],
  });
  try {
    for (const [path, url] of pages) parentPort?.postMessage(await audit(path, url, port));
  } finally {
    await browser.close();
  }
}

if (parentPort) await work(workerData as readonly (readonly [string, string])[]);
