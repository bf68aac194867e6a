import { least as leastBy } from "d3-array";
import { recoverable, type Equation } from "./recoverable.ts";

/**
 * A group of customers that a table shows: the size of the group, then of each part of it that is
 * shown. Sizes add up over groups that share no customer.
 */
export interface Cell {
  readonly sizes: readonly number[];
}

/** Cells that together are another cell, or all customers, whose figures are always public. */
export interface Sum extends Equation {
  /** The division of the whole into its parts: known wholes divided alike make one larger sum. */
  readonly by?: string;
}

/** Whether a size may be shown: zero, which identifies nobody, or at least `least`. */
export const isShown = (size: number, least: number): boolean => size === 0 || size >= least;

/**
 * Which cells to suppress, by index: those of fewer than `least` customers (primary), and others, as
 * small as possible, so that no suppressed cell follows from the shown ones by adding and
 * subtracting (complementary).
 * @param sums every way in which a reader may know that cells add up, those of the largest first
 */
export function suppressedCells(
  cells: readonly Cell[],
  sums: readonly Sum[],
  least: number,
): ReadonlySet<number> {
  const isSmall = ({ sizes }: Cell) => !sizes.every((size) => isShown(size, least));
  const out = new Set(cells.flatMap((cell, index) => (isSmall(cell) ? [index] : [])));
  if (out.size === 0) return out;
  const totals = sums.map(({ parts }) => added(parts, cells));
  // A cell that is all of another is known from that one: suppressing it would hide nothing.
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
    // One at a time: a cell suppressed for one sum may serve another as well.
    const found =
      firstOf(sums, (sum, index) =>
        reveals(sum, totals[index] ?? [], cells, out, least) ? next([sum]) : [],
      ) ??
      firstOf(
        sums.flatMap((sum) => divided(sum, divisions, out)),
        (sum) => (reveals(sum, added(sum.parts, cells), cells, out, least) ? next([sum]) : []),
      );
    const more = found ?? recovered(cells, sums, out, next);
    if (more.length === 0) return out;
    for (const index of more) out.add(index);
  }
}

/** The first result that is not empty, or undefined. */
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
 * The sums over the suppressed parts of a sum, one level finer: together their parts are known, even
 * if each alone is not.
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
export function added(parts: readonly number[], cells: readonly Cell[]): readonly number[] {
  return parts.reduce<number[]>(
    (total, part) => (cells[part]?.sizes ?? []).map((size, index) => size + (total[index] ?? 0)),
    [],
  );
}

/** Whether a sum by itself reveals suppressed cells. */
function reveals(
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
  // A total that is small itself is shown nowhere, so nothing can be subtracted from it.
  return together.some((size, index) => isShown(total[index] ?? 0, least) && !isShown(size, least));
}

/**
 * The cell to suppress next for some sums: the smallest, parts before wholes, and cells that are all
 * of another last; none where all are suppressed.
 */
function nextOf(
  sums: readonly Sum[],
  cells: readonly Cell[],
  out: ReadonlySet<number>,
  alone: ReadonlySet<number>,
): number[] {
  const smallest = (indexes: readonly number[]) =>
    leastBy(
      indexes.filter((index) => !out.has(index) && weight(cells[index]) > 0),
      (index) => weight(cells[index]),
    );
  const parts = sums.flatMap((sum) => sum.parts);
  const found =
    smallest(parts.filter((part) => !alone.has(part))) ??
    smallest(parts) ??
    smallest(sums.flatMap(({ whole }) => (whole === undefined ? [] : [whole])));
  return found === undefined ? [] : [found];
}

const weight = (cell: Cell | undefined) => cell?.sizes[0] ?? 0;

/** What to suppress beside the cells that several sums together reveal. */
function recovered(
  cells: readonly Cell[],
  sums: readonly Sum[],
  out: ReadonlySet<number>,
  next: (some: readonly Sum[]) => number[],
): number[] {
  const found = recoverable(sums, out);
  if (found === "too many to solve") return [...cells.keys()].filter((index) => !out.has(index));
  const beside = found.flatMap((cell) =>
    next(sums.filter(({ whole, parts }) => whole === cell || parts.includes(cell))),
  );
  if (found.length === 0 || beside.length > 0) return [...new Set(beside)];
  return next([{ whole: undefined, parts: [...cells.keys()] }]);
}
