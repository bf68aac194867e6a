import { integer, type Ask } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Analysis } from "../report/analysis.ts";
import type { Report } from "../report/report.ts";
import { countedNoun, number, type Noun } from "../words.ts";

/**
 * How many rows there are beyond one a person; none where nobody says whom a row tells of.
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

/** @throws ReportError where small groups are to be suppressed, and rows are not persons */
export function refuseRepeated(repeated: number, minGroup: number, rows: number, row: Noun): void {
  if (repeated === 0 || minGroup === 1) return;
  throw new ReportError(
    "input",
    `--min-group ${minGroup} cannot protect this report: its ${countedNoun(rows, row)} tell of ${number(rows - repeated)} persons, and groups are counted in ${row.many}.`,
    {
      hint: "Keep one row a person with a deduplicate step, or publish without --min-group, only to readers who may see data about single persons.",
    },
  );
}

const because = ({ many }: Noun) =>
  `Not testable: several ${many} are of one person, so they do not vary independently.`;

/** Of an analysis what can be asked of rows several of which are of one person: no tests. */
export const untested = (analysis: Analysis, row: Noun): Analysis => ({
  ...analysis,
  claims: analysis.claims.map(({ id, spec }) => ({
    id,
    spec: { ...spec, comparison: "none", because: because(row) },
  })),
  drivers: undefined,
});

/** Says that nothing is tested, and why. */
export const repeatedNotice = (repeated: number, rows: number, row: Noun): string[] =>
  repeated === 0
    ? []
    : [
        `The ${countedNoun(rows, row)} tell of ${number(rows - repeated)} persons. Claims and drivers were not tested: their tests need one row per person.`,
      ];
