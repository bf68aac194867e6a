import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csvFile, csvOf, customers, someCustomers } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { refusal } from "../../support/refusals.ts";
import { run, sqlFolder } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const csv = csvOf(someCustomers(8));

/** A copy of `sql/` with one more question (or another file). */
function sqlWith(text: string, name = "questions/added.sql"): string {
  const folder = join(temporaryFolder(), "sql");
  cpSync(sqlFolder, folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return folder;
}

const matter = {
  title: "Added",
  question: "How many customers of each colour are there?",
  chart: "{ type: bars, label: color, value: customers }",
  columns:
    "\n  color: { label: Colour, type: text }\n  customers: { label: Customers, type: count }",
};
const statement = "SELECT color, COUNT(*) AS customers FROM customer GROUP BY color ORDER BY color";

function question(
  changes: Partial<Record<keyof typeof matter | "extra", string>> = {},
  sql = statement,
): string {
  const lines = Object.entries({ ...matter, ...changes }).filter(([, value]) => value !== "");
  return `/*\n${lines.map(([key, value]) => (key === "extra" ? value : `${key}: ${value}`)).join("\n")}\n*/\n${sql}\n`;
}

/** A claim that SQL describes. */
const claim = (comparison: string, names: readonly string[], sql: string, more = "") =>
  `/*\nclaim: It is so.\nabout: Claims\ncomparison: ${comparison}\n${more}\ncolumns:\n${names
    .map(
      (name) =>
        `  ${name}: { label: ${name}, type: ${/name|outcome/.test(name) ? "text" : name === "n" ? "count" : "number"} }`,
    )
    .join("\n")}\n*/\n${sql}\n`;

describe("adding a question", () => {
  test("one new file is one new snapshot, with its front matter and SQL in the manifest", async () => {
    const { manifest, rows, folder } = await run(csvFile(csv), { sql: sqlWith(question()) });
    const added = manifest.snapshots.find(({ name }) => name === "added");
    expect(added).toMatchObject({
      kind: "question",
      published: true,
      file: "added.arrow",
      rows: 1,
      totals: { customers: 8 },
      sql: statement,
      question: {
        title: "Added",
        order: 1000,
        each: "group",
        reading: "list",
        chart: { type: "bars", label: "color", value: "customers" },
      },
    });
    expect(rows("added")).toEqual([{ color: "Gray", customers: 8 }]);
    expect(readFileSync(join(folder, "added.arrow"))).toHaveLength(added?.bytes ?? -1);
    expect(manifest.snapshots.filter(({ kind }) => kind === "question")).toHaveLength(11);
  });

  test("CR LF, a final semicolon, a byte-order mark and defaults are fine", async () => {
    const text = `\uFEFF${question({ chart: "" }, `${statement};\n`).replaceAll("\n", "\r\n")}`;
    const { manifest } = await run(csvFile(csv), { sql: sqlWith(text) });
    expect(manifest.snapshots.find(({ name }) => name === "added")).toMatchObject({
      sql: statement,
      question: { chart: { type: "none" } },
    });
  });

  test("a semicolon in a text or a comment ends no statement", async () => {
    const sql =
      "SELECT color, COUNT(*) AS customers -- all; of them\nFROM customer WHERE size <> 'it''s; -- /*' GROUP BY color ORDER BY color";
    const { rows } = await run(csvFile(csv), { sql: sqlWith(question({}, sql)) });
    expect(rows("added")).toEqual([{ color: "Gray", customers: 8 }]);
  });

  test("a question may be kept private", async () => {
    const { manifest } = await run(csvFile(csv), {
      sql: sqlWith(question({ extra: "published: false" })),
    });
    expect(manifest.snapshots.find(({ name }) => name === "added")?.published).toBe(false);
  });

  test("a folder without questions or claims is one without them", async () => {
    const { manifest } = await run(csvFile(csv), { sql: temporaryFolder() });
    expect(manifest.snapshots.filter(({ kind }) => kind === "question")).toEqual([]);
    expect(manifest.snapshots.map(({ name }) => name)).toContain("cube-main");
  });

  test("a claim in SQL is tested beside those of report.yaml", async () => {
    const sql = sqlWith(
      claim(
        "means",
        ["group_name", "n", "total", "squares"],
        "SELECT size AS group_name, COUNT(*) AS n, SUM(age) AS total, SUM(age * age) AS squares " +
          "FROM customer GROUP BY size ORDER BY size",
      ),
      "claims/added.sql",
    );
    const { manifest, rows } = await run(csvFile(csv), { sql });
    expect(manifest.snapshots.find(({ name }) => name === "finding-added")).toMatchObject({
      kind: "finding",
      published: true,
      sql: expect.stringContaining("GROUP BY size") as string,
      finding: { comparison: "means", order: 1000 },
    });
    expect(rows("finding-added")).toEqual([{ group_name: "M", n: 8, total: 300, squares: 12_300 }]);
  });

  test("a question without an answer is an empty snapshot", async () => {
    const { rows, manifest } = await run(
      csvFile(csvOf(customers({ discount_applied: "No", promo_code_used: "No" }))),
    );
    expect(rows("discount-big-spenders")).toEqual([]);
    expect(manifest.snapshots.find(({ name }) => name === "discount-big-spenders")).toMatchObject({
      rows: 0,
      totals: { purchase_amount: 0 },
    });
  });
});

describe("a file that cannot be used is named, with exit code 4", () => {
  const columns = (more: string) => ({
    columns: `\n  color: { label: Colour, type: text }\n  customers: ${more}`,
  });

  const bad = [
    ["no front matter", statement, "does not begin with front matter."],
    ["broken YAML", question({ title: "[unclosed" }), ", front matter: "],
    ["empty front matter", `/* */ ${statement}`, ", front matter: "],
    ["no title", question({ title: "" }), "title"],
    ["no columns", question({ columns: "" }), "columns"],
    ["an unknown key", question({ extra: "colour: plum" }), "colour"],
    [
      "an unknown type",
      question(columns("{ label: Customers, type: whole }")),
      "columns.customers.type",
    ],
    [
      "an unknown chart",
      question({ chart: "{ type: pie, label: color, value: customers }" }),
      "chart",
    ],
    [
      "a chart of an unknown column",
      question({ chart: "{ type: bars, label: colour, value: customers }" }),
      `: the chart's label is "colour", which is not one of the columns (color, customers).`,
    ],
    [
      "text as a chart's value",
      question({ chart: "{ type: dots, label: color, value: color }" }),
      `: the chart's value, "color", is text; a chart needs a number.`,
    ],
    [
      "a number as a chart's label",
      question({ chart: "{ type: dots, label: customers, value: customers }" }),
      `: the chart's label, "customers", is not text; a text column is needed.`,
    ],
    [
      "two statements",
      question({}, `${statement}; ${statement}`),
      "must hold exactly one SQL statement after its front matter.",
    ],
    [
      "two statements, the first with a text",
      question({}, `SELECT 'a', 1; ${statement}`),
      "must hold exactly one SQL statement after its front matter.",
    ],
    [
      "no statement",
      question({}, ""),
      "must hold exactly one SQL statement after its front matter.",
    ],
    [
      "other columns",
      question({}, "SELECT color FROM customer"),
      ": the query returns the columns color; its front matter declares color, customers.",
    ],
    [
      "columns in another order",
      question({}, "SELECT COUNT(*) AS customers, color FROM customer GROUP BY color"),
      ": the query returns the columns customers, color; its front matter declares color, customers.",
    ],
    [
      "SQL that fails",
      question({}, "SELECT colour, 1 AS customers FROM customer"),
      ": DuckDB refuses the query: ",
    ],
    [
      "a value of another type",
      question({ chart: "", ...columns("{ label: Customers, type: text }") }),
      ': customers is declared as text and holds "8".',
    ],
    [
      "an inexact value declared exact",
      question(
        columns("{ label: Customers, type: money }"),
        "SELECT color, 1e0 / 3 AS customers FROM customer",
      ),
      "customers is declared as money, which is exact, and holds the floating-point number " +
        "0.3333333333333333; declare it as number.",
    ],
    [
      "a value that a snapshot cannot hold",
      question({}, "SELECT color, DATE '2024-01-01' AS customers FROM customer"),
      "which a snapshot cannot hold; CAST it.",
    ],
  ] satisfies [string, string, string][];
  const expectRefusal = async ([, text, sentence]: [string, string, string]) => {
    const sql = sqlWith(text);
    const error = await refusal(csvFile(csv), { sql });
    expect(error.message.startsWith(join(sql, "questions/added.sql"))).toBe(true);
    expect(error.message).toContain(sentence);
    expect(error.exitCode).toBe(4);
  };
  const few = 2;
  test.for(bad.slice(0, few))("%s", expectRefusal);
  test.for(bad.slice(few))("%s", fullTier, expectRefusal);

  test.for([
    [
      "questions/Added Question.sql",
      "the file name becomes part of an address, so it may hold only lowercase letters, digits and hyphens.",
    ],
    [
      "questions/profile-text.sql",
      "names that begin with cube-, finding-, driver-, profile- or cleaning- are reserved.",
    ],
    [
      "questions/cube-main.sql",
      "names that begin with cube-, finding-, driver-, profile- or cleaning- are reserved.",
    ],
  ] satisfies [string, string][])("the file name %s", async ([name, sentence]) => {
    const sql = sqlWith(question(), name);
    expect(await refusal(csvFile(csv), { sql })).toMatchObject({
      message: `${join(sql, name)}: ${sentence}`,
      exitCode: 4,
    });
  });

  test("a broken claim", async () => {
    const sql = sqlWith(statement, "claims/added.sql");
    expect(await refusal(csvFile(csv), { sql })).toMatchObject({
      message: `${join(sql, "claims/added.sql")} does not begin with front matter.`,
      exitCode: 4,
    });
  });

  test("a folder of questions that is a file", async () => {
    const sql = sqlWith("");
    rmSync(join(sql, "questions"), { recursive: true });
    writeFileSync(join(sql, "questions"), "");
    expect(await refusal(csvFile(csv), { sql })).toMatchObject({
      message: `The folder ${join(sql, "questions")} cannot be read.`,
      exitCode: 4,
    });
  });

  test("a claim that neither report.yaml nor a file has", async () => {
    const sql = sqlWith(question({ extra: "claim: age-revenu" }));
    expect(await refusal(csvFile(csv), { sql })).toMatchObject({
      message: `${join(sql, "questions/added.sql")}: there is no claim "age-revenu" in report.yaml or sql/claims/.`,
      exitCode: 4,
    });
  });

  test.for([
    [
      "means",
      "age_group AS group_name, COUNT(*) AS n, SUM(age) AS total",
      "group_name, n, total, squares; missing: squares",
    ],
    [
      "contingency",
      "gender AS group_name, COUNT(*) AS n",
      "group_name, outcome, n; missing: outcome",
    ],
  ] satisfies [string, string, string][])(
    "a claim of %s without a column that its test needs",
    async ([comparison, columns, sentence]) => {
      const names = columns.split(", ").map((column) => column.split(" AS ")[1] ?? "");
      const sql = sqlWith(
        claim(comparison, names, `SELECT ${columns} FROM customer GROUP BY group_name`),
        "claims/added.sql",
      );
      expect(await refusal(csvFile(csv), { sql })).toMatchObject({
        message: `${join(sql, "claims/added.sql")}: "comparison: ${comparison}" needs the columns ${sentence}.`,
        exitCode: 4,
      });
    },
  );

  test("a claim of the name that one of report.yaml has", async () => {
    const sql = sqlWith(
      claim("none", ["n"], "SELECT COUNT(*) AS n FROM customer", "because: nobody knows"),
      "claims/age-revenue.sql",
    );
    expect(await refusal(csvFile(csv), { sql })).toMatchObject({
      message: `${join(sql, "claims/age-revenue.sql")}: report.yaml has a claim of this name.`,
      exitCode: 4,
    });
  });

  test("a question of the set that was changed", async () => {
    const sql = sqlWith(question());
    appendFileSync(join(sql, "questions/revenue-by-gender.sql"), "LIMIT one\n");
    expect((await refusal(csvFile(csv), { sql })).message).toContain(
      "revenue-by-gender.sql: DuckDB refuses the query: ",
    );
  });
});
