import { columnsFrom } from "../../format/columns.ts";
import { integer, textOf, type Database } from "../database.ts";
import { literal } from "../contract/sql.ts";
import { ReportError } from "../errors.ts";
import { isShown } from "../suppress/cells.ts";
import { withoutSmall } from "../suppress/table.ts";
import { field, type ResultTable } from "../result-table.ts";
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
 * Imputation: an empty rating becomes the median rating of its category, as pandas computes it (the
 * mean of the two middle
 * values). Ratings are kept in hundredths; a median between two hundredths is rounded up, with a
 * notice. A category with
 * no rating at all takes the median of all ratings.
 * @param minGroup what is said tells of no fewer customers
 * @throws ReportError where the file has no rating at all
 */
export async function impute(database: Database, minGroup = 1): Promise<CleaningStep> {
  const groups = await database.rows(medians);
  const [overall] = await database.rows(
    "SELECT quantile_cont(CAST(review_rating * 100 AS BIGINT), 0.5) AS median FROM raw",
  );
  if (typeof overall?.["median"] !== "number")
    throw new ReportError(
      "input",
      `The column "Review Rating" has no value at all, so no rating can be imputed.`,
      {
        hint: "Export the customers again with their ratings; at least one is needed.",
      },
    );
  const results = groups.map((group) => {
    const exact = typeof group["median"] === "number" ? group["median"] : Number(overall["median"]);
    return {
      category: textOf(group["category"]),
      customers: integer(group["customers"]),
      missing: integer(group["missing"]),
      exact,
      value: Math.round(exact),
      rated: group["median"] !== null,
    };
  });
  const table = ratingsTable(results);
  const named = new Set(withoutSmall(table, minGroup).columns.values["category"]);
  const [missing, customers] = [total(results, "missing"), total(results, "customers")];
  const filled = results.filter((result) => result.missing > 0);
  const told = filled.filter(({ category }) => named.has(category));
  const sqlOf = (some: typeof filled) => {
    const cases = some.map(
      ({ category, value }) => `WHEN ${literal(category)} THEN ${hundredths(value)}`,
    );
    return cases.length === 0
      ? "review_rating"
      : `COALESCE(review_rating, CAST(CASE category\n    ${cases.join("\n    ")}\n  END AS DECIMAL(4,2)))`;
  };
  const isMissingShown = isShown(missing, minGroup) && isShown(customers - missing, minGroup);
  const rest =
    told.length < filled.length
      ? "others in categories that are not shown, because they or their empty ratings are few"
      : undefined;
  return step(
    {
      step: "impute",
      title: "Missing ratings",
      rule: "An empty review rating becomes the median rating of its category.",
      outcome: outcomeOf(missing, isMissingShown, [
        ...told.map((r) => `${r.missing} in ${r.category} with ${hundredths(r.value)}`),
        ...(rest === undefined ? [] : [rest]),
      ]),
      changed: isMissingShown ? missing : null,
      sql: `${medians};\n\n${sqlOf(told)} AS review_rating${rest === undefined ? "" : "\n-- and the same of categories that are not shown here"}`,
    },
    {
      columns: { review_rating: sqlOf(filled) },
      notices: told.flatMap(noticesOf),
      tables: [table],
    },
  );
}

/** A category's ratings: how many there are, how many are empty, and the median in hundredths. */
interface Ratings {
  readonly category: string;
  readonly customers: number;
  readonly missing: number;
  /** The median before it is rounded. */
  readonly exact: number;
  readonly value: number;
  /** Whether it is the category's own. */
  readonly rated: boolean;
}

const total = (results: readonly Ratings[], of: "customers" | "missing") =>
  results.reduce((sum, result) => sum + result[of], 0);

function ratingsTable(results: readonly Ratings[]): ResultTable {
  return {
    name: "cleaning-ratings",
    kind: "cleaning",
    published: true,
    sql: medians,
    columns: columnsFrom(
      [
        field("category", "text", "Category"),
        field("customers", "count", "Customers"),
        field("missing", "count", "Empty ratings", "", "customers"),
        field("median", "rating", "Median rating", "of 5"),
      ],
      results.map(({ category, customers, missing, value }) => [
        category,
        customers,
        missing,
        value,
      ]),
    ),
  };
}

function outcomeOf(missing: number, told: boolean, where: readonly string[]): string {
  if (missing === 0) return "No rating was empty.";
  return told
    ? `${counted(missing, "empty rating")} filled: ${where.join(", ")}.`
    : "Empty ratings were filled; how many is not told, because they, or those that were there, are few.";
}

function noticesOf({ category, missing, exact, value, rated }: Ratings): string[] {
  return [
    ...(rated
      ? []
      : [
          `No rating in the category ${category}: its ${counted(missing, "empty rating")} took the median of all ratings, ${hundredths(exact)}.`,
        ]),
    ...(value === exact
      ? []
      : [
          `The median rating of ${category} lies between two hundredths and was rounded to ${hundredths(value)}.`,
        ]),
  ];
}
