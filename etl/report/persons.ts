import { integer, type Ask } from "../database.ts";
import { ReportError } from "../errors.ts";
import { countedNoun, number, type Noun } from "../words.ts";
import type { Analysis } from "./analysis.ts";
import type { Report } from "./report.ts";

/**
 * How many more rows than persons there are; none where the report names no person.
 * @param table SQL for what stands after FROM
 */
export async function repeatedPersons(
  ask: Ask,
  table: string,
  { person, unique }: Pick<Report, "person" | "unique">,
): Promise<number> {
  if (!person || unique.includes(person)) return 0;
  const [row] = await ask(
    `SELECT COUNT(*) AS n_rows, COUNT(DISTINCT ${person.name}) AS persons FROM ${table}`,
  );
  return integer(row?.["n_rows"]) - integer(row?.["persons"]);
}

const rowsAndPeople = (repeated: number, rows: number, row: Noun) =>
  `${countedNoun(rows, row)} belong to ${number(rows - repeated)} people`;

/** @throws ReportError where small groups are to be suppressed, but persons have several rows */
export function refuseRepeated(repeated: number, minGroup: number, rows: number, row: Noun): void {
  if (repeated === 0 || minGroup === 1) return;
  throw new ReportError(
    "input",
    `--min-group ${minGroup} cannot protect this report: its ${rowsAndPeople(repeated, rows, row)}, and groups are counted in ${row.many}.`,
    {
      hint: "Keep one row per person with a deduplicate step, or publish without --min-group, only to readers who are allowed to see data about single people.",
    },
  );
}

const because = ({ many }: Noun) =>
  `Not testable: some people have several ${many}, so the ${many} are not independent.`;

/** The analysis without its tests, which need one row per person. */
export const untested = (analysis: Analysis, row: Noun): Analysis => ({
  ...analysis,
  claims: analysis.claims.map(({ id, spec }) => ({
    id,
    spec: { ...spec, comparison: "none", because: because(row) },
  })),
  drivers: undefined,
});

/** Says that persons have several rows, and what is therefore not tested. */
export function repeatedNotice(
  repeated: number,
  rows: number,
  { row, analysis: { claims, drivers } }: Pick<Report, "row" | "analysis">,
): string[] {
  if (repeated === 0) return [];
  const untested =
    claims.length > 0 || drivers
      ? " Claims and drivers were not tested, because their tests need one row per person."
      : "";
  return [`The ${rowsAndPeople(repeated, rows, row)}.${untested}`];
}
