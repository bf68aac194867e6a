import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { freePort } from "../../tools/servers/ports.ts";
import { logo, writeThemed } from "./themed.ts";

// One server for all of them.
test.describe.configure({ mode: "default" });

// A name alone: the file is also loaded where its tests are only listed.
const folder = join(tmpdir(), `customer-trends-dev-${process.pid}`);
const [csv, sql] = [join(folder, "customers.csv"), join(folder, "sql")];
const description = join(folder, "report.yaml");
const segments = join(sql, "questions/loyalty-segments.sql");
let server: ChildProcess;
let origin: string;
let output = "";

test.beforeAll(async () => {
  mkdirSync(folder);
  cpSync("data/customers.csv", csv);
  cpSync("sql", sql, { recursive: true });
  writeThemed(folder);
  writeFileSync(
    description,
    readFileSync(description, "utf8").replace("data/customers.csv", "customers.csv"),
  );
  const port = String(await freePort());
  server = spawn(
    process.execPath,
    [
      "bin/dev.ts",
      "--report",
      folder,
      "--snapshots",
      join(folder, "snapshots"),
      "--out",
      join(folder, "dist"),
      "--port",
      port,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  for (const stream of [server.stdout, server.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  origin = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(origin).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 240_000 },
    )
    .toBe(true);
});

test.afterAll(async () => {
  const closed = once(server, "close");
  server.kill();
  await closed;
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Saves a file as editors do, in place or by a rename in turn, and waits until the open page shows
 * a text.
 * @returns how long that took
 */
async function saved(
  page: Page,
  path: string,
  content: string,
  shown: string,
  index: number,
): Promise<number> {
  const start = performance.now();
  if (index % 2 === 0) writeFileSync(path, content);
  else {
    writeFileSync(`${path}~`, content);
    renameSync(`${path}~`, path);
  }
  await expect(page.locator("main")).toContainText(shown, { timeout: 240_000 });
  return performance.now() - start;
}

/** Reports how long saves took; a busy machine may take any time. */
function report(what: string, times: readonly number[]): void {
  test.info().annotations.push({
    type: "measured",
    description: `npm run dev, ${what} saved until the open page shows it: ${times.map((time) => `${(time / 1000).toFixed(2)} s`).join(", ")}`,
  });
}

test("a saved question appears in the open page, and only that question is run again", async ({
  page,
}) => {
  await page.goto(`${origin}/questions/loyalty-segments/`);
  const text = readFileSync(segments, "utf8");
  const times: number[] = [];
  for (const [index, name] of ["Novices", "Starters"].entries())
    times.push(await saved(page, segments, text.replace("'New'", `'${name}'`), name, index));
  report("a SQL file", times);
  expect(output, "the others are not run again").toContain("of them unchanged and not run again");
});

test("a saved CSV appears in the open page", async ({ page }) => {
  await page.goto(`${origin}/`);
  const lines = readFileSync(csv, "utf8").trimEnd().split("\n");
  const times: number[] = [];
  for (const [index, rows] of [3899, 3898].entries())
    times.push(
      await saved(
        page,
        csv,
        `${lines.slice(0, rows + 1).join("\n")}\n`,
        rows.toLocaleString("en-US"),
        index,
      ),
    );
  report("the CSV", times);
});

test("a saved report.yaml appears in the open page; a mistake is shown with its place and a fix", async ({
  page,
}) => {
  await page.goto(`${origin}/`);
  const text = readFileSync(description, "utf8");
  const times: number[] = [];
  for (const [index, label] of ["Income", "Turnover"].entries())
    times.push(await saved(page, description, text.replace("Total revenue", label), label, index));
  report("report.yaml", times);
  const line = text.split("\n").findIndex((each) => each.includes("sum: purchase_amount")) + 1;
  const start = performance.now();
  writeFileSync(description, text.replace("sum: purchase_amount", "sum: purchase_amout"));
  const overlay = page.locator("vite-error-overlay");
  await expect(overlay).toContainText(`line ${line}, column`);
  await expect(overlay).toContainText('did you mean "purchase_amount"?');
  report("a mistake in report.yaml", [performance.now() - start]);
  await saved(page, description, text, "Total revenue", 0);
  await expect(overlay).toHaveCount(0);
});

test("a saved logo appears in the open page", async ({ page }) => {
  await page.goto(`${origin}/`);
  const image = page.locator(".brand img");
  await expect(image).toHaveAttribute("width", "96");
  writeFileSync(join(folder, "logo.svg"), logo.replace("0 0 96 32", "0 0 64 32"));
  await expect(image).toHaveAttribute("width", "64", { timeout: 240_000 });
});

test("a mistake in a question is told in the terminal and in the page; normalized, the page goes on", async ({
  page,
}) => {
  await page.goto(`${origin}/questions/loyalty-segments/`);
  const text = readFileSync(segments, "utf8");
  writeFileSync(segments, text.replace("GROUP BY", "GROUP BUY"));
  const message = /loyalty-segments\.sql: DuckDB refuses the query: Parser Error/;
  await expect(page.locator("vite-error-overlay")).toContainText(message);
  await expect.poll(() => output).toMatch(message);
  await page.reload();
  await expect(page.locator("vite-error-overlay"), "also after a reload").toContainText(message);
  await saved(page, segments, text.replaceAll("'Loyal'", "'Devoted'"), "Devoted", 1);
  await expect(page.locator("vite-error-overlay")).toHaveCount(0);
  expect(server.exitCode).toBeNull();
});
