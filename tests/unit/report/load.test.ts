import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ReportError } from "../../../etl/errors.ts";
import { parseReport, readReport } from "../../../etl/report/load.ts";
import { neededColumns } from "../../../etl/report/cleaned.ts";
import { jsonSchema } from "../../../etl/report/schema.ts";
import { report } from "../../support/report.ts";

const root = join(import.meta.dirname, "../../..");
const shipped = readFileSync(join(root, "report.yaml"), "utf8");

const parse = (text: string) => parseReport(text, "report.yaml", ".");

/** The lines of the error that a description is refused with. */
function mistakes(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    expect(error.exitCode).toBe(3);
    expect(error.hint).toContain("docs/report.md");
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
  throw new Error("Nothing was refused.");
}

/** A description with these columns, which are integers unless they say more, and cleaning steps. */
const described = (columns: Readonly<Record<string, string>>, ...steps: readonly string[]) =>
  [
    "currency: EUR",
    "data: a.csv",
    "table: customer",
    "row: { one: customer, many: customers }",
    "columns:",
    ...Object.entries(columns).map(([name, more]) => `  ${name}: { header: ${name}, ${more} }`),
    ...(steps.length > 0 ? ["cleaning:", ...steps.map((step) => `  - ${step}`)] : []),
  ].join("\n");
const number = "type: integer";
const word = "type: string";

describe("report.yaml of the repository", () => {
  test("describes the columns, what cleaning makes, and which of them a table must have", () => {
    expect(report.columns).toHaveLength(18);
    expect(report.key?.name).toBe("customer_id");
    const needed = neededColumns(report).map(({ name }) => name);
    expect(needed).toHaveLength(19);
    expect(needed).toContain("age_group");
    expect(needed).not.toContain("promo_code_used");
  });

  test("names the schema that editors check it by, and that is the program's", () => {
    expect(shipped).toMatch(/^# yaml-language-server: \$schema=\.\/report\.schema\.json\n/);
    const file = JSON.parse(readFileSync(join(root, "report.schema.json"), "utf8")) as unknown;
    expect(file, "run `npm run schema`").toEqual(JSON.parse(JSON.stringify(jsonSchema())));
  });
});

test("what only follows from a mistake is not listed beside it", () => {
  const place = shipped.split("\n").findIndex((line) => line.includes("sum: purchase_amount")) + 1;
  expect(mistakes(shipped.replace("sum: purchase_amount", "sum: purchase_amout"))).toEqual([
    `line ${place}, column 10: metrics, revenue, sum: there is no column "purchase_amout"; did you mean "purchase_amount"?`,
  ]);
  expect(mistakes(shipped.replace("quantiles: age\n", "quantiles: agee\n"))).toEqual([
    expect.stringContaining('there is no column "agee"; did you mean "age"?'),
  ]);
  // Without another mistake it is one itself.
  expect(mistakes(shipped.replace("leader: revenue", "leader: revenues"))).toHaveLength(1);
});

describe("a mistake in report.yaml has its line and column, and the name that was probably meant:", () => {
  test.each<[string, string, string[]]>([
    [
      "an unknown key",
      described({ age: number }).replace("currency", "curency"),
      ['line 1, column 1: curency: there is no key "curency"; did you mean "currency"?'],
    ],
    [
      "an unknown key of a column",
      described({ age: `${number}, aliasses: [a]` }),
      [
        'line 6, column 38: columns, age, aliasses: there is no key "aliasses"; did you mean "aliases"?',
      ],
    ],
    [
      "an unknown type",
      described({ age: "type: int" }),
      [
        "line 6, column 29: columns, age, type: is not string or integer or number or money or boolean",
      ],
    ],
    [
      "an unknown key of a step",
      described({ age: "type: integer, missing: keep" }, "{ fill: age, wiht: median }"),
      ['line 8, column 18: cleaning, item 1, wiht: there is no key "wiht"; did you mean "with"?'],
    ],
    [
      "an unknown step",
      described({ age: number }, "{ quantile: age, into: b, labels: [x, y] }"),
      [
        'line 8, column 7: cleaning, item 1, quantile: there is no step "quantile"; did you mean "quantiles"?',
      ],
    ],
    [
      "an unknown column",
      described({ age: number }, "{ quantiles: agee, into: age_group, labels: [x, y] }"),
      [
        'line 8, column 18: cleaning, item 1, quantiles: there is no column "agee"; did you mean "age"?',
      ],
    ],
    [
      "a column of a later step",
      described(
        { age: number },
        "{ map: age_group, into: rank_of, values: { x: 1, y: 2 } }",
        "{ quantiles: age, into: age_group, labels: [x, y] }",
      ),
      ['line 8, column 12: cleaning, item 1, map: there is no column "age_group"; there are age'],
    ],
    [
      "a text where a number is needed",
      described({ city: word }, "{ quantiles: city, into: b, labels: [x, y] }"),
      [
        'line 8, column 18: cleaning, item 1, quantiles: "city" is text, which this step cannot use',
      ],
    ],
    [
      "values that may be missing",
      described({ age: `${number}, missing: keep` }, "{ quantiles: age, into: b, labels: [x, y] }"),
      [
        'line 8, column 18: cleaning, item 1, quantiles: "age" may have missing values; fill them in a step before this one',
      ],
    ],
    [
      "a value that the column cannot hold",
      described({ age: `${number}, missing: keep` }, "{ fill: age, with: { value: 1.5 } }"),
      ["line 8, column 33: cleaning, item 1, with, value: has more decimals than the column holds"],
    ],
    [
      "two steps of one table",
      described(
        { age: `${number}, missing: keep` },
        "{ fill: age, with: median }",
        "{ fill: age, with: mean }",
      ),
      [
        "line 9, column 5: cleaning, item 2: two steps keep what they did in the table cleaning-age; give this one an id",
      ],
    ],
    [
      "a column that is there already",
      described({ age: number }, "{ quantiles: age, into: age, labels: [x, y] }"),
      ['line 8, column 29: cleaning, item 1, into: there is a column "age" already'],
    ],
    [
      "edges and labels that do not match",
      described({ age: number }, "{ bins: age, into: band, edges: [30, 20], labels: [a, b] }"),
      [
        "line 8, column 37: cleaning, item 1, edges: are not in ascending order",
        "line 8, column 55: cleaning, item 1, labels: names 2 groups, but 2 edges make 3",
      ],
    ],
    [
      "a list that lacks a value",
      described(
        { plan: `${word}, constraints: { enum: [Monthly, Yearly] }` },
        "{ map: plan, into: months, values: { Monthly: 1 } }",
      ),
      ['line 8, column 40: cleaning, item 1, values: has no "Yearly"'],
    ],
    [
      "money times money",
      described(
        { price: "type: money", tip: "type: money" },
        '{ compute: "price * tip", into: total, type: money }',
      ),
      ["line 9, column 16: cleaning, item 1, compute: multiplies two amounts of money"],
    ],
    [
      "money and a plain number",
      described({ price: "type: money" }, '{ compute: "price + 1", into: total, type: money }'),
      ["line 8, column 16: cleaning, item 1, compute: adds an amount of money and a plain number"],
    ],
    [
      "a word of SQL",
      described({ order: number }),
      ['line 6, column 3: columns, order: "order" is a word of SQL; choose another name'],
    ],
    [
      "limits that contradict each other",
      described({ age: `${number}, constraints: { minimum: 9, maximum: 1 }` }),
      ["line 6, column 62: columns, age, constraints, minimum: is greater than the maximum"],
    ],
    [
      "a key that is no column",
      `key: ids\n${described({ id: number })}`,
      ['line 1, column 6: key: there is no column "ids"; did you mean "id"?'],
    ],
    [
      "what is not YAML",
      "columns: [",
      [
        "line 1, column 11: Flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  test("several are listed at once, in the order of their lines", () => {
    const lines = mistakes(
      described(
        { age: `${number}, unitt: years`, city: `${word}, aliases: 3` },
        "{ bin: age, into: b, edges: [1], labels: [x, y] }",
      ),
    );
    expect(lines).toHaveLength(3);
    expect(lines.map((line) => Number(/line (\d+)/.exec(line)?.[1]))).toEqual([6, 7, 9]);
  });
});

test("what a step makes of an optional column is optional too", () => {
  const optional = parse(
    described(
      { age: `${number}, optional: true`, size: number },
      "{ bins: age, into: band, edges: [9], labels: [a, b] }",
    ),
  );
  expect(neededColumns(optional).map(({ name }) => name)).toEqual(["size"]);
});

test("a folder without report.yaml is named, with the option that names another", async () => {
  await expect(readReport("docs")).rejects.toMatchObject({
    message: "There is no report.yaml in docs.",
    hint: "Name the report's folder with --report DIR.",
    exitCode: 3,
  });
});
