import { frequencyDays } from "../contract/columns.ts";
import { literal } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { columnsFrom } from "../../format/columns.ts";
import { field, type ResultTable } from "../result-table.ts";
import { counted } from "../words.ts";
import { step, type CleaningStep } from "./step.ts";

/** SQL for the days between purchases of each stated frequency. */
export const frequencySql = `CASE frequency_of_purchases\n    ${Object.entries(frequencyDays)
  .map(([name, days]) => `WHEN ${literal(name)} THEN ${days}`)
  .join("\n    ")}\n  END`;

/** Frequency: `purchase_frequency_days`, the days between purchases. */
export async function frequency(database: Database): Promise<CleaningStep> {
  const tallies = await database.rows(
    "SELECT frequency_of_purchases AS name, count(*) AS customers FROM raw GROUP BY ALL",
  );
  const groups = Object.entries(frequencyDays).flatMap(([name, days]) => {
    const tally = tallies.find((candidate) => candidate["name"] === name);
    return tally ? [[name, days, integer(tally["customers"])] as const] : [];
  });
  const total = groups.reduce((sum, group) => sum + group[2], 0);
  const table: ResultTable = {
    name: "cleaning-frequency",
    kind: "cleaning",
    published: true,
    columns: columnsFrom(
      [
        field("frequency_of_purchases", "text", "Stated frequency"),
        field("days", "integer", "Days", "days"),
        field("customers", "count", "Customers"),
      ],
      groups,
    ),
  };
  return step(
    {
      step: "frequency",
      title: "Purchase frequency",
      rule: "The stated frequency becomes the number of days between purchases.",
      account({ rows }) {
        const named = rows.map(
          (row) => `${String(row["frequency_of_purchases"])} ${String(row["days"])}`,
        );
        return {
          outcome: `${counted(total, "customer")} mapped${named.length === 0 ? "" : `: ${named.join(", ")} days`}.`,
          changed: total,
          sql: `${frequencySql} AS purchase_frequency_days`,
        };
      },
    },
    {
      columns: { purchase_frequency_days: frequencySql },
      table,
    },
  );
}
