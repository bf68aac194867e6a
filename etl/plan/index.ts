import type { Step } from "../clean/step.ts";
import type { ColumnResult } from "../database.ts";
import type { ColumnsByName } from "../contract/columns.ts";
import type { Analysis } from "../report/analysis.ts";
import type { BoundClaim } from "../report/claims.ts";
import type { ResultTable } from "../result-table.ts";
import type { Noun } from "../words.ts";
import type { Aggregate } from "./aggregates.ts";
import { askedDigest, lineage } from "./asked.ts";
import { baseOf, rollUpBase, type Base, type Rolled } from "./base.ts";
import { cubeColumns, cubeDimensions, ownAsks, ownCubes, storedSums } from "./cube.ts";
import {
  claimAsk,
  claimColumns,
  driverAsks,
  driverColumns,
  findingContext,
  type FindingContext,
} from "./findings.ts";
import { groupingsOf, marginSets, type Grouping } from "./margins.ts";
import {
  baseFor,
  fitting,
  mostCubeCells,
  planned,
  type Ask,
  type BaseQuery,
  type Sizes,
} from "./plan.ts";

/** What is to be planned: the analysis, and what is known of the cleaned table. */
export interface Planning {
  readonly analysis: Analysis;
  readonly table: string;
  readonly columns: ColumnsByName;
  readonly cleaning: readonly Step[];
  readonly row: Noun;
  readonly sizes: Sizes;
}

/** The statements that answer all that the report asks beside its SQL files. */
export interface Plan extends Planning {
  readonly bases: readonly BaseQuery[];
  /** The dashboard's dimensions that are asked together. */
  readonly together: readonly string[];
  readonly context: FindingContext;
}

/** Plans the statements. */
export function planOf(planning: Planning): Plan {
  const { analysis, table, columns, row, sizes } = planning;
  const context = findingContext(analysis.metrics.values(), columns, row);
  const sums = storedSums(analysis);
  const wanted = analysis.dashboard.dimensions.map(({ name }) => name);
  const together = fitting(wanted, sizes, mostCubeCells);
  const asks: Ask[] = [
    { by: together, aggregates: sums },
    ...ownAsks(analysis, together, sizes).map((by) => ({ by, aggregates: sums })),
    ...marginSets(analysis).map(({ by }) => ({ by, aggregates: sums })),
    ...(analysis.drivers ? driverAsks(analysis.drivers, context) : []),
    ...analysis.claims.map((claim) => claimAsk(claim, context)),
  ];
  return { ...planning, context, together, bases: planned(table, asks, sizes) };
}

/** What came of the statements. */
export interface Derived {
  readonly tables: readonly ResultTable[];
  /** Everybody by what the figures show, from which margins are made. */
  readonly groupings: readonly Grouping[];
  /** Dimensions of the dashboard that its cube cannot hold. */
  readonly unfiltered: readonly string[];
}

/** Rolls the statements' rows up to the tables of the report. */
export function derived(plan: Plan, results: ReadonlyMap<string, ColumnResult>): Derived {
  const { analysis, bases, context, together } = plan;
  const read = new Map<string, Base>();
  const opened = (query: BaseQuery): Base => {
    const result = results.get(query.name);
    if (!result) throw new Error(`${query.name} was not run.`);
    const base = read.get(query.name) ?? baseOf(query, result);
    read.set(query.name, base);
    return base;
  };
  const from = (by: readonly string[], aggregates: readonly Aggregate[]) => {
    const query = baseFor(bases, by, aggregates);
    return {
      rolled: rollUpBase(opened(query), by),
      origin: { statement: query.name, by: [...by] },
    };
  };
  const sums = storedSums(analysis);
  const rollUp = (by: readonly string[]): Rolled => from(by, sums).rolled;
  const dimensions = cubeDimensions(analysis, together, rollUp);
  const isAsked = (by: readonly string[]) =>
    bases.some((base) => by.every((name) => base.by.includes(name)));
  const own = ownCubes(analysis, dimensions, (by) => (isAsked(by) ? rollUp(by) : undefined));
  const tables: ResultTable[] = [
    ...analysis.claims.map((claim): ResultTable => {
      const ask = claimAsk(claim, context);
      const { rolled, origin } = from(ask.by, ask.aggregates);
      const columns = claimColumns(claim, rolled, context);
      return {
        name: claimName(claim),
        kind: "finding",
        published: true,
        columns,
        finding: claim.spec,
        ...origin,
      };
    }),
    ...driverTable(plan, from),
    ...[{ name: mainCube, by: dimensions }, ...own].map(({ name, by }): ResultTable => {
      const { rolled, origin } = from(by, sums);
      const columns = cubeColumns(analysis, by, rolled);
      return { name, kind: "cube", published: true, columns, ...origin };
    }),
  ];
  return {
    tables: withAsked(plan, tables),
    groupings: groupingsOf(analysis, rollUp),
    unfiltered: analysis.dashboard.dimensions
      .map(({ name }) => name)
      .filter((name) => !dimensions.includes(name)),
  };
}

const claimName = ({ id }: BoundClaim) => `finding-${id}`;
const driverName = ({ many }: Noun) =>
  `driver-${many.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;

/** Tables of claims and drivers with what identifies their description. */
export function withAsked(plan: Plan, tables: readonly ResultTable[]): ResultTable[] {
  const { analysis, context, row } = plan;
  const asked = new Map(
    analysis.claims.map((claim) => {
      const { comparison, groups, direction, matters, unit } = claim.spec;
      const test = { comparison, groups, direction, matters, unit };
      return [claimName(claim), askedOf(plan, [claimAsk(claim, context)], test)];
    }),
  );
  if (analysis.drivers)
    asked.set(driverName(row), askedOf(plan, driverAsks(analysis.drivers, context), "drivers"));
  return tables.map((table) => {
    const found = asked.get(table.name);
    return found === undefined ? table : { ...table, asked: found };
  });
}

/** Identifies what is asked: of which columns, cleaned how, and what for. */
function askedOf({ cleaning, columns }: Plan, asks: readonly Ask[], test: unknown): string {
  const parts = asks.map(({ by, aggregates }) => ({ by, of: aggregates.map(({ sql }) => sql) }));
  const used = [...columns.keys()].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(JSON.stringify(parts)),
  );
  return askedDigest(JSON.stringify([parts, lineage(used, cleaning), test]));
}

/** The cube of all filters. */
export const mainCube = "cube-main";

function driverTable(
  plan: Plan,
  from: (by: readonly string[], aggregates: readonly Aggregate[]) => { readonly rolled: Rolled },
): ResultTable[] {
  const { analysis, context, row, bases } = plan;
  const { drivers } = analysis;
  const asks = drivers ? driverAsks(drivers, context) : [];
  const [first] = asks;
  if (!drivers || !first) return [];
  const { spec, columns } = driverColumns(
    drivers,
    (dimension) => from([dimension], first.aggregates).rolled,
    context,
  );
  return [
    {
      name: driverName(row),
      kind: "driver",
      published: true,
      columns,
      driver: spec,
      statement: baseFor(bases, first.by, first.aggregates).name,
      by: drivers.by.map(({ name }) => name),
    },
  ];
}
