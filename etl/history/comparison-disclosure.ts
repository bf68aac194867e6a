import type { Edition, EditionTable, KeyPoint, Moved } from "../../format/history.ts";
import { isShown } from "../suppress/cells.ts";

/** Whether a difference of so many customers may be shown: zero, or enough. */
const mayShow = (count: number, least: number) => isShown(Math.abs(count), least);

/** Whether the numbers of moved customers may be shown. */
export const isShownOf = ({ added, gone, changed }: Moved, least: number) =>
  [added, gone, changed ?? 0].every((count) => mayShow(count, least));

/**
 * The previous edition without the figures whose comparison with the current ones would reveal small
 * groups. Undefined where all customers together changed by too few, or may have: as many as before
 * with other figures can be one customer's other purchase.
 */
export function comparisonDisclosure(
  before: Edition,
  now: Edition,
  moved: Moved | undefined,
): Edition | undefined {
  const least = now.minGroup;
  if (least === 1) return before;
  if (!areManyMoved(before, now, moved)) return undefined;
  const tables = before.tables.flatMap((then) => {
    const since = now.tables.find(({ name }) => name === then.name);
    const rows = since
      ? rowsApart([then, before.source.rows], [since, now.source.rows], least)
      : then.rows;
    return rows.length > 0 || then.rows.length === 0 ? [{ ...then, rows }] : [];
  });
  return { ...before, source: sourceApart(before.source, now.source, least), tables };
}

function areManyMoved(before: Edition, now: Edition, moved: Moved | undefined): boolean {
  const difference = now.source.rows - before.source.rows;
  if (difference !== 0) return mayShow(difference, now.minGroup);
  const known = moved ? moved.added + moved.gone + (moved.changed ?? 0) : 0;
  return known >= now.minGroup || sameTables(before, now);
}

/** Whether all tables that both have are the same: key figures alone may be too few to tell. */
const sameTables = (before: Edition, now: Edition) =>
  before.tables.every((then) => {
    const since = now.tables.find(({ name }) => name === then.name);
    return !since || JSON.stringify(then.rows) === JSON.stringify(since.rows);
  });

const sameFigures = (a: KeyPoint, b: KeyPoint) =>
  a.customers === b.customers &&
  Object.entries(b.values).every(([name, value]) => (a.values[name] ?? null) === value);

/** The previous file without the numbers that differ by a few lines. */
function sourceApart(before: Edition["source"], now: Edition["source"], least: number) {
  if (before.kind !== "file" || now.kind !== "file") return before;
  const kept = (then: number | null, since: number | null) =>
    then === null || since === null || mayShow(then - since, least) ? then : null;
  return {
    ...before,
    rejected: kept(before.rejected, now.rejected),
    duplicates: {
      ...before.duplicates,
      apartFromId: kept(before.duplicates.apartFromId, now.duplicates.apartFromId),
    },
  };
}

type Row = EditionTable["rows"][number];
/** A table and the number of customers of its edition. */
type Of = readonly [table: EditionTable, customers: number];
type Part = readonly [table: EditionTable, rows: readonly Row[], customers: number];

/**
 * The previous rows that may stand beside the current ones. Parts of a table are judged as a whole:
 * a single missing row could be worked out from the others.
 */
function rowsApart([then, customersThen]: Of, [since, customersSince]: Of, least: number): Row[] {
  const partsSince = partsOf(since);
  return [...partsOf(then)].flatMap(([part, rows]) => {
    const others = partsSince.get(part) ?? [];
    if (JSON.stringify(rows) === JSON.stringify(others)) return rows;
    const isWhole =
      then.kind === "driver"
        ? customersIn(then, rows) === customersThen && customersIn(since, others) === customersSince
        : !then.suppressed && !since.suppressed;
    return isWhole && areApart([then, rows, customersThen], [since, others, customersSince], least)
      ? rows
      : [];
  });
}

/** A driver has a part for each dimension, a profile for each column described. */
function partsOf({ kind, fields, rows }: EditionTable): Map<string, Row[]> {
  const texts =
    kind === "driver"
      ? [fields.findIndex(({ name }) => name === "dimension")]
      : kind === "profile"
        ? textsOf(fields)
        : [];
  return Map.groupBy(rows, (row) => JSON.stringify(texts.map((index) => row[index])));
}

const textsOf = (fields: EditionTable["fields"]) =>
  fields.flatMap(({ type }, index) => (type === "text" ? [index] : []));

function customersIn({ fields }: EditionTable, rows: readonly Row[]): number {
  const count = fields.findIndex(({ type }) => type === "count");
  return rows.reduce((sum, row) => sum + Number(row[count] ?? NaN), 0);
}

/**
 * Whether every row is unchanged or differs by enough customers, which only counts can show: equal
 * counts with other values can be one customer's change. A row of all customers is judged with its
 * edition.
 */
function areApart([then, a, customersThen]: Part, [since, b, customersSince]: Part, least: number) {
  const byKey = ({ fields }: EditionTable, rows: readonly Row[]) =>
    new Map(rows.map((row) => [JSON.stringify(textsOf(fields).map((index) => row[index])), row]));
  const [before, now] = [byKey(then, a), byKey(since, b)];
  const names = then.fields.filter(({ type }) => type === "count").map(({ name }) => name);
  const at = ({ fields }: EditionTable, row: Row | undefined, name: string) =>
    Number(row?.[fields.findIndex((field) => field.name === name)] ?? 0);
  return [...new Set([...before.keys(), ...now.keys()])].every((key) => {
    const [x, y] = [before.get(key), now.get(key)];
    if (JSON.stringify(x) === JSON.stringify(y)) return true;
    const counts = names.map((name) => [at(then, x, name), at(since, y, name)] as const);
    const differ =
      counts.some(([p, q]) => p !== q) ||
      counts.some(([p, q]) => p === customersThen && q === customersSince);
    return differ && counts.every(([p, q]) => mayShow(p - q, least));
  });
}

/**
 * The key figures of earlier editions that may stand beside the current ones: none, and no share,
 * that differ by few customers.
 * @param now the edition of `point`
 * @param previous whether the last of them may be shown, which is judged with its edition
 */
export function seriesApart(
  series: readonly KeyPoint[],
  point: KeyPoint,
  { minGroup: least, metrics }: Pick<Edition, "minGroup" | "metrics">,
  previous: boolean,
): KeyPoint[] {
  if (least === 1) return [...series];
  const shares = metrics.filter(({ kind }) => kind === "share").map(({ name }) => name);
  const isApart = (then: KeyPoint) =>
    sameFigures(then, point) || Math.abs(point.customers - then.customers) >= least;
  return series
    .filter((then, index) => (index === series.length - 1 ? previous : isApart(then)))
    .map((then) => ({
      ...then,
      values: Object.fromEntries(
        Object.entries(then.values).map(([name, value]) => [
          name,
          shares.includes(name) && !areSharesApart(then, point, name, least) ? null : value,
        ]),
      ),
    }));
}

function areSharesApart(then: KeyPoint, now: KeyPoint, share: string, least: number): boolean {
  const [before, since] = [then.values[share] ?? null, now.values[share] ?? null];
  if (before === null || since === null) return true;
  const hits = Math.round(now.customers * since) - Math.round(then.customers * before);
  return mayShow(hits, least) && mayShow(now.customers - then.customers - hits, least);
}
