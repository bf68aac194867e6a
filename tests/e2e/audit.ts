import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { launchArguments } from "../../tools/browser.ts";
import { browserPath } from "./support/sites.ts";

export const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Category = (typeof categories)[number];

/**
 * What was found of a page: scores of 100, the audits that cost points, and how many runs it took.
 */
export interface Audit {
  readonly path: string;
  readonly scores: Readonly<Record<Category, number>>;
  readonly faults: readonly string[];
  readonly runs: number;
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

const scoresBy = (score: (category: Category) => number) =>
  Object.fromEntries(categories.map((category) => [category, score(category)])) as Record<
    Category,
    number
  >;

/**
 * One run with Lighthouse's defaults: a phone, its network and processor slowed down by simulation.
 */
async function run(url: string, port: number): Promise<Omit<Audit, "path" | "runs">> {
  const found = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    onlyCategories: [...categories],
  });
  if (!found) throw new Error(`Lighthouse said nothing of ${url}.`);
  const { lhr } = found;
  if (lhr.runtimeError)
    throw new Error(`Lighthouse could not look at ${url}: ${lhr.runtimeError.message}`);
  const faults = categories.flatMap((category) =>
    (lhr.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const result = lhr.audits[id];
      return weight > 0 && result?.score !== null && (result?.score ?? 1) < 0.9
        ? [
            `${category}: ${result?.title ?? id}${result?.displayValue ? ` (${result.displayValue})` : ""}`,
          ]
        : [];
    }),
  );
  return {
    scores: scoresBy((category) => Math.round((lhr.categories[category]?.score ?? 0) * 100)),
    faults,
  };
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * A page's scores; where the first run's performance is below 100, the median of three takes the
 * measurement's noise out.
 */
async function audit(path: string, url: string, port: number): Promise<Audit> {
  const runs = [await run(url, port)];
  while (runs.length < 3 && (runs[0]?.scores.performance ?? 0) < 100)
    runs.push(await run(url, port));
  const scores = scoresBy((category) => {
    const values = runs.map((each) => each.scores[category]);
    return category === "performance" ? median(values) : Math.min(...values);
  });
  return {
    path,
    scores,
    faults: [...new Set(runs.flatMap((each) => each.faults))],
    runs: runs.length,
  };
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
