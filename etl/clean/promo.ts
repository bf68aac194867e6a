import { integer, type Database } from "../database.ts";
import { isShown } from "../suppress/cells.ts";
import { counted, step, type CleaningStep } from "./step.ts";

const agreementSql = `SELECT count(*) AS customers,
  count(*) FILTER (WHERE promo_code_used = discount_applied) AS agreeing
FROM raw`;

/**
 * Duplicate column: `promo_code_used` is dropped once it is verified to equal `discount_applied` on
 * every row, else kept.
 */
export async function promo(database: Database, minGroup = 1): Promise<CleaningStep> {
  const [row] = await database.rows(agreementSql);
  const customers = integer(row?.["customers"]);
  const agreeing = integer(row?.["agreeing"]);
  const same = customers === agreeing;
  const told = isShown(agreeing, minGroup) && isShown(customers - agreeing, minGroup);
  const outcome = !told
    ? "Promo code and discount do not agree on every row; both columns were kept."
    : same
      ? `Promo code and discount agree on all ${counted(customers, "row")}; the promo code column was dropped.`
      : `Promo code and discount agree on ${agreeing.toLocaleString("en-US")} of ${counted(customers, "row")}; both columns were kept.`;
  return step(
    {
      step: "promo",
      title: "Promo code",
      rule: "The promo code column is dropped only if it says the same as the discount column on every row.",
      outcome,
      changed: same ? 1 : 0,
      sql: agreementSql,
    },
    { dropped: same ? ["promo_code_used"] : [], notices: same ? [] : [outcome] },
  );
}
