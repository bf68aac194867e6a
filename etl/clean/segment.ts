import { columnsFrom, type Value } from "../../format/columns.ts";
import { literal } from "../contract/sql.ts";
import { integer, type Cell, type Database } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { ageGroupNames, quartileBins } from "./quartiles.ts";
import { counted } from "../words.ts";
import { step, type CleaningStep } from "./step.ts";

const edgesSql = "SELECT quantile_cont(age, [0, 0.25, 0.5, 0.75, 1]) AS edges FROM raw";

/** Adds `age_group`: quartile bins of age, with interpolated edges, right-closed, as `qcut`. */
export async function segment(database: Database): Promise<CleaningStep> {
  const [row] = await database.rows(edgesSql);
  const edges = (row?.["edges"] as readonly Cell[]).map(Number);
  const bins = quartileBins(edges);
  const branches = bins
    .slice(0, -1)
    .map(({ label, upper }) => `WHEN age <= ${upper} THEN ${literal(label)}`);
  const last = literal(bins.at(-1)?.label ?? "");
  const sql =
    branches.length === 0 ? last : `CASE\n    ${branches.join("\n    ")}\n    ELSE ${last}\n  END`;
  const ages = await database.rows(
    `SELECT ${sql} AS age_group, age, count(*) AS customers FROM raw GROUP BY ALL ORDER BY age`,
  );
  const groups = bins.flatMap(({ label, lower, upper }) => {
    const own = ages
      .filter((row) => row["age_group"] === label)
      .map((row) => ({ age: integer(row["age"]), customers: integer(row["customers"]) }));
    const [youngest, oldest] = [own[0], own.at(-1)];
    return youngest && oldest
      ? [
          {
            label,
            lower,
            upper,
            youngest,
            oldest,
            customers: own.reduce((sum, { customers }) => sum + customers, 0),
          },
        ]
      : [];
  });
  const total = groups.reduce((sum, { customers }) => sum + customers, 0);
  return step(
    {
      step: "segment",
      title: "Age groups",
      rule: "Ages fall into four groups at their quartiles; an age on an edge belongs to the younger group.",
      account({ rows }) {
        const named = rows.map(
          (shown) =>
            `${String(shown["age_group"])}${spanOf(shown["youngest"] ?? null, shown["oldest"] ?? null)}`,
        );
        return {
          outcome: `${counted(total, "customer")} in ${counted(groups.length, "group")}${named.length === 0 ? "" : `: ${named.join(", ")}`}.`,
          changed: total,
          sql: `${edgesSql};\n\n${sql} AS age_group`,
        };
      },
    },
    {
      columns: { age_group: sql },
      notices:
        bins.length < ageGroupNames.length
          ? [{ kind: "age-groups-merged", groups: bins.map(({ label }) => label) }]
          : [],
      table: groupTable(groups),
    },
  );
}

/** An age group: its edges, and its youngest and oldest ages with the customers of that age. */
interface AgeGroup {
  readonly label: string;
  readonly lower: number;
  readonly upper: number;
  readonly youngest: { readonly age: number; readonly customers: number };
  readonly oldest: { readonly age: number; readonly customers: number };
  readonly customers: number;
}

function groupTable(groups: readonly AgeGroup[]): ResultTable {
  const youngest = groups.map((group) => [group.youngest.customers]);
  const oldest = groups.map((group) => [group.oldest.customers]);
  const last = groups.length - 1;
  return {
    name: "cleaning-age-groups",
    kind: "cleaning",
    published: true,
    sql: edgesSql,
    // The outermost edges are the lowest and the highest age in the file.
    cellCounts: {
      youngest,
      oldest,
      lower: youngest.map((sizes, index) => (index === 0 ? sizes : [])),
      upper: oldest.map((sizes, index) => (index === last ? sizes : [])),
    },
    columns: columnsFrom(
      [
        field("age_group", "text", "Age group"),
        field("lower", "number", "Above", "years"),
        field("upper", "number", "Up to", "years"),
        field("youngest", "integer", "Youngest", "years"),
        field("oldest", "integer", "Oldest", "years"),
        field("customers", "count", "Customers"),
      ],
      groups.map((group) => [
        group.label,
        group.lower,
        group.upper,
        group.youngest.age,
        group.oldest.age,
        group.customers,
      ]),
    ),
  };
}

/** " 18–31", " from 18", " up to 31", or nothing, depending on which ends are shown. */
function spanOf(youngest: Value, oldest: Value): string {
  if (youngest !== null && oldest !== null) return ` ${youngest}–${oldest}`;
  return youngest !== null ? ` from ${youngest}` : oldest !== null ? ` up to ${oldest}` : "";
}
