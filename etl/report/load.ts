import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Column, ColumnsByName } from "../contract/columns.ts";
import { completeRows } from "../clean/steps/complete-rows.ts";
import { stepKinds } from "../clean/steps/index.ts";
import type { Step } from "../clean/step.ts";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { boundAnalysis } from "./analysis.ts";
import { columnOf, columnProblems } from "./columns.ts";
import { parseLocated } from "./located.ts";
import {
  named,
  noting,
  problemsOf,
  refuse,
  refuseProblems,
  unitProblems,
  type JsonSchema,
  type Problem,
} from "./problems.ts";
import type { Report } from "./report.ts";
import { jsonSchema, reportSchema, type ReportDescription } from "./schema.ts";
import { themeOf } from "./theme.ts";

export const reportFile = "report.yaml";

/**
 * Reads the description in a report's folder.
 * @param folder that holds report.yaml
 * @throws ReportError with the line and column of everything that is wrong in it
 */
export async function readReport(folder: string): Promise<Report> {
  const file = join(folder, reportFile);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ReportError(
      "input",
      codeOf(cause) === "ENOENT"
        ? `There is no ${reportFile} in ${folder}.`
        : `${file} cannot be read: ${messageOf(cause)}`,
      { hint: "Name the report's folder with --report DIR.", cause },
    );
  });
  return parseReport(text, file, folder);
}

/**
 * Checks a description and resolves it.
 * @param file for messages
 * @param folder from which its paths start
 * @throws ReportError with the line and column of everything that is wrong in it
 */
export function parseReport(text: string, file: string, folder: string): Report {
  const located = parseLocated(text);
  if (located.problems.length > 0) refuse(file, located.problems);
  const parsed = reportSchema.safeParse(located.value);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error.issues, located.value, jsonSchema() as JsonSchema);
    refuseProblems(file, problems, located);
    throw new Error(`${file} is refused without a reason.`);
  }
  const { report, problems } = resolved(parsed.data, folder);
  refuseProblems(file, problems, located);
  return {
    ...report,
    file,
    digest: hash("sha256", text + (report.theme?.logo?.bytes ?? "")),
    data: join(folder, parsed.data.data),
    sheet: parsed.data.sheet,
    sql: join(folder, "sql"),
  };
}

function resolved(description: ReportDescription, folder: string) {
  const { columns: described, cleaning, currency, key, locale } = description;
  const { person = key, row, table } = description;
  const problems = Object.entries(described).flatMap(([name, column]) => [
    ...columnProblems(name, column, currency),
    ...unitProblems(column.type === "money", column, ["columns", name]),
  ]);
  const columns = Object.entries(described).map(([name, column]) =>
    columnOf(name, column, currency),
  );
  const wrong = noting(problems);
  const start = new Map(columns.map((column) => [column.name, column]));
  const identifying = (at: "key" | "person", name: string | undefined) => {
    if (name === undefined) return undefined;
    const column = named("column", name, start, wrong, [at]);
    if (column && (column.nullable || column.optional || !isIdentifying(column)))
      wrong(
        [at],
        `"${name}" cannot identify a ${at === "key" ? "row" : "person"}: it must be a string or an integer that every row has`,
      );
    return column;
  };
  const keyColumn = identifying("key", key);
  const personColumn = person === key ? keyColumn : identifying("person", person);
  if (columns.every((column) => column.private))
    wrong(["columns"], "are all private, so there is nothing to report");
  const unique = columns.filter(
    (column) => column === keyColumn || described[column.name]?.constraints.unique,
  );
  const completing = columns
    .filter(({ name }) => described[name]?.missing === "drop")
    .map((column) => completeRows(column));
  for (const { makes } of completing) if (makes) start.set(makes.name, makes);
  const steps = boundSteps(cleaning, start, { key, person, currency }, problems);
  const cleaned = { columns, cleaning: [...completing, ...steps] };
  const analysis = boundAnalysis(description, { ...cleaned, row, currency }, problems);
  const causes = problems.filter((problem) => !isConsequence(problem, description));
  return {
    report: {
      table,
      row,
      currency,
      locale,
      key: keyColumn?.private ? undefined : keyColumn,
      person: personColumn,
      unique,
      ...cleaned,
      analysis,
      theme: description.theme && themeOf(description.theme, folder, noting(problems, "theme")),
    },
    problems: (causes.length > 0 ? causes : problems).map((each) => ofPrivate(each, columns)),
  };
}

/** Whether a problem follows from another one: what it misses is described, but wrongly. */
function isConsequence({ message }: Problem, { metrics, cleaning }: ReportDescription): boolean {
  const [, what, name = ""] = /^there is no (column|metric) "([^"]*)"/.exec(message) ?? [];
  return what === "metric"
    ? Object.hasOwn(metrics, name)
    : what === "column" && cleaning.some((step) => (step as { into?: unknown }).into === name);
}

const isIdentifying = ({ type }: Column) => type === "integer" || type === "text";

const isPrivate = (name: string) =>
  `"${name}" is private, which only key, person and deduplicate may use`;

/** What names a private column says so, not that there is none. */
function ofPrivate(problem: Problem, columns: readonly Column[]): Problem {
  const named = columns.find(
    (column) => column.private && problem.message.startsWith(`there is no column "${column.name}"`),
  );
  return named ? { ...problem, message: isPrivate(named.name) } : problem;
}

function boundSteps(
  cleaning: ReportDescription["cleaning"],
  start: ColumnsByName,
  { key, person, currency }: Pick<ReportDescription, "key" | "person" | "currency">,
  problems: Problem[],
): Step[] {
  const columns = new Map(start);
  const tables = new Set<string>();
  return cleaning.map((description, index) => {
    const at = ["cleaning", index];
    const wrong = noting(problems, ...at);
    const keys = description as Readonly<Record<string, unknown>>;
    const kind = stepKinds.find(({ name }) => Object.hasOwn(keys, name));
    if (!kind) throw new Error(`Step ${index + 1} of cleaning has no kind.`);
    const step = kind.bind(description, new Map(columns), currency);
    // A column may be absent where one that it is made from may be.
    const isOptional = step.uses.some(({ column }) => columns.get(column)?.optional);
    const makes = step.makes && {
      ...step.makes,
      ...(isOptional ? { optional: true as const } : {}),
    };
    problems.push(...unitProblems(keys["type"] === "money", keys, at));
    for (const { column: name, at: place, types, complete } of step.uses) {
      const column = named("column", name, columns, wrong, place);
      if (!column) continue;
      const { type } = column;
      if (column.private && kind.name !== "deduplicate") wrong(place, isPrivate(name));
      else if (types && !types.includes(type))
        wrong(
          place,
          `"${name}" is ${type === "text" ? "text" : "a number"}, which this step cannot use`,
        );
      else if (complete && column.nullable)
        wrong(place, `"${name}" may have missing values; fill them in a step before this one`);
    }
    for (const mistake of step.mistakes) wrong(mistake.at, mistake.message);
    if (Object.hasOwn(keys, "into") && makes && columns.has(makes.name))
      wrong(["into"], `there is a column "${makes.name}" already`);
    for (const [what, name] of Object.entries({ key, person }))
      if (name !== undefined && step.mayDrop.includes(name))
        wrong([], `"${name}" is the ${what}, which cannot be dropped`);
    if (step.table !== undefined && tables.has(step.table))
      wrong([], `two steps keep what they did in the table ${step.table}; give this one an id`);
    if (step.table !== undefined) tables.add(step.table);
    if (makes) columns.set(makes.name, makes);
    return { ...step, makes };
  });
}
