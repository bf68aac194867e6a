import { z } from "zod";
import { parse as parseYaml } from "yaml";
import { fieldTypes, type Field } from "../../format/fields.ts";
import { findingSchema } from "../../format/finding.ts";
import { chartSchema, readings } from "../../format/manifest.ts";
import { nounSchema } from "../../format/report.ts";
import { ReportError, messageOf } from "../errors.ts";
import { decimals } from "../clean/step.ts";
import { minorDigits } from "../contract/currency.ts";
import { field } from "../result-table.ts";
import { checkChart, checkFinding, checkParts } from "./checks.ts";

/** The kinds of SQL files; each has a folder of its own in `sql/`. */
export type FileKind = "question" | "finding";

const columnsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, "a column name is snake_case"),
  z.strictObject({
    label: z.string().min(1),
    type: z.enum(fieldTypes),
    unit: z.string().default(""),
    decimals,
    of: z.string().optional(),
  }),
);

const findingFileSchema = findingSchema.extend({
  /** By default what a row of the report is. */
  noun: nounSchema.optional(),
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
  readonly finding?: Omit<z.infer<typeof findingFileSchema>, "columns" | "published">;
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
  key?: string,
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
  const schema = kind === "question" ? questionSchema : findingFileSchema;
  const result = schema.safeParse(matter);
  if (!result.success)
    throw new ReportError(
      "question",
      `${path}, front matter: ${z.prettifyError(result.error).replaceAll("\n", " ")}`,
      { hint: `docs/ lists what the front matter of a ${kind} may hold.` },
    );
  const { columns, published, ...rest } = result.data;
  const fields = Object.entries(columns).map(([column, described]): Field => {
    const { label, type, unit, decimals, of } = described;
    const isMoney = type === "money" && /^[A-Z]{3}$/.test(unit);
    return {
      ...field(column, type, label, unit, of),
      ...(decimals === undefined ? (isMoney ? minorDigits(unit) : {}) : { decimals }),
    };
  });
  checkParts(fields, path);
  const file = { name, kind, path, sql, linesBefore, published, fields };
  if (kind === "finding") {
    const finding = rest as NonNullable<SqlFile["finding"]>;
    checkFinding(finding, fields, path);
    return { ...file, finding };
  }
  const question = rest as NonNullable<SqlFile["question"]>;
  if (published && key !== undefined && columns[key])
    throw new ReportError("question", `${path} would publish ${key}, which identifies a row.`, {
      hint: "Add `published: false`; the page then shows only the number of rows and their sum.",
    });
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
