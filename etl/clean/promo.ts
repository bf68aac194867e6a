import { integer, type Database } from "../database.ts";
import { counted, number } from "../words.ts";
import { step, type CleaningStep } from "./step.ts";

const agreementSql = `SELECT count(*) AS customers,
  count(*) FILTER (WHERE promo_code_used = discount_applied) AS agreeing
FROM raw`;

/** Drops `promo_code_used` if it equals `discount_applied` on every row, else keeps both. */
export async function promo(database: Database): Promise<CleaningStep> {
  const [row] = await database.rows(agreementSql);
  const customers = integer(row?.["customers"]);
  const agreeing = integer(row?.["agreeing"]);
  const same = customers === agreeing;
  return step(
    {
      step: "promo",
      title: "Promo code",
      rule: "The promo code column is dropped only if it equals the discount column on every row.",
      account: ({ isShown }) => ({
        outcome: same
          ? `Promo code and discount agree on all ${counted(customers, "row")}; the promo code column was dropped.`
          : isShown(agreeing) && isShown(customers - agreeing)
            ? `Promo code and discount agree on ${number(agreeing)} of ` +
              `${counted(customers, "row")}; both columns were kept.`
            : "Promo code and discount do not agree on every row; both columns were kept.",
        changed: same ? 1 : 0,
        sql: agreementSql,
      }),
    },
    {
      dropped: same ? ["promo_code_used"] : [],
      notices: same ? [] : [{ kind: "promo-differs", agreeing, of: customers }],
    },
  );
}
