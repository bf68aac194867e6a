import { keyPoint } from "../../format/key-figures.ts";
import type { Edition, EditionTable, History, Moved } from "../../format/history.ts";

/** Editions whose key figures are remembered: five years of months. */
const longest = 60;

/** Why an earlier edition is not one that these data can be compared with; undefined where they can. */
export function incomparable(before: Edition, now: Edition): string | undefined {
  if (before.synthetic && !now.synthetic) return "The figures before were those of the synthetic sample; what changes is told from these data on.";
  if (before.minGroup < now.minGroup) return `The figures before tell of groups smaller than ${now.minGroup} customers; what changes is told from these data on.`;
  return undefined;
}

/**
 * The history with a new edition at its end. The same data once more are no new edition: then what it had changed stays what it was.
 * @param before what the build before left, of comparable data
 * @param moved which customers moved since then, where that is known
 */
export function nextHistory(before: History | undefined, now: Edition, moved: Moved | undefined, warnings: readonly string[]): History {
  const point = keyPoint(now);
  if (!before) return { format: 1, series: [point], current: now, warnings: [...warnings] };
  if (before.current.id === now.id) return { ...before, series: [...before.series.slice(0, -1), point], current: now };
  const previous = toldApart(before.current, now);
  const series = before.series.filter(({ customers }) => tells(customers - point.customers, now.minGroup));
  return {
    format: 1,
    series: [...series, point].slice(-longest),
    current: now,
    ...(previous ? { previous } : {}),
    ...(previous && moved && isToldOf(moved, now.minGroup) ? { moved } : {}),
    warnings: [...warnings],
  };
}

const tells = (count: number, least: number) => count === 0 || Math.abs(count) >= least;

const isToldOf = ({ added, gone, changed }: Moved, least: number) => [added, gone, changed ?? 0].every((count) => tells(count, least));

/**
 * The edition before, without the tables whose comparison with now would tell of fewer customers than may be told of; undefined
 * where all customers together changed by so few.
 */
function toldApart(before: Edition, now: Edition): Edition | undefined {
  const least = now.minGroup;
  if (least === 1) return before;
  if (!tells(before.source.rows - now.source.rows, least)) return undefined;
  return { ...before, source: sourceToldApart(before.source, now.source, least), tables: before.tables.filter((table) => areToldApart(table, now.tables.find(({ name }) => name === table.name), least)) };
}

/** Numbers of lines that differ from those of now by a few are not told. */
function sourceToldApart(before: Edition["source"], now: Edition["source"], least: number): Edition["source"] {
  if (before.kind !== "file" || now.kind !== "file") return before;
  const told = (then: number | null, since: number | null) => (then === null || since === null || tells(then - since, least) ? then : null);
  return { ...before, rejected: told(before.rejected, now.rejected), duplicates: { ...before.duplicates, apartFromId: told(before.duplicates.apartFromId, now.duplicates.apartFromId) } };
}

/** Whether no count of a table differs by a few from that of the same row now; its texts name a row. */
function areToldApart(before: EditionTable, now: EditionTable | undefined, least: number): boolean {
  if (!now) return true;
  const counts = before.fields.filter(({ type }) => type === "count").map(({ name }) => name);
  const [then, since] = [byKey(before), byKey(now)];
  return counts.every((name) => [...then].every(([key, row]) => tells((row[name] ?? 0) - (since.get(key)?.[name] ?? 0), least)) && [...since].every(([key, row]) => tells((row[name] ?? 0) - (then.get(key)?.[name] ?? 0), least)));
}

function byKey({ fields, rows }: EditionTable): Map<string, Record<string, number>> {
  const at = (type: "text" | "count") => fields.flatMap((field, index) => ((field.type === "text") === (type === "text") ? [{ name: field.name, index }] : []));
  const [texts, numbers] = [at("text"), at("count")];
  return new Map(rows.map((row) => [JSON.stringify(texts.map(({ index }) => row[index])), Object.fromEntries(numbers.map(({ name, index }) => [name, Number(row[index])]))]));
}
