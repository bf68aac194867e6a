import { rowsOf, type Row, type Value } from "../../format/columns.ts";
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
  readonly rows: readonly StateChange[];
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
interface JudgedClaim {
  readonly claim: Claim;
  readonly spec: { readonly claim: string };
  readonly verdict: Verdict;
  readonly sentence: string;
}

/**
 * Judges all claims of an edition together.
 * @param least the fewest customers that a published figure may be of
 */
export type Judge = (claims: readonly Claim[], least: number, row: Noun) => readonly JudgedClaim[];

/**
 * Compares an edition with the one before; undefined where there is none.
 * @param judge gives the verdicts and the sentences that go with them
 */
export function compareEditions(history: History, judge: Judge): Changes | undefined {
  const { previous, current, series, moved, warnings } = history;
  if (!previous) return undefined;
  return {
    previous,
    current,
    moved,
    warnings,
    keys: keyChanges(previous, current, series),
    dimensions: dimensionChanges(previous, current),
    answers: answerChanges(previous, current),
    ...verdictChanges(previous, current, judge),
    askedOtherwise: askedOtherwise(previous, current),
    columns: columnChanges(previous, current),
    counts: sideBySide(countsOf(previous), countsOf(current)),
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
    const of = (edition: Edition) =>
      figuresOf(rowsOfTable(edition, table.name), label.name, value.name);
    const rows = sideBySide(of(previous), of(current));
    return [{ table: table.name, label: label.label, value, rows }];
  });
}

const plain = (value: Value | undefined) => (typeof value === "number" ? value : null);

type Figures = ReadonlyMap<string, number | null>;

/** A figure of each row, by the row's name. */
const figuresOf = (rows: readonly Row[], label: string, figure: string): Figures =>
  new Map(rows.map((row) => [String(row[label]), plain(row[figure])]));

const sideBySide = (then: Figures, now: Figures): StateChange[] =>
  [...new Set([...now.keys(), ...then.keys()])].map((what) => ({
    what,
    then: then.get(what) ?? null,
    now: now.get(what) ?? null,
  }));

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
  return current.tables.flatMap((table): AnswerChange[] => {
    const { name, question, fields } = table;
    const then = previous.tables.find((each) => each.name === name);
    if (!question || !then || !isAskedAlike(then, table)) return [];
    const [label, ...others] = fields.filter(({ type }) => type === "text");
    const charted = question.chart.type === "none" ? undefined : question.chart.value;
    const value =
      fields.find((field) => field.name === charted) ?? fields.find(({ type }) => type !== "text");
    if (!label || others.length > 0 || !value) return [];
    const of = (each: EditionTable) =>
      figuresOf(rowsOf(columnsOfTable(each)), label.name, value.name);
    const { title, names } = question;
    return [{ name, title, label, value, names, rows: sideBySide(of(then), of(table)) }];
  });
}

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

/** Numbers of rows and values that are out of order, by what they count. */
function countsOf(edition: Edition): Figures {
  const { source } = edition;
  const nameOf = (row: Row) => String(row["column_name"]).replaceAll("_", " ");
  const outliers = rowsOfTable(edition, "profile-outliers").map((row) => {
    const [below, above] = [plain(row["below"]), plain(row["above"])];
    return [
      `Outliers in ${nameOf(row)}`,
      below === null || above === null ? null : below + above,
    ] as const;
  });
  const missingValues = rowsOfTable(edition, "profile-missing")
    .filter(({ missing }) => missing !== 0)
    .map((row) => [`Missing values of ${nameOf(row)}`, plain(row["missing"])] as const);
  const missing = edition.tables
    .filter(
      ({ kind, fields }) =>
        kind === "cleaning" && fields[1]?.name === "customers" && fields[2]?.name === "missing",
    )
    .flatMap((table) => [
      ...figuresOf(rowsOf(columnsOfTable(table)), table.fields[0]?.name ?? "", "missing"),
    ])
    .map(([what, value]) => [`Missing in ${what}`, value] as const);
  return new Map<string, number | null>([
    ["Rows", source.rows],
    ...(source.kind === "file"
      ? ([
          ["Skipped lines", source.rejected],
          ["Duplicate rows, ignoring ID", source.duplicates.apartFromId],
        ] as const)
      : []),
    ...missingValues,
    ...missing,
    ...outliers,
  ]);
}
