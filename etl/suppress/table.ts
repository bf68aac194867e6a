import type { Columns } from "../../format/columns.ts";
import type { Suppressed } from "../../format/manifest.ts";
import type { ResultTable } from "../result-table.ts";
import { isShown, suppressedCells, type Cell, type Sum } from "./cells.ts";
import { sizesOf } from "./sizes.ts";

/** A row of a table: the values that name it, and the sizes of what it tells of. */
export interface Line extends Cell {
  readonly keys: readonly string[];
}

/**
 * Which rows of a table to leave out. Its totals by each dimension, by all but one of them and over
 * all are taken as known to readers
 * where they are not small themselves, whether or not the site shows them.
 */
export function suppressedRows(rows: readonly Line[], least: number): ReadonlySet<number> {
  const dimensions = rows[0]?.keys.length ?? 0;
  const cells: Cell[] = [...rows];
  const sums: Sum[] = [];
  let level: readonly Level[] = [{ by: all(dimensions), members: rows.map((_, index) => index) }];
  const repeated = new Set(rows.map(({ keys }) => JSON.stringify(keys))).size < rows.length;
  for (const size of [...new Set([...(repeated ? [dimensions] : []), dimensions - 1, 1])].filter(
    (some) => some > 0 && (some < dimensions || (some === dimensions && repeated)),
  )) {
    const wider = subsets(dimensions, size).map((by) => {
      const groups = new Map<string, number>();
      for (const finer of level.filter(({ by: of }) =>
        by.every((dimension) => of.includes(dimension)),
      )) {
        const parts = Map.groupBy(finer.members, (cell) =>
          JSON.stringify(by.map((dimension) => (cells[cell] as Line).keys[dimension])),
        );
        for (const [key, members] of parts) {
          const whole =
            groups.get(key) ??
            cells.push({
              keys: (cells[members[0] ?? 0] as Line).keys,
              sizes: addedSizes(members, cells),
            } as Line) - 1;
          groups.set(key, whole);
          sums.push({ whole, parts: members, by: `${by.join()} ${finer.by.join()}` });
        }
      }
      return { by, members: [...groups.values()] };
    });
    level = wider;
  }
  for (const { members } of level) sums.push({ whole: undefined, parts: members });
  if (level[0]?.members.length !== rows.length)
    sums.push({ whole: undefined, parts: rows.map((_, index) => index) });
  const out = suppressedCells(cells, sums.toReversed(), least);
  return new Set([...out].filter((cell) => cell < rows.length));
}

/** Cells of one grouping, which together are everybody. */
interface Level {
  readonly by: readonly number[];
  readonly members: readonly number[];
}

const all = (count: number) => Array.from({ length: count }, (_, index) => index);
const addedSizes = (members: readonly number[], cells: readonly Cell[]) =>
  members.reduce<number[]>(
    (total, member) =>
      (cells[member]?.sizes ?? []).map((size, index) => size + (total[index] ?? 0)),
    [],
  );

/** Every choice of `size` dimensions. */
function subsets(count: number, size: number): number[][] {
  return size === count
    ? [all(count)]
    : size === 1
      ? all(count).map((one) => [one])
      : all(count).map((left) => all(count).filter((dimension) => dimension !== left));
}

/**
 * The kinds of tables in which a customer stands at most once, so that what is left out adds up.
 */
const adds: readonly ResultTable["kind"][] = ["question", "finding", "cleaning"];

/**
 * A draft without the cells and rows that rest on too few customers, or that give such away; what
 * was left out of it is noted.
 */
export function withoutSmall<D extends ResultTable>(table: D, least: number): D {
  const told = withoutSmallCells(table, least);
  const sizes = sizesOf(table);
  if (sizes === undefined || !table.published) return told;
  const texts = table.columns.fields.filter(({ type }) => type === "text");
  const lines = sizes.map((of, row): Line => ({
    keys: texts.map(({ name }) => String(table.columns.values[name]?.[row])),
    sizes: of,
  }));
  const ofCounts =
    table.finding !== undefined &&
    ["group_name", "outcome"].every((name) => Object.hasOwn(table.columns.values, name));
  const out = ofCounts
    ? suppressedGroups(table.columns, lines, least)
    : table.driver
      ? suppressedOfEach(table.columns, lines, least)
      : suppressedRows(lines, least);
  if (out.size === 0) return told;
  const customers = [...out].reduce((sum, row) => sum + (sizes[row]?.[0] ?? 0), 0);
  const groups = ofCounts
    ? new Set([...out].map((row) => table.columns.values["group_name"]?.[row])).size
    : out.size;
  const suppressed: Suppressed = {
    rows: groups,
    ...(adds.includes(table.kind) && isShown(customers, least) ? { customers } : {}),
  };
  return { ...told, columns: keptRows(told.columns, (row) => !out.has(row)), suppressed };
}

/**
 * The rows of drivers: each dimension is a table of its own, whose rows are all customers, and
 * equal values of two mean nothing.
 */
function suppressedOfEach(
  columns: Columns,
  lines: readonly Line[],
  least: number,
): ReadonlySet<number> {
  const dimensions = Map.groupBy(lines.keys(), (row) => columns.values["dimension"]?.[row]);
  return new Set(
    [...dimensions.values()].flatMap((rows) =>
      [
        ...suppressedRows(
          rows.map((row): Line => ({ keys: [String(row)], sizes: lines[row]?.sizes ?? [] })),
          least,
        ),
      ].flatMap((at) => rows[at] ?? []),
    ),
  );
}

/**
 * The rows of a test of counts: a group stays with all of its outcomes, or goes with all of them.
 */
function suppressedGroups(
  columns: Columns,
  lines: readonly Line[],
  least: number,
): ReadonlySet<number> {
  const at = (name: string, row: number) => String(columns.values[name]?.[row]);
  const rows = lines.map((_, row) => row);
  const groups = [...Map.groupBy(rows, (row) => at("group_name", row)).values()];
  const outcomes = [...new Set(rows.map((row) => at("outcome", row)))];
  const sizeOf = (row: number) => lines[row]?.sizes[0] ?? 0;
  const cells = groups.map((members): Line => {
    const sizes = outcomes.map((outcome) =>
      members
        .filter((row) => at("outcome", row) === outcome)
        .reduce((sum, row) => sum + sizeOf(row), 0),
    );
    return { keys: [], sizes: [sizes.reduce((sum, size) => sum + size, 0), ...sizes] };
  });
  return new Set([...suppressedRows(cells, least)].flatMap((group) => groups[group] ?? []));
}

/** Empties the cells that say themselves on how many customers they rest. */
function withoutSmallCells<D extends ResultTable>(table: D, least: number): D {
  if (!table.cellCounts) return table;
  const { columns, cellCounts } = table;
  const values = Object.fromEntries(
    Object.entries(columns.values).map(([name, column]) => [
      name,
      column.map((value, row) =>
        (cellCounts[name]?.[row] ?? []).every((size) => isShown(size, least)) ? value : null,
      ),
    ]),
  );
  return { ...table, columns: { ...columns, values } };
}

/** The rows for which `keep` holds. */
export function keptRows(columns: Columns, keep: (row: number) => boolean): Columns {
  const values = Object.fromEntries(
    Object.entries(columns.values).map(([name, column]) => [
      name,
      column.filter((_, row) => keep(row)),
    ]),
  );
  return {
    ...columns,
    values,
    length: Array.from({ length: columns.length }, (_, row) => row).filter(keep).length,
  };
}
