import type { Aggregate } from "./aggregates.ts";

/** Groups that the report asks for: by which dimensions, and what of each. */
export interface Ask {
  readonly by: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

/** A statement whose rows are rolled up to everything that is asked of its dimensions. */
export interface BaseQuery extends Ask {
  readonly name: string;
  readonly sql: string;
}

/** What is known of dimensions before they are asked. */
export interface Sizes {
  /** How many rows there are, which no number of combinations exceeds. */
  readonly rows: number;
  /** How many values each has. */
  readonly values: ReadonlyMap<string, number>;
  /** The dimension that each value has one value of. */
  readonly within: ReadonlyMap<string, string>;
}

/**
 * Dimensions are asked together while their combinations are at most so many, so that a statement
 * reads the table once for several and its rows stay few.
 */
const mostCells = 2_000;

/** At most how many combinations the dashboard's dimensions may have to be asked together. */
export const mostCubeCells = 40_000;

/** How many combinations some dimensions can have. */
export function cellsOf(by: readonly string[], { rows, values, within }: Sizes): number {
  const parents = new Set(by.map((name) => within.get(name)));
  return by
    .filter((name) => !parents.has(name))
    .reduce((product, name) => Math.min(rows, product * Math.max(1, values.get(name) ?? 1)), 1);
}

/** The longest beginning of each list that can be asked together with what came before. */
export function fitting(wanted: readonly string[], sizes: Sizes, most: number): string[] {
  return wanted.reduce<string[]>(
    (taken, name) => (cellsOf([...taken, name], sizes) <= most ? [...taken, name] : taken),
    [],
  );
}

interface Group {
  readonly by: string[];
  readonly aggregates: Map<string, Aggregate>;
  /** Whether other dimensions may be asked with it. */
  readonly isOpen: boolean;
}

/**
 * The few statements that answer all that is asked.
 * @param asks the first of them by the dashboard's dimensions
 */
export function planned(table: string, asks: readonly Ask[], sizes: Sizes): BaseQuery[] {
  const groups: Group[] = [];
  for (const [index, { by, aggregates }] of asks.entries()) {
    if (by.length === 0 && index > 0) continue;
    const group =
      groups.find((each) => by.every((name) => each.by.includes(name))) ??
      groups.find(
        (each) => each.isOpen && cellsOf([...new Set([...each.by, ...by])], sizes) <= mostCells,
      ) ??
      opened(groups, index > 0);
    for (const name of by) if (!group.by.includes(name)) group.by.push(name);
    for (const aggregate of aggregates) group.aggregates.set(aggregate.field.name, aggregate);
  }
  // What is asked of all rows can be had of any statement: of the one with the fewest rows.
  const [smallest] = groups.toSorted((a, b) => cellsOf(a.by, sizes) - cellsOf(b.by, sizes));
  for (const { by, aggregates } of asks)
    if (by.length === 0)
      for (const aggregate of aggregates) smallest?.aggregates.set(aggregate.field.name, aggregate);
  return groups.map(({ by, aggregates }, index) => {
    const all = [...aggregates.values()];
    return { name: `base-${index + 1}`, by, aggregates: all, sql: sqlOf(table, by, all) };
  });
}

function opened(groups: Group[], isOpen: boolean): Group {
  const group: Group = { by: [], aggregates: new Map(), isOpen };
  groups.push(group);
  return group;
}

function sqlOf(table: string, by: readonly string[], aggregates: readonly Aggregate[]): string {
  const columns = [...by, ...aggregates.map(({ sql, field }) => `${sql} AS ${field.name}`)];
  const names = by.join(", ");
  return `SELECT\n  ${columns.join(",\n  ")}\nFROM ${table}${by.length === 0 ? "" : `\nGROUP BY ${names}\nORDER BY ${names}`}`;
}

/** The statement that answers an ask. */
export function baseFor(
  bases: readonly BaseQuery[],
  by: readonly string[],
  aggregates: readonly Aggregate[],
): BaseQuery {
  const found = bases.find(
    (base) =>
      by.every((name) => base.by.includes(name)) &&
      aggregates.every(({ field }) =>
        base.aggregates.some((each) => each.field.name === field.name),
      ),
  );
  if (!found) throw new Error(`No statement was planned by ${by.join(", ")}.`);
  return found;
}
