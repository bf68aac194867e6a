import { z } from "zod";
import { columnName } from "../../contract/names.ts";
import { integer } from "../../database.ts";
import { counted, inSentence, listed } from "../../words.ts";
import { common, counting, labelIn, step, stepKind } from "../step.ts";

const schema = z.strictObject({
  deduplicate: z
    .union([columnName, z.array(columnName).min(1)])
    .describe("Keeps one row of each value of a column, or of each combination of several."),
  keep: z.enum(["first", "last"]).default("first").describe("Which row of the file stays."),
  ...common,
});

/** The number of a row in the file, which `clean` adds where a step needs it. */
export const placeColumn = "file_place";

/** Leaves one row of each combination of some columns: the first or the last of the file. */
export const deduplicate = stepKind(
  "deduplicate",
  schema,
  ({ deduplicate: given, keep, title }) => {
    const names = typeof given === "string" ? [given] : given;
    const isKept = (from: string) =>
      `${placeColumn} IN (SELECT ${keep === "first" ? "min" : "max"}(${placeColumn}) FROM ${from} GROUP BY ${names.join(", ")})`;
    return {
      uses: names.map((column, index) => ({
        column,
        at: typeof given === "string" ? ["deduplicate"] : ["deduplicate", index],
      })),
      async run({ database, from, columns }) {
        const kept = isKept(from);
        const [counts] = await database.rows(
          `SELECT count(*) AS n, count(*) FILTER (WHERE ${kept}) AS kept FROM ${from}`,
        );
        const repeated = integer(counts?.["n"]) - integer(counts?.["kept"]);
        const labels = listed(names.map((name) => inSentence(labelIn(columns, name))));
        return step(
          {
            step: "deduplicate",
            column: names[0] ?? "",
            title: title ?? "Repeated rows",
            rule: `Of rows with the same ${labels} the ${keep} one stays.`,
            account: ({ isShown }) => ({
              ...counting(
                isShown(repeated),
                repeated,
                repeated === 0
                  ? "No row was repeated."
                  : `${counted(repeated, "repeated row")} left out.`,
                "How many rows were left out",
              ),
              sql: `-- WHERE ${kept}`,
            }),
          },
          { keep: kept },
        );
      },
    };
  },
);
