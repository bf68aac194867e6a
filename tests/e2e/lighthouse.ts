import { Worker } from "node:worker_threads";
import { categories, type Audit, type Category } from "./audit.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");
const pages = pagesOf(site);
const width = Math.max(...pages.map((path) => path.length));
const threads = 2;

/**
 * The scores that must be 100. Performance is only reported: it depends on what else the machine
 * does. The page for unknown addresses asks not to be indexed, which costs it points for SEO.
 */
const judged = (path: string): readonly Category[] =>
  categories.filter(
    (category) => category !== "performance" && !(category === "seo" && path === "/404.html"),
  );

/** Prints a page's scores and, of those that must be 100 and are not, why. */
function report({ path, scores, faults }: Audit): boolean {
  const cells = [scores.performance, scores.accessibility, scores["best-practices"]].map(
    (score, index) => String(score).padStart([11, 13, 14][index] ?? 0),
  );
  const seo = judged(path).includes("seo") ? String(scores.seo) : "n/a";
  process.stdout.write(`  ${path.padEnd(width)}  ${cells.join("  ")}  ${seo.padStart(3)}\n`);
  const passed = judged(path).every((category) => scores[category] === 100);
  if (!passed)
    for (const { category, title } of faults)
      if (judged(path).includes(category)) process.stdout.write(`    ${category}: ${title}\n`);
  return passed;
}

process.stdout.write(
  `\nLighthouse (mobile)\n  ${"page".padEnd(width)}  performance  accessibility  best practices  SEO\n`,
);
const passed = new Map<string, boolean>();

/** Audits pages one after another in a thread of its own. */
function auditInThread(paths: readonly string[]): Promise<void> {
  const worker = new Worker(new URL("audit.ts", import.meta.url), {
    workerData: paths.map((path) => [path, urlOf(site, path)]),
  });
  worker.on("message", (audit: Audit) => passed.set(audit.path, report(audit)));
  return new Promise((resolve, reject) =>
    worker.once("error", reject).once("exit", () => resolve()),
  );
}

await Promise.all(
  Array.from({ length: threads }, (_, thread) =>
    auditInThread(pages.filter((_page, index) => index % threads === thread)),
  ),
);
const failed = pages.filter((path) => passed.get(path) !== true).length;
process.stdout.write(
  `\nAccessibility, best practices and SEO of 100 (performance is only reported):\n${failed > 0 ? `  ${failed} failed\n` : ""}  ${pages.length - failed} passed\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
