import { range, sum } from "d3-array";
import { filterRows, type Columns } from "../../format/columns.ts";
import type { Suppressed } from "../../format/manifest.ts";
import type { ResultTable } from "../result-table.ts";
import { added, isShown, suppressedCells, type Cell, type Sum } from "./cells.ts";
import { sizesOf } from "./sizes.ts";

/** A row of a table: the values that name it, and the sizes of the groups that it shows. */
export interface Line extends Cell {
  readonly keys: readonly string[];
}

/**
 * Which rows of a table to suppress, by index. Its totals by each dimension, by all but one of them
 * and over all count as known to readers, where they are not small themselves, whether or not the
 * site shows them.
 */
export function suppressedRows(rows: readonly Line[], least: number): ReadonlySet<number> {
  const dimensions = rows[0]?.keys.length ?? 0;
  const cells: Cell[] = [...rows];
  const sums: Sum[] = [];
  let level: readonly Level[] = [{ by: range(dimensions), members: [...rows.keys()] }];
  const repeated = new Set(rows.map(({ keys }) => JSON.stringify(keys))).size < rows.length;
  const most = repeated ? dimensions : dimensions - 1;
  const levels = [...new Set([dimensions, dimensions - 1, 1])];
  for (const size of levels.filter((some) => some > 0 && some <= most)) {
    const finest = level;
    level = subsets(dimensions, size).map((by) => {
      const groups = new Map<string, number>();
      for (const finer of finest.filter(({ by: of }) =>
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
              sizes: added(members, cells),
            } as Line) - 1;
          groups.set(key, whole);
          sums.push({ whole, parts: members, by: `${by.join()} ${finer.by.join()}` });
        }
      }
      return { by, members: [...groups.values()] };
    });
  }
  for (const { members } of level) sums.push({ whole: undefined, parts: members });
  if (level[0]?.members.length !== rows.length)
    sums.push({ whole: undefined, parts: [...rows.keys()] });
  const out = suppressedCells(cells, sums.toReversed(), least);
  return new Set([...out].filter((cell) => cell < rows.length));
}

/** The cells of one grouping, which together are all customers. */
interface Level {
  readonly by: readonly number[];
  readonly members: readonly number[];
}

/** Every choice of `size` dimensions. */
function subsets(count: number, size: number): number[][] {
  return size === count
    ? [range(count)]
    : size === 1
      ? range(count).map((one) => [one])
      : range(count).map((left) => range(count).filter((dimension) => dimension !== left));
}

/** The kinds of tables that count a customer at most once, so that suppressed rows add up. */
const additiveKinds: readonly ResultTable["kind"][] = ["question", "finding", "cleaning"];

/**
 * A table without the cells and rows of fewer than `least` customers and those that would reveal
 * them; `suppressed` says how many.
 */
export function withoutSmall<D extends ResultTable>(table: D, least: number): D {
  const shown = withoutSmallCells(table, least);
  const sizes = sizesOf(table);
  if (sizes === undefined || !table.published) return shown;
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
  if (out.size === 0) return shown;
  const customers = sum(out, (row) => sizes[row]?.[0]);
  const groups = ofCounts
    ? new Set([...out].map((row) => table.columns.values["group_name"]?.[row])).size
    : out.size;
  const suppressed: Suppressed = {
    rows: groups,
    ...(additiveKinds.includes(table.kind) && isShown(customers, least) ? { customers } : {}),
  };
  return { ...shown, columns: filterRows(shown.columns, (_, row) => !out.has(row)), suppressed };
}

/**
 * The rows of drivers to suppress. Each dimension is a table of its own over all customers; the same
 * value in two of them means nothing.
 */
function suppressedOfEach(columns: Columns, lines: readonly Line[], least: number) {
  const dimensions = Map.groupBy(lines.keys(), (row) => columns.values["dimension"]?.[row]);
  return new Set(
    [...dimensions.values()].flatMap((rows) => {
      const own = rows.map((row) => ({ keys: [String(row)], sizes: lines[row]?.sizes ?? [] }));
      return [...suppressedRows(own, least)].flatMap((at) => rows[at] ?? []);
    }),
  );
}

/** The rows of a contingency table to suppress: a group's outcomes are suppressed together. */
function suppressedGroups(columns: Columns, lines: readonly Line[], least: number) {
  const at = (name: string, row: number) => String(columns.values[name]?.[row]);
  const groups = [...Map.groupBy(lines.keys(), (row) => at("group_name", row)).values()];
  const outcomes = new Set(lines.map((_, row) => at("outcome", row)));
  const cells = groups.map((members): Line => {
    const sizes = Array.from(outcomes, (outcome) => {
      const own = members.filter((row) => at("outcome", row) === outcome);
      return sum(own, (row) => lines[row]?.sizes[0]);
    });
    return { keys: [], sizes: [sum(sizes), ...sizes] };
  });
  return new Set([...suppressedRows(cells, least)].flatMap((group) => groups[group] ?? []));
}

/** Empties the small cells of columns that have counts of their own. */
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
