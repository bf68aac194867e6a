import { z } from "zod";
import { parse as parseYaml } from "yaml";
import { fieldTypes, type Field } from "../../format/fields.ts";
import { columnsOfComparison, findingSchema, type FindingSpec } from "../../format/finding.ts";
import { driverColumns, driverSchema, type DriverSpec } from "../../format/driver.ts";
import { chartSchema, readings } from "../../format/manifest.ts";
import { ReportError, messageOf } from "../errors.ts";

/** The kinds of SQL files; each has a folder of its own in `sql/`. */
export type FileKind = "question" | "cube" | "finding" | "driver";

const columnsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, "a column name is snake_case"),
  z.strictObject({
    label: z.string().min(1),
    type: z.enum(fieldTypes),
    unit: z.string().default(""),
    of: z.string().optional(),
  }),
);

const cubeSchema = z.strictObject({
  title: z.string().min(1),
  columns: columnsSchema,
  published: z.boolean().default(true),
});

const findingFileSchema = findingSchema.extend({
  columns: columnsSchema,
  published: z.boolean().default(true),
});

const driverFileSchema = driverSchema.extend({
  columns: columnsSchema,
  published: z.boolean().default(true),
});

const questionSchema = z.strictObject({
  title: z.string().min(1),
  question: z.string().min(1),
  note: z.string().optional(),
  order: z.number().default(1000),
  each: z.string().default("group"),
  reading: z.enum(readings).default("list"),
  names: z.record(z.string(), z.string().min(1)).default({}),
  chart: chartSchema.default({ type: "none" }),
  claim: z.string().optional(),
  columns: columnsSchema,
  published: z.boolean().default(true),
});

export interface SqlFile {
  /** Identifies the file and its text. */
  readonly digest: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly path: string;
  readonly sql: string;
  /** Lines of the file before the statement, so that an engine's line numbers are the file's. */
  readonly linesBefore: number;
  readonly published: boolean;
  readonly fields: readonly Field[];
  readonly question?: Omit<z.infer<typeof questionSchema>, "columns" | "published">;
  readonly finding?: FindingSpec;
  readonly driver?: DriverSpec;
}

const textOrComment = /'[^']*'|--.*|\/\*[\s\S]*?\*\//g;

/**
 * Splits a SQL file into its front matter (YAML in a leading block comment), which is checked, and
 * its statement.
 * @throws ReportError with the file and what is wrong in it
 */
export function parseSqlFile(
  text: string,
  path: string,
  name: string,
  kind: FileKind,
): Omit<SqlFile, "digest"> {
  const unix = text.replaceAll("\r\n", "\n");
  const match = /^\s*\/\*\n?([\s\S]*?)\*\/\s*([\s\S]*)$/.exec(unix);
  if (!match)
    throw new ReportError("question", `${path} does not begin with front matter.`, {
      hint: "Begin the file with a comment, /* … */, of YAML; docs/questions.md shows one.",
    });
  const [, yaml = "", body = ""] = match;
  const linesBefore = unix.slice(0, unix.length - body.length).split("\n").length - 1;
  const sql = body.trim().replace(/;\s*$/, "");
  const outsideTexts = sql.replaceAll(textOrComment, "");
  if (sql === "" || outsideTexts.includes(";"))
    throw new ReportError(
      "question",
      `${path} must hold exactly one SQL statement after its front matter.`,
    );
  const matter = parseMatter(yaml, path);
  const result = {
    question: questionSchema,
    cube: cubeSchema,
    finding: findingFileSchema,
    driver: driverFileSchema,
  }[kind].safeParse(matter);
  if (!result.success)
    throw new ReportError(
      "question",
      `${path}, front matter: ${z.prettifyError(result.error).replaceAll("\n", " ")}`,
      { hint: `docs/ lists what the front matter of a ${kind} may hold.` },
    );
  const { columns, published, ...rest } = result.data;
  const fields = Object.entries(columns).map(([column, { label, type, unit, of }]): Field => ({
    name: column,
    label,
    type,
    unit,
    ...(of === undefined ? {} : { of }),
  }));
  checkParts(fields, path);
  const file = { name, kind, path, sql, linesBefore, published, fields };
  if (kind === "cube") return file;
  if (kind === "finding") {
    const finding = rest as FindingSpec;
    checkFinding(finding, fields, path);
    return { ...file, finding };
  }
  if (kind === "driver") {
    const driver = rest as DriverSpec;
    checkDriver(driver, fields, path);
    return { ...file, driver };
  }
  const question = rest as NonNullable<SqlFile["question"]>;
  if (published && columns["customer_id"])
    throw new ReportError(
      "question",
      `${path} would publish customer_id, which is one row per customer.`,
      {
        hint: "Add `published: false`; the page then shows only the number of rows and their sum.",
      },
    );
  checkChart(question, fields, path);
  return { ...file, question };
}

function parseMatter(yaml: string, path: string): unknown {
  try {
    return parseYaml(yaml);
  } catch (cause) {
    throw new ReportError("question", `${path}, front matter: ${messageOf(cause)}`, { cause });
  }
}

function checkParts(fields: readonly Field[], path: string): void {
  const counts = fields.filter(({ type }) => type === "count").map(({ name }) => name);
  const wrong = fields.find(
    ({ name, type, of }) =>
      of !== undefined && (type !== "count" || of === name || !counts.includes(of)),
  );
  if (wrong)
    throw new ReportError(
      "question",
      `${path}: "of: ${wrong.of ?? ""}" of ${wrong.name} must name another column; both must be counts.`,
    );
}

function checkFinding(
  { comparison, because, groups }: FindingSpec,
  fields: readonly Field[],
  path: string,
): void {
  const needed = columnsOfComparison[comparison];
  const missing = needed.filter((name) => !fields.some((field) => field.name === name));
  if (missing.length > 0)
    throw new ReportError(
      "question",
      `${path}: "comparison: ${comparison}" needs the columns ${needed.join(", ")}; missing: ${missing.join(", ")}.`,
    );
  if (comparison === "none" && because === undefined)
    throw new ReportError(
      "question",
      `${path}: "comparison: none" needs "because", the reason why the data cannot show the claim.`,
    );
  if (comparison === "part" && groups.length === 0)
    throw new ReportError(
      "question",
      `${path}: "comparison: part" needs "groups", the group whose part it is.`,
    );
}

function checkDriver({ measures }: DriverSpec, fields: readonly Field[], path: string): void {
  const missing = [
    ...driverColumns,
    ...measures.flatMap(({ total, squares }) => [total, squares]),
  ].filter((name) => !fields.some((field) => field.name === name));
  if (missing.length > 0)
    throw new ReportError(
      "question",
      `${path}: columns are missing: ${missing.join(", ")}. ` +
        `A driver needs ${driverColumns.join(", ")} and the columns that its measures name.`,
    );
}

function checkChart(
  { chart, reading }: NonNullable<SqlFile["question"]>,
  fields: readonly Field[],
  path: string,
): void {
  if (chart.type === "none") return;
  const type = (name: string) => fields.find((field) => field.name === name)?.type;
  const wrong = (what: string) => new ReportError("question", `${path}: ${what}`);
  for (const [part, name] of Object.entries(chart)) {
    if (part === "type" || name === undefined) continue;
    if (type(name) === undefined)
      throw wrong(
        `the chart's ${part} is "${name}", which is not one of the columns ` +
          `(${fields.map((field) => field.name).join(", ")}).`,
      );
    if (part === "value" && type(name) === "text")
      throw wrong(`the chart's value, "${name}", is text; a chart needs a number.`);
    if (part !== "value" && type(name) !== "text")
      throw wrong(`the chart's ${part}, "${name}", is not text; a text column is needed.`);
  }
  if (reading === "leaders" && !(chart.type === "bars" && chart.group))
    throw wrong('"reading: leaders" names the first of each group, so the chart needs a group.');
  if (reading === "parts" && !["integer", "count", "money"].includes(type(chart.value) ?? ""))
    throw wrong(
      `"reading: parts" adds values up, but "${chart.value}" cannot be added; use ranking or comparison.`,
    );
}
