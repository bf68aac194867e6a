import { recoverable, type Equation } from "./recoverable.ts";

/**
 * A group of customers that a table shows. Its sizes are the customers it rests on and those of
 * each part that it tells of, the whole
 * group first; they add up over groups that have no customer in common.
 */
export interface Cell {
  readonly sizes: readonly number[];
}

/** Cells that together are another cell, or all customers, whose figures are always public. */
export interface Sum extends Equation {
  /** The division of the whole into its parts: known wholes divided alike make one larger sum. */
  readonly by?: string;
}

/** Whether a size may be told: of nobody, who cannot be recognised, or of enough. */
export const isShown = (size: number, least: number): boolean => size === 0 || size >= least;

/**
 * Which cells to leave out, so that none that is shown rests on fewer than `least` customers, and
 * none that is left out follows from
 * what is shown by adding and subtracting. What is left out beyond the small cells is as small as
 * may be.
 * @param sums every way in which the cells add up that a reader may know of, those of the largest
 * cells first
 */
export function suppressedCells(
  cells: readonly Cell[],
  sums: readonly Sum[],
  least: number,
): ReadonlySet<number> {
  const out = new Set(
    cells.flatMap(({ sizes }, index) =>
      sizes.every((size) => isShown(size, least)) ? [] : [index],
    ),
  );
  if (out.size === 0) return out;
  const totals = sums.map(({ parts }) => added(parts, cells));
  // A cell that is all of another is known by that one: left out, it would hide nothing.
  const alone = new Set(
    sums.flatMap(({ parts }) => {
      const [only, ...others] = parts.filter((part) => weight(cells[part]) > 0);
      return only === undefined || others.length > 0 ? [] : [only];
    }),
  );
  const divisions = Map.groupBy(
    sums.filter(({ whole }) => whole !== undefined),
    ({ whole }) => whole,
  );
  const next = (some: readonly Sum[]) => nextOf(some, cells, out, alone);
  for (;;) {
    // One at a time: what one sum needs may be what another needs, too.
    const found =
      firstOf(sums, (sum, index) =>
        gives(sum, totals[index] ?? [], cells, out, least) ? next([sum]) : [],
      ) ??
      firstOf(
        sums.flatMap((sum) => divided(sum, divisions, out)),
        (sum) => (gives(sum, added(sum.parts, cells), cells, out, least) ? next([sum]) : []),
      );
    const more = found ?? recovered(cells, sums, out, next);
    if (more.length === 0) return out;
    for (const index of more) out.add(index);
  }
}

/** The first that is found in any of some items; undefined where nothing is in all of them. */
function firstOf<T>(
  items: readonly T[],
  find: (item: T, index: number) => number[],
): number[] | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found.length > 0) return found;
  }
  return undefined;
}

/**
 * Sums of what is left out of a sum, one level finer: together the parts are known, though each may
 * not be.
 */
function divided(
  { whole, parts }: Sum,
  divisions: ReadonlyMap<number | undefined, readonly Sum[]>,
  out: ReadonlySet<number>,
): Sum[] {
  const unknown = parts.filter((part) => out.has(part));
  if ((whole !== undefined && out.has(whole)) || unknown.length < 2) return [];
  const finer = Map.groupBy(
    unknown.flatMap((part) => divisions.get(part) ?? []),
    ({ by }) => by,
  );
  return [...finer.values()]
    .filter(({ length }) => length === unknown.length)
    .map((some) => ({ whole: undefined, parts: some.flatMap((sum) => sum.parts) }));
}

/** The sizes of several cells together. */
function added(parts: readonly number[], cells: readonly Cell[]): readonly number[] {
  return parts.reduce<number[]>(
    (total, part) => (cells[part]?.sizes ?? []).map((size, index) => size + (total[index] ?? 0)),
    [],
  );
}

/** Whether a sum by itself gives away what is left out of it. */
function gives(
  { whole, parts }: Sum,
  total: readonly number[],
  cells: readonly Cell[],
  out: ReadonlySet<number>,
  least: number,
): boolean {
  const unknown = parts.filter((part) => out.has(part));
  if (whole !== undefined && out.has(whole)) return unknown.length === 0;
  if (unknown.length < 2) return unknown.length === 1;
  const together = added(unknown, cells);
  // A total that is small itself is told nowhere, so nothing can be subtracted from it.
  return together.some((size, index) => isShown(total[index] ?? 0, least) && !isShown(size, least));
}

/**
 * The smallest cell of some sums that is not left out yet, parts before wholes, and what is alone
 * after what hides others; none where all are out.
 */
function nextOf(
  sums: readonly Sum[],
  cells: readonly Cell[],
  out: ReadonlySet<number>,
  alone: ReadonlySet<number>,
): number[] {
  const smallest = (indexes: readonly number[]) =>
    indexes
      .filter((index) => !out.has(index) && weight(cells[index]) > 0)
      .reduce<number | undefined>(
        (least, index) =>
          least === undefined || weight(cells[index]) < weight(cells[least]) ? index : least,
        undefined,
      );
  const parts = sums.flatMap((sum) => sum.parts);
  const found =
    smallest(parts.filter((part) => !alone.has(part))) ??
    smallest(parts) ??
    smallest(sums.flatMap(({ whole }) => (whole === undefined ? [] : [whole])));
  return found === undefined ? [] : [found];
}

const weight = (cell: Cell | undefined) => cell?.sizes[0] ?? 0;

/** What to leave out beside the cells that several sums together give away. */
function recovered(
  cells: readonly Cell[],
  sums: readonly Sum[],
  out: ReadonlySet<number>,
  next: (some: readonly Sum[]) => number[],
): number[] {
  const found = recoverable(sums, out);
  if (found === "too many to tell")
    return cells.flatMap((_, index) => (out.has(index) ? [] : [index]));
  const beside = found.flatMap((cell) =>
    next(sums.filter(({ whole, parts }) => whole === cell || parts.includes(cell))),
  );
  if (found.length === 0 || beside.length > 0) return [...new Set(beside)];
  return next([{ whole: undefined, parts: cells.map((_, index) => index) }]);
}
