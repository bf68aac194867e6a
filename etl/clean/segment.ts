import { literal } from "../contract/sql.ts";
import { integer, type Cell, type Database } from "../database.ts";
import { columnsOf, field } from "../draft.ts";
import { ageGroupNames, quartileBins } from "./quartiles.ts";
import { counted, step, type CleaningStep } from "./step.ts";

const edgesSql = "SELECT quantile_cont(age, [0, 0.25, 0.5, 0.75, 1]) AS edges FROM raw";

/** Segments: `age_group`, quartile bins of age (linear-interpolated edges, right-closed, lowest included). */
export async function segment(database: Database): Promise<CleaningStep> {
  const [row] = await database.rows(edgesSql);
  const edges = (row?.["edges"] as readonly Cell[]).map(Number);
  const bins = quartileBins(edges);
  const branches = bins.slice(0, -1).map(({ label, upper }) => `WHEN age <= ${upper} THEN ${literal(label)}`);
  const last = literal(bins.at(-1)?.label ?? "");
  const sql = branches.length === 0 ? last : `CASE\n    ${branches.join("\n    ")}\n    ELSE ${last}\n  END`;
  const tallies = await database.rows(`SELECT ${sql} AS age_group, count(*) AS customers, min(age) AS youngest, max(age) AS oldest FROM raw GROUP BY ALL`);
  const groups = bins.flatMap(({ label, lower, upper }) => {
    const tally = tallies.find((candidate) => candidate["age_group"] === label);
    return tally ? [[label, lower, upper, integer(tally["youngest"]), integer(tally["oldest"]), integer(tally["customers"])] as const] : [];
  });
  const total = groups.reduce((sum, group) => sum + group[5], 0);
  return step(
    {
      step: "segment",
      title: "Age groups",
      rule: "Ages fall into four groups at their quartiles; an age on an edge belongs to the younger group.",
      outcome: `${counted(total, "customer")} in ${counted(groups.length, "group")}: ${groups.map(([label, , , youngest, oldest]) => `${label} ${youngest}–${oldest}`).join(", ")}.`,
      changed: total,
      sql: `${edgesSql};\n\n${sql} AS age_group`,
    },
    {
      columns: { age_group: sql },
      notices: bins.length < ageGroupNames.length ? [`Quartiles of age repeat, so the age groups are fewer than four: ${bins.map((bin) => bin.label).join(", ")}.`] : [],
      drafts: [
        {
          name: "cleaning-age-groups",
          kind: "cleaning",
          published: true,
          sql: edgesSql,
          columns: columnsOf(
            [
              field("age_group", "text", "Age group"),
              field("lower", "number", "Above", "years"),
              field("upper", "number", "Up to", "years"),
              field("youngest", "integer", "Youngest", "years"),
              field("oldest", "integer", "Oldest", "years"),
              field("customers", "count", "Customers"),
            ],
            groups,
          ),
        },
      ],
    },
  );
}
