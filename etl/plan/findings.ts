import { transpose } from "d3-array";
import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";
import type { BoundClaim, BoundDrivers } from "../report/claims.ts";
import type { BoundMetric } from "../report/metrics.ts";
import { field } from "../result-table.ts";
import { capitalized, type Noun } from "../words.ts";
import { productsOf, rowCount, sumOf, type Aggregate } from "./aggregates.ts";
import type { Rolled } from "./base.ts";
import type { Column, ColumnsByName } from "../contract/columns.ts";
import type { DriverSpec } from "../../format/driver.ts";
import type { Ask } from "./plan.ts";

/** What claims and drivers are asked with. */
export interface FindingContext {
  readonly columns: ColumnsByName;
  readonly row: Noun;
  /** The number of rows, as all statements name it. */
  readonly rows: Aggregate;
  /** The sum of a column, as all statements name it. */
  readonly sumFor: (column: Column) => Aggregate;
}

/** The aggregates that a test of means needs: how many, their sum, and that of their squares. */
function moments(metric: BoundMetric, { columns, rows }: FindingContext) {
  const column = columns.get(metric.column ?? "");
  const total = metric.aggregates.find(({ field: { name } }) => name === metric.sum);
  if (!column || !total) throw new Error(`The metric ${metric.name} is of no column.`);
  const known = metric.aggregates.find(({ field: { name } }) => name === metric.per);
  return { n: known ?? rows, total, squares: productsOf(column, column) };
}

/** The aggregates of a correlation, by the names that its table has. */
function correlated(
  [a, b]: NonNullable<BoundClaim["pair"]>,
  { rows, sumFor }: FindingContext,
): readonly (readonly [name: string, label: string, aggregate: Aggregate])[] {
  return [
    ["n", rows.field.label, rows],
    ["sum_x", "Sum of the first", sumFor(a)],
    ["sum_y", "Sum of the second", sumFor(b)],
    ["squares_x", "Sum of squares of the first", productsOf(a, a)],
    ["squares_y", "Sum of squares of the second", productsOf(b, b)],
    ["products", "Sum of products", productsOf(a, b)],
  ];
}

/** What a claim asks for. */
export function claimAsk(claim: BoundClaim, context: FindingContext): Ask {
  const { pair, metric, by, spec } = claim;
  if (pair) return { by: [], aggregates: correlated(pair, context).map(([, , each]) => each) };
  const dimensions = by ? [by.name] : [];
  if (!metric) return { by: dimensions, aggregates: [context.rows] };
  if (spec.comparison === "contingency" || spec.comparison === "none")
    return { by: dimensions, aggregates: metric.aggregates };
  const { n, total, squares } = moments(metric, context);
  return { by: dimensions, aggregates: [n, total, squares] };
}

/** A claim's table, as its test reads it. */
export function claimColumns(claim: BoundClaim, rolled: Rolled, context: FindingContext): Columns {
  const { pair, metric, by, spec } = claim;
  const label = capitalized(context.row.many);
  const count = field("n", "count", label);
  if (pair) {
    const all = correlated(pair, context);
    // Sums are divided into the reader's unit, whatever their type stores.
    const fields = all.map(([name, text]) => (name === "n" ? count : field(name, "number", text)));
    return columnsFrom(fields, [all.map(([, , each]) => inReadersUnit(rolled, each)[0] ?? null)]);
  }
  const groups = rolled.keys.map(([group = ""]) => group);
  const group = field("group_name", "text", by?.label ?? "Group");
  if (!metric)
    return columnsFrom([group, count], transpose<Value>([groups, rolled.values(context.rows)]));
  if (spec.comparison === "contingency" || spec.comparison === "none")
    return outcomes(groups, group, count, metric, rolled, context);
  const { n, total, squares } = moments(metric, context);
  const columns = [groups, rolled.values(n), inReadersUnit(rolled, total), rolled.values(squares)];
  return columnsFrom(
    [
      group,
      count,
      field("total", "number", "Sum", metric.unit),
      field("squares", "number", "Sum of squares"),
    ],
    transpose<Value>(columns).filter(([, known]) => known !== 0),
  );
}

/** How many rows of each group have the outcome, and how many have not. */
function outcomes(
  groups: readonly string[],
  group: Columns["fields"][number],
  count: Columns["fields"][number],
  metric: BoundMetric,
  rolled: Rolled,
  { rows }: FindingContext,
): Columns {
  const hits = metric.aggregates.find(({ field: { name } }) => name === metric.sum);
  const all = rolled.values(rows);
  const some = hits ? rolled.values(hits) : all.map(() => 0);
  const tuples = groups.flatMap((name, index): Value[][] => [
    [name, "No", (all[index] ?? 0) - (some[index] ?? 0)],
    [name, "Yes", some[index] ?? 0],
  ]);
  return columnsFrom(
    [group, field("outcome", "text", metric.label), count],
    tuples.filter(([, , n]) => n !== 0),
  );
}

/** A sum as a number in the reader's unit. */
const inReadersUnit = (rolled: Rolled, aggregate: Aggregate): readonly number[] =>
  rolled.values({ ...aggregate, field: { ...aggregate.field, type: "number" } });

/** What the drivers ask for: each dimension by itself. */
export function driverAsks(drivers: BoundDrivers, context: FindingContext): Ask[] {
  const aggregates = [
    context.rows,
    ...drivers.metrics.flatMap((metric) => Object.values(moments(metric, context))),
  ];
  return drivers.by.map(({ name }) => ({ by: [name], aggregates }));
}

/** A metric's columns in the drivers' table. Their endings keep them apart from its other columns. */
const totalName = ({ name }: BoundMetric) => `${name}_total`;
const squaresName = ({ name }: BoundMetric) => `${name}_squares`;
const knownName = ({ name }: BoundMetric) => `${name}_known`;

/** The drivers' table: every value of every dimension, with the sums of each metric. */
export function driverColumns(
  drivers: BoundDrivers,
  rolledBy: (dimension: string) => Rolled,
  context: FindingContext,
): { readonly spec: DriverSpec; readonly columns: Columns } {
  const measures = drivers.metrics.map((metric) => ({ metric, ...moments(metric, context) }));
  const isPart = (n: Aggregate) => n.field.name !== context.rows.field.name;
  const fields = [
    field("dimension", "text", "Dimension"),
    field("group_name", "text", "Group"),
    field("n", "count", capitalized(context.row.many)),
    ...measures.flatMap(({ metric, n, total, squares }) => [
      ...(isPart(n) ? [field(knownName(metric), "count", n.field.label, "", "n")] : []),
      field(totalName(metric), "number", total.field.label, metric.unit),
      field(squaresName(metric), "number", squares.field.label),
    ]),
  ];
  const tuples = drivers.by
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => {
      const rolled = rolledBy(name);
      return transpose<Value>([
        rolled.keys.map(() => name),
        rolled.keys.map(([group = ""]) => group),
        rolled.values(context.rows),
        ...measures.flatMap(({ n, total, squares }) => [
          ...(isPart(n) ? [rolled.values(n)] : []),
          inReadersUnit(rolled, total),
          rolled.values(squares),
        ]),
      ]);
    });
  return {
    spec: {
      title: drivers.title,
      dimensions: Object.fromEntries(drivers.by.map(({ name, label }) => [name, label])),
      measures: measures.map(({ metric, n }) => ({
        measure: metric.measure,
        total: totalName(metric),
        squares: squaresName(metric),
        ...(isPart(n) ? { count: knownName(metric) } : {}),
      })),
    },
    columns: columnsFrom(fields, tuples),
  };
}

/** What claims and drivers are asked with, in the names that the metrics give. */
export function findingContext(
  metrics: Iterable<BoundMetric>,
  columns: ColumnsByName,
  row: Noun,
): FindingContext {
  const aggregates = [...metrics].flatMap((metric) => metric.aggregates);
  return {
    columns,
    row,
    rows: aggregates[0] ?? rowCount("row_count", capitalized(row.many)),
    sumFor: (column) => {
      const sum = sumOf(column, `${column.name}_sum`, `Sum of ${column.label}`);
      return aggregates.find(({ sql }) => sql === sum.sql) ?? sum;
    },
  };
}
