import { expect } from "vitest";
import { storedSums } from "../../../etl/plan/cube.ts";
import { margins } from "../../../etl/suppress/margins.ts";
import { dashboard } from "../../../src/model/dashboard.ts";
import { marginsOf } from "../../../src/model/margins.ts";
import { metricOf, valueOf } from "../../../src/model/metric.ts";
import { cubeOf, rollUp } from "../../../src/model/cube.ts";
import { rowsOf, type Value } from "../../../format/columns.ts";
import type { DriverSpec } from "../../../format/driver.ts";
import type { Metric } from "../../../format/report.ts";
import type { ResultTable } from "../../../etl/result-table.ts";
import { groupsBy, momentsOf, pairsOf, partsOf, type DescribedFigures } from "./sums.ts";
import type { World } from "./world.ts";

type Rows = readonly Readonly<Record<string, Value>>[];

const textOf = (row: Rows[number]) =>
  JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
/** Rows in an order that does not depend on theirs. */
const ordered = (rows: Rows) => rows.map(textOf).toSorted();

/** Asserts that the cube's cells are what the cleaned rows add up to. */
export function expectCube({ cube, model, rows }: World, figures: DescribedFigures): void {
  const by = cube.fields.flatMap(({ name, type }) => (type === "text" ? [name] : []));
  const found = new Map(
    rollUp(cubeOf(cube, model), by).map(({ keys, sums }) => [JSON.stringify(keys), sums]),
  );
  const groups = groupsBy(rows, by);
  expect(found.size).toBe(groups.length);
  expect(cube.length).toBe(groups.length);
  for (const { keys, rows: members } of groups)
    for (const { name } of model.metrics) {
      const { sum, per, scale } = metricOf(model, name);
      const sums = found.get(JSON.stringify(keys)) ?? {};
      const { decimals, ...parts } = partsOf(figures, name, members);
      expect(
        {
          sum: sums[sum],
          ...(per === undefined ? {} : { per: sums[per] }),
          decimals: scale,
        },
        `${name} of ${keys.join(", ")}`,
      ).toEqual({ ...parts, decimals });
    }
}

/** Asserts that pages which know the margins only show what those show that know the cube. */
export function expectMargins({ cube, model, results, asked }: World): void {
  const { columns } = margins(results.groupings, storedSums(asked.analysis), 1);
  const whole = cubeOf(cube, model);
  const [known, made] = [dashboard(whole, model), dashboard(marginsOf(columns, model), model)];
  expect(made.total).toEqual(known.total);
  for (const [index, { spec, slices }] of made.figures.entries()) {
    if (spec.by.some((name) => !whole.dimensions.has(name))) continue;
    // Margins know shares of a third dimension in no pair of two.
    const isKnown = ({ sum }: Metric) => {
      const { where } = model.sums.find(({ name }) => name === sum) ?? {};
      return spec.by.length === 1 || !where || spec.by.includes(where.dimension);
    };
    const shown = [spec.metric, ...spec.columns]
      .map((name) => metricOf(model, name))
      .filter(isKnown);
    const valuesOf = (all: typeof slices) =>
      all.map(({ keys, sums }) => [keys, shown.map((metric) => valueOf(metric, sums))]);
    expect(valuesOf(slices), spec.id).toEqual(valuesOf(known.figures[index]?.slices ?? []));
  }
}

/** Asserts that the tables of claims and drivers are what the cleaned rows add up to. */
export function expectFindings(world: World, figures: DescribedFigures): void {
  const { results, asked } = world;
  const tableOf = (name: string) =>
    results.tables.find((table) => table.name === name) as ResultTable;
  for (const { id } of asked.analysis.claims) {
    const { columns } = tableOf(`finding-${id}`);
    expect(ordered(rowsOf(columns)), id).toEqual(ordered(claimRows(id, world, figures)));
  }
  const drivers = results.tables.find(({ kind }) => kind === "driver");
  expect(drivers === undefined).toBe(asked.analysis.drivers === undefined);
  if (drivers?.driver)
    expect(ordered(rowsOf(drivers.columns))).toEqual(
      ordered(driverRows(drivers.driver, world, figures)),
    );
}

/** What a claim's table has to hold. */
function claimRows(id: string, { asked, rows }: World, figures: DescribedFigures): Rows {
  const claim = asked.analysis.claims.find((each) => each.id === id);
  if (!claim) throw new Error(`There is no claim ${id}.`);
  const { pair, metric, by, spec } = claim;
  if (pair) return [pairsOf(figures, pair[0].name, pair[1].name, rows)];
  const groups = by
    ? groupsBy(rows, [by.name]).map(({ keys: [name = ""], rows: members }) => ({ name, members }))
    : [{ name: "", members: rows }];
  return groups.flatMap(({ name, members }): Rows => {
    if (!metric) return [{ group_name: name, n: members.length }];
    if (spec.comparison === "contingency" || spec.comparison === "none") {
      const { sum } = partsOf(figures, metric.name, members);
      return [
        { group_name: name, outcome: "Yes", n: sum },
        { group_name: name, outcome: "No", n: members.length - sum },
      ].filter(({ n }) => n > 0);
    }
    const found = momentsOf(figures, metric.column ?? "", members);
    // A sum counts all rows, a mean those whose value is known.
    const n = metric.of === "sum" ? members.length : found.n;
    return n === 0 ? [] : [{ group_name: name, ...found, n }];
  });
}

/** What the drivers' table has to hold, in the columns that it names. */
function driverRows(
  { measures }: DriverSpec,
  { asked, rows }: World,
  figures: DescribedFigures,
): Rows {
  const { by = [], metrics = [] } = asked.analysis.drivers ?? {};
  return by.flatMap(({ name }) =>
    groupsBy(rows, [name]).map(({ keys: [group = ""], rows: members }) => ({
      dimension: name,
      group_name: group,
      n: members.length,
      ...Object.fromEntries(
        metrics.flatMap(({ column = "" }, place): [string, Value][] => {
          const found = momentsOf(figures, column, members);
          const { total = "", squares = "", count } = measures[place] ?? {};
          return [
            [total, found.total],
            [squares, found.squares],
            ...(count === undefined ? [] : [[count, found.n] as [string, Value]]),
          ];
        }),
      ),
    })),
  );
}
