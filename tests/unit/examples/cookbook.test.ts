import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { exitCodes } from "../../../etl/errors.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure, run, type Run } from "../../support/runs.ts";
import {
  cents,
  paying,
  subscribersFile,
  subscriptions,
  total,
  type Line,
} from "../../support/subscriptions.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/cookbook.md"), "utf8");
const description = readFileSync(join(subscriptions, "report.yaml"), "utf8");
const file = readFileSync(subscribersFile, "utf8");

/** What docs/cookbook.md says under a heading. */
interface Recipe {
  readonly title: string;
  readonly text: string;
  readonly yaml: readonly string[];
  readonly sql: readonly string[];
}

const recipes = page
  .split(/^## /m)
  .slice(1)
  .map((text): Recipe => {
    const blocks = (language: string) =>
      [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
        ([, code = ""]) => code,
      );
    return { title: text.split("\n")[0] ?? "", text, yaml: blocks("yaml"), sql: blocks("sql") };
  });

/** Adds lines to a description, as a person does: into its maps, and at the end of its lists. */
function added(base: unknown, more: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(more))
    return [...(base as unknown[]), ...(more as unknown[])];
  const areMaps = [base, more].every(
    (each) => typeof each === "object" && each && !Array.isArray(each),
  );
  if (!areMaps) return more;
  const [own, other] = [base, more] as Record<string, unknown>[];
  return Object.entries(other ?? {}).reduce(
    (all, [key, value]) => ({ ...all, [key]: key in all ? added(all[key], value) : value }),
    own ?? {},
  );
}

/** A report's folder with the recipe in it, and what its build came to on a file. */
async function cooked({ yaml, sql, text }: Recipe, csv = file, before?: string): Promise<Run> {
  const folder = temporaryFolder();
  const toCurrency = (written: string) => {
    const { currency } = parse(yaml.join("\n") || "{}") as { currency?: string };
    return currency === undefined ? written : written.replaceAll("EUR", currency);
  };
  cpSync(join(subscriptions, "sql"), join(folder, "sql"), { recursive: true });
  for (const name of ["revenue-at-risk", "churn-by-channel"]) {
    const question = join(folder, `sql/questions/${name}.sql`);
    writeFileSync(question, toCurrency(readFileSync(question, "utf8")));
  }
  const [, own] = /`(sql\/questions\/[\w-]+\.sql)`/.exec(text) ?? [];
  if (own !== undefined) writeFileSync(join(folder, own), sql[0] ?? "");
  const merged = yaml.map((each) => parse(each) as unknown).reduce(added, parse(description));
  const report = parseReport(stringify(merged), "report.yaml", folder);
  mkdirSync(join(folder, "data"));
  const path = join(folder, "data", basename(subscribersFile));
  const build = (content: string) => {
    writeFileSync(path, toCurrency(content));
    return run(path, { report, sql: report.sql, snapshots: join(folder, "snapshots") });
  };
  if (before !== undefined) await build(before);
  return build(csv);
}

const summed = ({ rows }: Run, name: string) =>
  rows("cube-main").reduce((sum, row) => sum + Number(row[name]), 0);

/** A column of the file, rewritten. */
const rewritten = (column: number, value: (old: string, row: number) => string) =>
  file
    .trimEnd()
    .split("\n")
    .map((line, row) =>
      row === 0
        ? line
        : line
            .split(",")
            .with(column, value(line.split(",")[column] ?? "", row))
            .join(","),
    )
    .join("\n");

const price = 8;
const country = 4;
const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
};

/** What each recipe comes to, worked out from the file. */
const checks: Readonly<Record<string, (recipe: Recipe) => Promise<void>>> = {
  "Use another currency": async (recipe) => {
    const { manifest } = await cooked(recipe);
    const amounts = manifest.metrics.filter(({ kind }) => kind === "money");
    expect(amounts.length).toBeGreaterThan(3);
    expect(new Set(amounts.map(({ unit }) => unit))).toEqual(new Set(["CHF"]));
  },
  "Cut a number into bands": async (recipe) => {
    const done = await cooked(recipe);
    const count = (band: string) =>
      done
        .rows("cube-main")
        .filter((row) => row["price_band"] === band)
        .reduce((sum, row) => sum + Number(row["subscribers"]), 0);
    const having = (holds: (amount: number) => boolean) =>
      paying.filter((line) => holds(cents(line))).length;
    expect([count("Up to €7"), count("€7–10"), count("Over €10")]).toEqual([
      having((amount) => amount <= 700),
      having((amount) => amount > 700 && amount <= 1000),
      having((amount) => amount > 1000),
    ]);
  },
  "Show a share, and its target": async (recipe) => {
    const { manifest, rows } = await cooked(recipe);
    const metric = manifest.metrics.find(({ name }) => name === "annual_share");
    expect(metric).toMatchObject({ target: 0.4, label: "Annual billing", values: ["Annual"] });
    expect(manifest.dashboard.kpis).toContain("annual_share");
    expect(
      rows("cube-main")
        .filter((row) => row["billing"] === "Annual")
        .reduce((sum, row) => sum + Number(row["subscribers"]), 0),
    ).toBe(paying.filter((line) => line["Billing"] === "Annual").length);
  },
  "Divide one sum by another": async (recipe) => {
    const done = await cooked(recipe);
    const metric = done.manifest.metrics.find(({ name }) => name === "tickets_per_euro");
    expect(metric).toMatchObject({ sum: "tickets", per: "monthly_revenue", decimals: 3 });
    expect(summed(done, "tickets")).toBe(total(paying, (line) => Number(line["Support Tickets"])));
    expect(summed(done, "monthly_revenue")).toBe(total(paying, cents));
  },
  "Test a claim": async (recipe) => {
    const { rows } = await cooked(recipe);
    const found = rows("finding-country-price");
    const own = (name: unknown) => paying.filter((line) => line["Country"] === name);
    expect(found.length).toBe(5);
    for (const { group_name: name, n, total: sum } of found)
      expect([Number(n), Math.round(Number(sum) * 100)]).toEqual([
        own(name).length,
        total(own(name), cents),
      ]);
  },
  "Stop a build when the data look wrong": async (recipe) => {
    const dearer = (factor: number) => rewritten(price, (old) => (Number(old) * factor).toFixed(2));
    await cooked(recipe, dearer(1.09), file);
    const stopped = await failure(cooked(recipe, dearer(1.11), file));
    expect(stopped.exitCode).toBe(exitCodes.guard);
    expect(stopped.message).toContain("Average price");
  },
  "Ask a question in SQL": async (recipe) => {
    const { rows } = await cooked(recipe);
    const heavy = paying.filter((line) => Number(line["Active Days per Week"]) >= 5);
    const counts = Object.entries(Object.groupBy(heavy, (line) => line["Country"] ?? "")).map(
      ([name, own = []]) => ({ country: name, subscribers: own.length }),
    );
    expect(counts.length).toBeGreaterThan(1);
    expect(rows("heavy-users")).toEqual(
      counts.toSorted((a, b) => b.subscribers - a.subscribers || (a.country < b.country ? -1 : 1)),
    );
  },
  "Fill in missing values": async (recipe) => {
    const done = await cooked(recipe);
    const answers = (plan: string) =>
      paying
        .filter((line) => line["Plan"] === plan && line["Satisfaction"] !== "")
        .map((line) => Number(line["Satisfaction"]));
    const filled = (line: Line) =>
      line["Satisfaction"] === ""
        ? Math.ceil(median(answers(line["Plan"] ?? "")))
        : Number(line["Satisfaction"]);
    expect(summed(done, "satisfaction_sum")).toBe(total(paying, filled));
    const missing = done
      .rows("profile-missing")
      .find((row) => row["column_name"] === "satisfaction");
    expect(missing).toMatchObject({ missing_after: 0 });
  },
  "Hide private columns": async (recipe) => {
    const [header = "", ...lines] = file.trimEnd().split("\n");
    const address = (row: number) => `person${row % 1500}@example.org`;
    const csv = [`${header},E-mail`, ...lines.map((line, row) => `${line},${address(row)}`)];
    const done = await cooked(recipe, csv.join("\n"));
    const addresses = lines.flatMap((line, row) => (line.includes(",Paying,") ? address(row) : []));
    expect(addresses.length).toBe(paying.length);
    expect(summed(done, "subscribers")).toBe(new Set(addresses).size);
    expect(JSON.stringify(done.manifest)).not.toContain("@example.org");
    for (const { name } of done.manifest.snapshots)
      expect(JSON.stringify(done.rows(name))).not.toContain("@example.org");
  },
  "Fold spellings, compute a column": async (recipe) => {
    const csv = rewritten(country, (old, row) =>
      old === "Germany" && row % 3 === 0 ? "Deutschland" : old,
    );
    expect(csv).toContain(",Deutschland,");
    const done = await cooked(recipe, csv);
    const countries = new Set(done.rows("cube-main").map((row) => row["country"]));
    expect([...countries].toSorted()).toEqual([
      "Austria",
      "France",
      "Germany",
      "Netherlands",
      "Spain",
    ]);
    expect(summed(done, "yearly_price_sum")).toBe(total(paying, (line) => cents(line) * 12));
  },
};

test("the cookbook has ten recipes, each with a check", () => {
  expect(recipes.map(({ title }) => title)).toEqual(Object.keys(checks));
  expect(recipes.length).toBe(10);
});

test.each(recipes)("$title", async (recipe) => {
  expect(recipe.yaml.length + recipe.sql.length).toBe(1);
  await checks[recipe.title]?.(recipe);
});
