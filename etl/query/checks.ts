import type { Field } from "../../format/fields.ts";
import { columnsOfComparison, type FindingSpec } from "../../format/finding.ts";
import type { ChartSpec, readings } from "../../format/manifest.ts";
import { ReportError } from "../errors.ts";

/** How a question's rows are drawn and read. */
interface Question {
  readonly chart: ChartSpec;
  readonly reading: (typeof readings)[number];
}

const wrongIn = (path: string, what: string) => new ReportError("question", `${path}: ${what}`);

/** @throws ReportError where a count is part of a column that is not another count */
export function checkParts(fields: readonly Field[], path: string): void {
  const counts = fields.filter(({ type }) => type === "count").map(({ name }) => name);
  const wrong = fields.find(
    ({ name, type, of }) =>
      of !== undefined && (type !== "count" || of === name || !counts.includes(of)),
  );
  if (wrong)
    throw wrongIn(
      path,
      `"of: ${wrong.of ?? ""}" of ${wrong.name} must name another column; both must be counts.`,
    );
}

/** @throws ReportError where a claim lacks what its comparison needs */
export function checkFinding(
  { comparison, because, groups }: Pick<FindingSpec, "comparison" | "because" | "groups">,
  fields: readonly Field[],
  path: string,
): void {
  const needed = columnsOfComparison[comparison];
  const missing = needed.filter((name) => !fields.some((field) => field.name === name));
  if (missing.length > 0)
    throw wrongIn(
      path,
      `"comparison: ${comparison}" needs the columns ${needed.join(", ")}; missing: ${missing.join(", ")}.`,
    );
  if (comparison === "none" && because === undefined)
    throw wrongIn(
      path,
      '"comparison: none" needs "because", the reason why the data cannot show the claim.',
    );
  if (comparison === "part" && groups.length === 0)
    throw wrongIn(path, '"comparison: part" needs "groups", the group whose part it is.');
}

/** @throws ReportError where a chart or reading does not fit the columns */
export function checkChart(
  { chart, reading }: Question,
  fields: readonly Field[],
  path: string,
): void {
  if (chart.type === "none") return;
  const type = (name: string) => fields.find((field) => field.name === name)?.type;
  const wrong = (what: string) => wrongIn(path, what);
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
