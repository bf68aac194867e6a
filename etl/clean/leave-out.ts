import { integer } from "../database.ts";
import { ReportError } from "../errors.ts";
import { countedNoun, number } from "../words.ts";
import { counting, step, type CleaningStep, type StepContext } from "./step.ts";

/** Which rows a step keeps, and what it says of that. */
export interface Keeping extends Pick<CleaningStep, "step" | "column" | "title" | "rule"> {
  /** SQL that is true of a row that stays. */
  readonly condition: string;
  /** What to say where no row stays. */
  readonly none: { readonly message: string; readonly hint: string };
}

/**
 * Leaves out the rows that do not meet a condition, and counts them.
 * @throws ReportError where no row stays
 */
export async function leaveOut(
  { database, from, row }: Pick<StepContext, "database" | "from" | "row">,
  { condition, none: { message, hint }, ...said }: Keeping,
): Promise<CleaningStep> {
  const [counts] = await database.rows(
    `SELECT count(*) AS n, count(*) FILTER (WHERE ${condition}) AS kept FROM ${from}`,
  );
  const [all, kept] = [integer(counts?.["n"]), integer(counts?.["kept"])];
  if (kept === 0) throw new ReportError("input", message, { hint });
  return step(
    {
      ...said,
      account: ({ isShown }) => ({
        ...counting(
          isShown(all - kept) && isShown(kept),
          all - kept,
          `${countedNoun(kept, row)} of ${number(all)} stayed.`,
          "How many rows were left out",
        ),
        sql: `-- WHERE ${condition}`,
      }),
    },
    { keep: condition },
  );
}
