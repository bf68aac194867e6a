import { rowsOf, type Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import {
  columnsOfTable,
  isAskedAlike,
  rowsOfTable,
  type Edition,
  type EditionTable,
  type History,
  type Moved,
} from "../../format/history.ts";
import type { Noun } from "../../format/report.ts";
import { dimensionChanges, type DimensionChanges } from "./group-changes.ts";
import type { Claim, Verdict } from "./finding.ts";
import { keyChanges, type KeyChange } from "./key-changes.ts";

/** A figure of data quality, then and now; null where it is suppressed. */
export interface StateChange {
  readonly what: string;
  readonly then: number | null;
  readonly now: number | null;
}

/** What a cleaning step worked out from the data, then and now, as stored. */
export interface SettingChanges {
  /** The table of the step. */
  readonly table: string;
  /** The groups that it is worked out for. */
  readonly label: string;
  readonly value: Field;
  readonly rows: readonly StateChange[];
}

/** A claim whose verdict is another one. */
export interface VerdictChange {
  readonly name: string;
  readonly claim: string;
  readonly then: Verdict | "new";
  readonly now: Verdict;
  readonly sentence: string;
}

/** A question's answer, row by row, then and now, as stored. */
export interface AnswerChange {
  readonly name: string;
  readonly title: string;
  readonly label: Field;
  readonly value: Field;
  readonly names: Readonly<Record<string, string>>;
  readonly rows: readonly {
    readonly name: string;
    readonly then: number | null;
    readonly now: number | null;
  }[];
}

/** What changed since the edition before. */
export interface Changes {
  readonly previous: Edition;
  readonly current: Edition;
  readonly moved: Moved | undefined;
  readonly warnings: readonly string[];
  readonly keys: readonly KeyChange[];
  readonly dimensions: readonly DimensionChanges[];
  readonly answers: readonly AnswerChange[];
  readonly verdicts: readonly VerdictChange[];
  /** Claims that both editions test. */
  readonly claims: number;
  /**
   * Titles and claims of both editions whose statements are others now, so that their figures are
   * not compared.
   */
  readonly askedOtherwise: readonly string[];
  readonly columns: { readonly added: readonly string[]; readonly gone: readonly string[] };
  /** Numbers of rows and values that are out of order. */
  readonly counts: readonly StateChange[];
  /** What missing values were filled with, and how far each group of values reaches. */
  readonly settings: readonly SettingChanges[];
}

const askedOtherwise = (previous: Edition, current: Edition): string[] =>
  current.tables.flatMap((now) => {
    const then = previous.tables.find(({ name }) => name === now.name);
    const title = now.question?.title ?? now.finding?.claim;
    return then && title !== undefined && !isAskedAlike(then, now) ? [title] : [];
  });

/** What a claim was found to be, with the sentence that says so. */
export interface JudgedClaim<T extends Claim> {
  readonly claim: T;
  readonly spec: { readonly claim: string };
  readonly verdict: Verdict;
  readonly sentence: string;
}

/**
 * Judges all claims of an edition together.
 * @param least the fewest customers that a published figure may be of
 */
export type Judge = <T extends Claim>(
  claims: readonly T[],
  least: number,
  row: Noun,
) => JudgedClaim<T>[];

/**
 * Compares an edition with the one before; undefined where there is none.
 * @param judge gives the verdicts and the sentences that go with them
 */
export function compareEditions(history: History, judge: Judge): Changes | undefined {
  const { previous, current, series, moved, warnings } = history;
  if (!previous) return undefined;
  const compared = verdictChanges(previous, current, judge);
  return {
    previous,
    current,
    moved,
    warnings,
    keys: keyChanges(previous, current, series),
    dimensions: dimensionChanges(previous, current),
    answers: answerChanges(previous, current),
    ...compared,
    askedOtherwise: askedOtherwise(previous, current),
    columns: columnChanges(previous, current),
    counts: countsOf(previous, current),
    settings: settingChanges(previous, current),
  };
}

/** The statistic that fills a group, or the limit up to which it reaches. */
const settingOf = ({ fields }: EditionTable): Field | undefined =>
  fields.find(({ name }) => name === "upper") ??
  (fields.some(({ name }) => name === "missing") && fields[0]?.type === "text"
    ? fields.at(-1)
    : undefined);

function settingChanges(previous: Edition, current: Edition): SettingChanges[] {
  return current.tables.flatMap((table): SettingChanges[] => {
    const [label, value] = [table.fields[0], settingOf(table)];
    const isKnown = previous.tables.some(({ name }) => name === table.name);
    if (table.kind !== "cleaning" || !label || !value || !isKnown) return [];
    const rows = pairs(previous, current, table.name, label.name, (row) => plain(row[value.name]));
    return [{ table: table.name, label: label.label, value, rows }];
  });
}

const plain = (value: Value | undefined) => (typeof value === "number" ? value : null);

function claimsOf(edition: Edition, judge: Judge) {
  const judged = judge(
    edition.tables
      .filter(({ finding }) => finding)
      .map((entry) => ({ entry, columns: columnsOfTable(entry) })),
    edition.minGroup,
    edition.row,
  );
  return new Map(judged.map((each) => [each.claim.entry.name, each]));
}

function verdictChanges(
  previous: Edition,
  current: Edition,
  judge: Judge,
): Pick<Changes, "verdicts" | "claims"> {
  const [all, now] = [claimsOf(previous, judge), claimsOf(current, judge)];
  // Verdicts are corrected for all claims that are tested together. If the previous edition
  // suppressed some of them, none can be compared.
  if (current.minGroup > 1 && [...now.keys()].some((name) => !all.has(name)))
    return { verdicts: [], claims: 0 };
  const alike = new Set(
    current.tables
      .filter((table) =>
        previous.tables.some((before) => before.name === table.name && isAskedAlike(before, table)),
      )
      .map(({ name }) => name),
  );
  const then = new Map([...all].filter(([name]) => alike.has(name)));
  const verdicts = [...now].flatMap(([name, { spec, verdict, sentence }]): VerdictChange[] => {
    const before = then.get(name);
    return before && before.verdict !== verdict
      ? [{ name, claim: spec.claim, then: before.verdict, now: verdict, sentence }]
      : [];
  });
  return { verdicts, claims: [...now.keys()].filter((name) => then.has(name)).length };
}

/** Answers of one text and some figures; the figure is the chart's, or the first. */
function answerChanges(previous: Edition, current: Edition): AnswerChange[] {
  return current.tables.flatMap((now): AnswerChange[] => {
    const then = previous.tables.find(({ name }) => name === now.name);
    const texts = now.fields.filter(({ type }) => type === "text");
    const [label] = texts;
    const charted =
      now.question && now.question.chart.type !== "none" ? now.question.chart.value : undefined;
    const value =
      now.fields.find(({ name }) => name === charted) ??
      now.fields.find(({ type }) => type !== "text");
    if (
      !now.question ||
      !then ||
      !isAskedAlike(then, now) ||
      !label ||
      !value ||
      texts.length !== 1
    )
      return [];
    const [a, b] = [figuresOf(then, label, value), figuresOf(now, label, value)];
    const rows = [...new Set([...b.keys(), ...a.keys()])].map((name) => ({
      name,
      then: a.get(name) ?? null,
      now: b.get(name) ?? null,
    }));
    return [
      { name: now.name, title: now.question.title, label, value, names: now.question.names, rows },
    ];
  });
}

const figuresOf = (table: EditionTable, label: Field, value: Field) =>
  new Map(
    rowsOf(columnsOfTable(table)).map((row) => [String(row[label.name]), plain(row[value.name])]),
  );

function columnChanges(previous: Edition, current: Edition): Changes["columns"] {
  const of = ({ source, dropped }: Edition) => ({
    extra: source.kind === "file" ? source.ignoredColumns : [],
    dropped,
  });
  const [then, now] = [of(previous), of(current)];
  const without = (a: readonly string[], b: readonly string[]) =>
    a.filter((name) => !b.includes(name));
  return {
    added: [...without(now.extra, then.extra), ...without(then.dropped, now.dropped)],
    gone: [...without(then.extra, now.extra), ...without(now.dropped, then.dropped)],
  };
}

function countsOf(previous: Edition, current: Edition): StateChange[] {
  const of = (edition: Edition): Readonly<Record<string, number | null>> => {
    const { source } = edition;
    const outliers = rowsOfTable(edition, "profile-outliers").map(
      (row) =>
        [
          `Outliers in ${String(row["column_name"]).replaceAll("_", " ")}`,
          plain(row["below"]) === null || plain(row["above"]) === null
            ? null
            : Number(row["below"]) + Number(row["above"]),
        ] as const,
    );
    const missingValues = rowsOfTable(edition, "profile-missing")
      .filter(({ missing }) => missing !== 0)
      .map(
        (row) =>
          [
            `Missing values of ${String(row["column_name"]).replaceAll("_", " ")}`,
            plain(row["missing"]),
          ] as const,
      );
    const missing = edition.tables
      .filter(
        ({ kind, fields }) =>
          kind === "cleaning" && fields[1]?.name === "customers" && fields[2]?.name === "missing",
      )
      .flatMap(({ name, fields }) =>
        pairs(edition, edition, name, fields[0]?.name ?? "", (row) => plain(row["missing"])),
      )
      .map(({ what, now }) => [`Missing in ${what}`, now] as const);
    return {
      Rows: source.rows,
      ...(source.kind === "file"
        ? {
            "Skipped lines": source.rejected,
            "Duplicate rows, ignoring ID": source.duplicates.apartFromId,
          }
        : {}),
      ...Object.fromEntries(missingValues),
      ...Object.fromEntries([...missing, ...outliers]),
    };
  };
  const [then, now] = [of(previous), of(current)];
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].map((what) => ({
    what,
    then: then[what] ?? null,
    now: now[what] ?? null,
  }));
}

/** A figure of each row of a table, by the row's name. */
function pairs(
  previous: Edition,
  current: Edition,
  table: string,
  label: string,
  figure: (row: Readonly<Record<string, Value>>) => number | null,
): StateChange[] {
  const of = (edition: Edition) =>
    new Map(rowsOfTable(edition, table).map((row) => [String(row[label]), figure(row)]));
  const [then, now] = [of(previous), of(current)];
  return [...new Set([...now.keys(), ...then.keys()])].map((what) => ({
    what,
    then: then.get(what) ?? null,
    now: now.get(what) ?? null,
  }));
}
