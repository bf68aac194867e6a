import { columnsFrom, type Value } from "../../format/columns.ts";
import { divisorOf, writtenUnits, type Column } from "../contract/columns.ts";
import { literal, unitsSql } from "../contract/sql.ts";
import { integer } from "../database.ts";
import type { Notice } from "../notices.ts";
import { field, fieldOf, type ResultTable } from "../result-table.ts";
import { capitalized, counted, countedNoun } from "../words.ts";
import type { Bin } from "./quantiles.ts";
import { labelIn, step, type CleaningStep, type Mistake, type StepContext } from "./step.ts";

/** A column that is cut into bins. */
export interface Binning {
  /** The kind of step. */
  readonly kind: string;
  readonly column: Column;
  readonly made: Column;
  /** The name of the table of what the step did. */
  readonly table: string;
  readonly title: string | undefined;
  readonly rule: string;
  /** In whole units of the column. */
  readonly bins: readonly Bin[];
  /** The statement that found the edges; none where report.yaml gives them. */
  readonly edgesSql: string | undefined;
  readonly notices: readonly Notice[];
}

/** Whether a kind of step cuts a column into bins. */
export const isBinning = (kind: string) => kind === "quantiles" || kind === "bins";

/** What the table of groups calls their ends, which the column of groups cannot be called. */
const ends = ["lower", "upper", "lowest", "highest"];

/** What is wrong with the groups that a step makes: two of one name, or the name of their column. */
export function groupMistakes(into: string, labels: readonly string[]): Mistake[] {
  const mistakes: Mistake[] = [];
  if (new Set(labels).size < labels.length)
    mistakes.push({ at: ["labels"], message: "names two groups alike" });
  if (ends.includes(into)) {
    const message = `"${into}" is already a column of the table of groups; choose another name`;
    mistakes.push({ at: ["into"], message });
  }
  return mistakes;
}

/** A bin that has values: its edges, and its ends with how many rows are at each. */
interface Group extends Bin {
  readonly lowest: { readonly value: number; readonly rows: number };
  readonly highest: { readonly value: number; readonly rows: number };
  readonly rows: number;
}

/** Cuts a column into right-closed bins: what the steps `quantiles` and `bins` come to. */
export async function binned(
  { kind, column, made, table, title, rule, bins, edgesSql, notices }: Binning,
  { database, from, row }: StepContext,
): Promise<CleaningStep> {
  const units = unitsSql(column);
  const branches = bins
    .slice(0, -1)
    .map(({ label, upper }) => `WHEN ${units} <= ${upper} THEN ${literal(label)}`);
  const last = literal(bins.at(-1)?.label ?? "");
  const sql =
    branches.length === 0 ? last : `CASE\n    ${branches.join("\n    ")}\n    ELSE ${last}\n  END`;
  const values = await database.rows(
    `SELECT ${sql} AS label, ${units} AS value, count(*) AS n FROM ${from} GROUP BY ALL ORDER BY value`,
  );
  const groups = bins.flatMap((bin): Group[] => {
    const own = values
      .filter((each) => each["label"] === bin.label)
      .map((each) => ({ value: integer(each["value"]), rows: integer(each["n"]) }));
    const [lowest, highest] = [own[0], own.at(-1)];
    if (!lowest || !highest) return [];
    return [{ ...bin, lowest, highest, rows: own.reduce((sum, { rows }) => sum + rows, 0) }];
  });
  const total = groups.reduce((sum, { rows }) => sum + rows, 0);
  return step(
    {
      step: kind,
      column: column.name,
      title: title ?? made.label,
      rule,
      account({ rows }) {
        const named = rows.map(
          (shown) =>
            `${String(shown[made.name])}${spanOf(shown["lowest"] ?? null, shown["highest"] ?? null, column)}`,
        );
        return {
          outcome: `${countedNoun(total, row)} in ${counted(groups.length, "group")}${named.length === 0 ? "" : `: ${named.join(", ")}`}.`,
          changed: total,
          sql: `${edgesSql === undefined ? "" : `${edgesSql};\n\n`}${sql} AS ${made.name}`,
        };
      },
    },
    {
      into: made.name,
      columns: { [made.name]: sql },
      notices,
      table: groupTable(table, groups, { column, made, edgesSql }, row.many),
    },
  );
}

function groupTable(
  name: string,
  groups: readonly Group[],
  { column, made, edgesSql }: Pick<Binning, "column" | "made" | "edgesSql">,
  rows: string,
): ResultTable {
  const [lowest, highest] = [
    groups.map((group) => [group.lowest.rows]),
    groups.map((group) => [group.highest.rows]),
  ];
  const last = groups.length - 1;
  const divisor = divisorOf(column);
  return {
    name,
    kind: "cleaning",
    published: true,
    ...(edgesSql === undefined ? {} : { sql: edgesSql }),
    // The outermost edges of quantiles are the lowest and the highest value in the file.
    cellCounts: {
      lowest,
      highest,
      lower: lowest.map((sizes, index) => (index === 0 && edgesSql !== undefined ? sizes : [])),
      upper: highest.map((sizes, index) => (index === last && edgesSql !== undefined ? sizes : [])),
    },
    columns: columnsFrom(
      [
        field(made.name, "text", made.label),
        field("lower", "number", "Above", column.unit),
        field("upper", "number", "Up to", column.unit),
        fieldOf(column, "Lowest", "lowest"),
        fieldOf(column, "Highest", "highest"),
        field("customers", "count", capitalized(rows)),
      ],
      groups.map((group): Value[] => [
        group.label,
        finite(group.lower / divisor),
        finite(group.upper / divisor),
        group.lowest.value,
        group.highest.value,
        group.rows,
      ]),
    ),
  };
}

/** An open end has no edge. */
const finite = (edge: number) => (Number.isFinite(edge) ? edge : null);

/** " 18–31", " from 18", " up to 31", or nothing, depending on which ends are shown. */
function spanOf(lowest: Value, highest: Value, column: Column): string {
  const write = (value: Value) => writtenUnits(column, Number(value));
  if (lowest !== null && highest !== null) return ` ${write(lowest)}–${write(highest)}`;
  if (lowest !== null) return ` from ${write(lowest)}`;
  return highest !== null ? ` up to ${write(highest)}` : "";
}

/** The rule of a binning, in words. */
export const binRule = (context: StepContext, column: string, parts: string) =>
  `${labelIn(context.columns, column)} is split into ${parts}; a value on an edge belongs to the lower group.`;
