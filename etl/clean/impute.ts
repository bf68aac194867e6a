import { integer, textOf, type Database } from "../database.ts";
import { literal } from "../contract/sql.ts";
import { ReportError } from "../errors.ts";
import { columnsOf, field } from "../draft.ts";
import { counted, step, type CleaningStep } from "./step.ts";

const medians = `SELECT category,
  count(*) AS customers,
  count(*) - count(review_rating) AS missing,
  quantile_cont(CAST(review_rating * 100 AS BIGINT), 0.5) AS median
FROM raw
GROUP BY category
ORDER BY category`;

const hundredths = (value: number) => (value / 100).toFixed(2);

/**
 * Imputation: an empty rating becomes the median rating of its category, as pandas computes it (the mean of the two middle
 * values). Ratings are kept in hundredths; a median between two hundredths is rounded up, with a notice. A category with
 * no rating at all takes the median of all ratings.
 * @throws ReportError where the file has no rating at all
 */
export async function impute(database: Database): Promise<CleaningStep> {
  const groups = await database.rows(medians);
  const [overall] = await database.rows("SELECT quantile_cont(CAST(review_rating * 100 AS BIGINT), 0.5) AS median FROM raw");
  if (typeof overall?.["median"] !== "number")
    throw new ReportError("input", `The column "Review Rating" has no value at all, so no rating can be imputed.`, {
      hint: "Export the customers again with their ratings; at least one is needed.",
    });
  const notices: string[] = [];
  const results = groups.map((group) => {
    const category = textOf(group["category"]);
    const exact = typeof group["median"] === "number" ? group["median"] : Number(overall["median"]);
    const missing = integer(group["missing"]);
    if (group["median"] === null) notices.push(`No rating in the category ${category}: its ${counted(missing, "empty rating")} took the median of all ratings, ${hundredths(exact)}.`);
    const value = Math.round(exact);
    if (value !== exact && missing > 0) notices.push(`The median rating of ${category} lies between two hundredths and was rounded to ${hundredths(value)}.`);
    return { category, customers: integer(group["customers"]), missing, value };
  });
  const missing = results.reduce((sum, result) => sum + result.missing, 0);
  const filled = results.filter((result) => result.missing > 0);
  const cases = filled.map(({ category, value }) => `WHEN ${literal(category)} THEN ${hundredths(value)}`);
  const sql = filled.length === 0 ? "review_rating" : `COALESCE(review_rating, CAST(CASE category\n    ${cases.join("\n    ")}\n  END AS DECIMAL(4,2)))`;
  return step(
    {
      step: "impute",
      title: "Missing ratings",
      rule: "An empty review rating becomes the median rating of its category.",
      outcome: missing === 0 ? "No rating was empty." : `${counted(missing, "empty rating")} filled: ${filled.map((r) => `${r.missing} in ${r.category} with ${hundredths(r.value)}`).join(", ")}.`,
      changed: missing,
      sql: `${medians};\n\n${sql} AS review_rating`,
    },
    {
      columns: { review_rating: sql },
      notices,
      drafts: [
        {
          name: "cleaning-ratings",
          kind: "cleaning",
          published: true,
          sql: medians,
          columns: columnsOf(
            [field("category", "text", "Category"), field("customers", "count", "Customers"), field("missing", "count", "Empty ratings", "", "customers"), field("median", "rating", "Median rating", "of 5")],
            results.map(({ category, customers, missing: empty, value }) => [category, customers, empty, value]),
          ),
        },
      ],
    },
  );
}
