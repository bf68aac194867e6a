import { columnsFrom } from "../../format/columns.ts";
import { integer, textOf, type Database } from "../database.ts";
import { literal } from "../contract/sql.ts";
import { ReportError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import { field, type ResultTable } from "../result-table.ts";
import { counted } from "../words.ts";
import { step, type CleaningStep, type ShownFacts } from "./step.ts";

const medians = `SELECT category,
  count(*) AS customers,
  count(*) - count(review_rating) AS missing,
  quantile_cont(CAST(review_rating * 100 AS BIGINT), 0.5) AS median
FROM raw
GROUP BY category
ORDER BY category`;

const hundredths = (value: number) => (value / 100).toFixed(2);

/**
 * An empty rating becomes the median rating of its category, as pandas computes it (the mean of the
 * two middle values). Ratings are kept in hundredths; a median between two hundredths is rounded up,
 * with a notice. A category without any rating takes the median of all ratings.
 * @throws ReportError where the file has no rating at all
 */
export async function impute(database: Database): Promise<CleaningStep> {
  const groups = await database.rows(medians);
  const [overall] = await database.rows(
    "SELECT quantile_cont(CAST(review_rating * 100 AS BIGINT), 0.5) AS median FROM raw",
  );
  if (typeof overall?.["median"] !== "number")
    throw new ReportError(
      "input",
      `The column "Review Rating" has no values, so there is no median to fill it with.`,
      { hint: "Export the customers again with their ratings; at least one is needed." },
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
  const filled = results.filter(({ missing }) => missing > 0);
  return step(
    {
      step: "impute",
      title: "Missing ratings",
      rule: "An empty review rating becomes the median rating of its category.",
      account: (shown) => accountOf(results, shown),
    },
    {
      columns: { review_rating: filledSql(filled) },
      notices: filled.flatMap(noticesOf),
      table: ratingsTable(results),
    },
  );
}

/** A category's ratings: how many there are, how many are empty, and the median in hundredths. */
interface Ratings {
  readonly category: string;
  readonly customers: number;
  readonly missing: number;
  /** The median before rounding. */
  readonly exact: number;
  readonly value: number;
  /** Whether the median is the category's own. */
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

/** SQL for the ratings, with the empty ones of these categories filled. */
function filledSql(categories: readonly Ratings[]): string {
  const cases = categories.map(
    ({ category, value }) => `WHEN ${literal(category)} THEN ${hundredths(value)}`,
  );
  return cases.length === 0
    ? "review_rating"
    : `COALESCE(review_rating, CAST(CASE category\n    ${cases.join("\n    ")}\n  END AS DECIMAL(4,2)))`;
}

function accountOf(
  results: readonly Ratings[],
  { rows, isShown }: ShownFacts,
): ReturnType<CleaningStep["account"]> {
  const [missing, customers] = [total(results, "missing"), total(results, "customers")];
  const filled = results.filter((result) => result.missing > 0);
  const named = new Set(rows.map(({ category }) => category));
  const shown = filled.filter(({ category }) => named.has(category));
  const suppressed = shown.length < filled.length;
  const countShown = isShown(missing) && isShown(customers - missing);
  const where = [
    ...shown.map((r) => `${r.missing} in ${r.category} with ${hundredths(r.value)}`),
    ...(suppressed ? ["the rest in categories that are suppressed"] : []),
  ];
  return {
    outcome:
      missing === 0
        ? "No rating was empty."
        : countShown
          ? `${counted(missing, "empty rating")} filled: ${where.join(", ")}.`
          : "Empty ratings were filled; their number is suppressed.",
    changed: countShown ? missing : null,
    sql: `${medians};\n\n${filledSql(shown)} AS review_rating${suppressed ? "\n-- suppressed categories are filled in the same way" : ""}`,
  };
}

function noticesOf({ category, missing, exact, value, rated }: Ratings): Notice[] {
  return [
    ...(rated
      ? []
      : [
          {
            kind: "category-without-ratings" as const,
            category,
            missing,
            median: hundredths(exact),
          },
        ]),
    ...(value === exact
      ? []
      : [{ kind: "median-rounded" as const, category, median: hundredths(value) }]),
  ];
}
