import { rowsOfTable, type Edition } from "../../format/history.ts";
import { keyFigure } from "../../format/key-figures.ts";
import { currencyDecimals, digits, percentDigits, styled } from "../../format/numerals.ts";
import type { Metric } from "../../format/report.ts";
import { ReportError } from "../errors.ts";
import { printable } from "../printable.ts";
import type { Guard } from "../report/guards.ts";
import { isShown } from "../suppress/cells.ts";
import { capitalized, inSentence, number, type Noun } from "../words.ts";

/** What a guard has to say: a sentence, and what is to become of the build. */
interface Alarm {
  readonly then: Exclude<Guard["then"], "off">;
  readonly text: string;
}

const fine = (share: number) => styled(percentDigits(share, 0, 1), "%");
/** A limit keeps the digits that report.yaml gives it. */
const limitText = (share: number) => styled(percentDigits(share, 0, 6), "%");

/** Writes a metric's figure. */
const writerOf =
  ({ kind, unit }: Metric) =>
  (value: number): string => {
    if (kind === "money") return styled(digits(value, currencyDecimals(unit)), unit);
    return kind === "share" ? fine(value) : styled(digits(value, 0, kind === "count" ? 0 : 2));
  };

/** What new data are judged against. */
interface Judging {
  readonly guards: readonly Guard[];
  readonly row: Noun;
  /**
   * The edition that they are compared with; without one only what needs none is judged.
   */
  readonly before: Edition | undefined;
}

/**
 * Judges new data by the guards.
 * @param shown what is published of them: a value that was left out before is not new for being
 * counted now
 */
export function alarms({ guards, row, before }: Judging, now: Edition, shown = now): Alarm[] {
  return guards.flatMap((guard): Alarm[] => {
    const { then } = guard;
    if (then === "off") return [];
    const text =
      guard.kind === "missing"
        ? missingText(guard, now)
        : before && changeText(guard, before, now, shown, row);
    return text === undefined ? [] : [{ then, text }];
  });
}

/** Says that too many values of a column are missing; undefined where they are not. */
function missingText(
  { column, label, limit: most }: Extract<Guard, { kind: "missing" }>,
  now: Edition,
): string | undefined {
  const missing = rowsOfTable(now, "profile-missing").find(
    ({ column_name }) => column_name === column,
  )?.["missing"];
  const rows = now.source.rows;
  if (typeof missing !== "number" || missing <= most * rows) return undefined;
  const limit = limitText(most);
  const isEnough = [missing, rows - missing].every((count) => isShown(count, now.minGroup));
  return isEnough
    ? `${label} is missing in ${number(missing)} of ${number(rows)} rows, ` +
        `${fine(missing / rows)}; the limit is ${limit}.`
    : `${label} is missing in more than ${limit} of the rows.`;
}

function changeText(
  guard: Exclude<Guard, { kind: "missing" }>,
  before: Edition,
  now: Edition,
  shown: Edition,
  row: Noun,
): string | undefined {
  switch (guard.kind) {
    case "rows": {
      const change = movedText(
        `The number of ${row.many}`,
        [before.source.rows, now.source.rows],
        guard.limit,
        number,
        [before, now],
      );
      const fell = now.source.rows < before.source.rows;
      return (guard.way === "fell") === fell ? change : undefined;
    }
    case "metric": {
      const { metric } = guard;
      const values = [keyFigure(before, metric), keyFigure(now, metric)] as const;
      const what = capitalized(inSentence(metric.label));
      return movedText(what, values, guard.limit, writerOf(metric), [before, now]);
    }
    case "values":
      return valuesText(guard, before, shown);
    case "columns":
      return columnsText(guard.way, before, now);
  }
}

function movedText(
  what: string,
  [then, since]: readonly [number | null, number | null],
  most: number,
  write: (value: number) => string,
  [before, now]: readonly [Edition, Edition],
): string | undefined {
  if (then === null || since === null || then === 0) return undefined;
  const change = (since - then) / then;
  if (Math.abs(change) <= most) return undefined;
  const moved = `${what} ${change < 0 ? "fell" : "rose"} by`;
  const limit = limitText(most);
  // The difference of two sums is the value of whoever came or went: of few, nothing is said.
  const rows = Math.abs(now.source.rows - before.source.rows);
  return now.minGroup > 1 && rows < now.minGroup
    ? `${moved} more than ${limit} since the data of ${before.date}, which is the limit.`
    : `${moved} ${fine(Math.abs(change))} since the data of ${before.date}, from ` +
        `${write(then)} to ${write(since)}; the limit is ${limit}.`;
}

/** Says which names, of columns or values, came or went; undefined where none did. */
function namesText(
  way: "new" | "vanished",
  noun: string,
  names: readonly string[],
  before: Edition,
): string | undefined {
  if (names.length === 0) return undefined;
  const quoted = names.map((name) => `“${printable(name)}”`).join(", ");
  return way === "new"
    ? `The data of ${before.date} had no ${noun} ${quoted}.`
    : `The data of ${before.date} had the ${noun} ${quoted}, which these lack.`;
}

const without = (names: readonly string[], others: readonly string[]) =>
  names.filter((name) => !others.includes(name));

function valuesText(
  { way, dimension, noun }: Extract<Guard, { kind: "values" }>,
  before: Edition,
  shown: Edition,
): string | undefined {
  const [then, now] = [valuesOf(before, dimension), valuesOf(shown, dimension)];
  if (then.length === 0 || now.length === 0) return undefined;
  return namesText(way, noun, way === "new" ? without(now, then) : without(then, now), before);
}

function columnsText(way: "new" | "vanished", before: Edition, now: Edition): string | undefined {
  const extra = ({ source }: Edition) => (source.kind === "file" ? source.ignoredColumns : []);
  const [lacks, has] = way === "new" ? [before, now] : [now, before];
  const names = [...without(lacks.dropped, has.dropped), ...without(extra(has), extra(lacks))];
  return namesText(way, "column", names, before);
}

const valuesOf = (edition: Edition, wanted: string) => [
  ...new Set(
    edition.tables
      .filter(({ kind }) => kind === "driver")
      .flatMap(({ name }) => rowsOfTable(edition, name))
      .filter(({ dimension }) => dimension === wanted)
      .map(({ group_name }) => String(group_name)),
  ),
];

/**
 * Ends a build that a guard stops.
 * @param file that has the limits
 * @throws ReportError with all that there is to look at
 */
export function stopAt(found: readonly Alarm[], file: string, accepted: boolean): void {
  const stopping = found.filter(({ then: action }) => action === "stop");
  if (stopping.length === 0 || accepted) return;
  throw new ReportError(
    "guard",
    `The data changed more than the guards in ${file} allow, so nothing is published.\n${stopping.map(({ text }) => `- ${text}`).join("\n")}`,
    {
      hint:
        "Look at the file that came in. If it is right, build once with --accept-changes; the " +
        `limits are in ${file}. The last good report is untouched.`,
    },
  );
}
