import { rowsOf, type Columns } from "../../format/columns.ts";
import { inUnit, type Field } from "../../format/fields.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import { compareText } from "../model/cube.ts";
import { isolated } from "../text/direction.ts";
import {
  asWritten,
  count,
  exact,
  full,
  isMoney,
  kindOf,
  percentFine,
  isFixed,
  withUnit,
} from "../text/numbers.ts";
import { partPercents } from "../text/shares.ts";
import { and, called, inSentence, listed, namedAtMost, plural } from "../text/words.ts";

interface Item {
  readonly name: string;
  readonly group: string;
  readonly value: number;
  /** The value in words, with its unit. */
  readonly text: string;
}

interface Reading {
  /**
   * The largest value first, but for rankings and leaders of groups, which keep the query's order.
   */
  readonly items: readonly Item[];
  readonly value: Field;
  readonly each: string;
}

const figure = (value: number, field: Field) =>
  field.type === "number" && isMoney(kindOf(field))
    ? exact(value, kindOf(field))
    : withUnit(value, field);

/**
 * The values that a question's chart shows, in the reader's unit and words; undefined where it
 * shows none.
 */
function readingOf({ question }: SnapshotEntry, columns: Columns | undefined): Reading | undefined {
  const chart = question?.chart;
  if (!columns || !question || !chart || chart.type === "none" || question.reading === "list")
    return undefined;
  const value = columns.fields.find(({ name }) => name === chart.value);
  if (!value) return undefined;
  const group = chart.type === "bars" ? chart.group : undefined;
  const items = rowsOf(columns).flatMap((row): Item[] => {
    const stored = row[chart.value];
    if (typeof stored !== "number") return [];
    const number = inUnit(stored, value);
    return [
      {
        name: called(String(row[chart.label]), question.names),
        group: group ? isolated(String(row[group])) : "",
        value: number,
        text: figure(number, value),
      },
    ];
  });
  if (items.length === 0) return undefined;
  const sorted =
    question.reading === "leaders" || question.reading === "ranking"
      ? items
      : items.toSorted((a, b) => b.value - a.value || compareText(a.name, b.name));
  return { items: sorted, value, each: question.each };
}

/** A figure that follows one with its unit. */
const further = (value: number, field: Field) =>
  isFixed(kindOf(field)) ? full(value, kindOf(field)) : figure(value, field);
/** How far two figures are apart as they are written. */
const difference = (high: number, low: number, field: Field) =>
  further(asWritten(high, kindOf(field)) - asWritten(low, kindOf(field)), field);
/** The first of a list and those that follow it with the same value. */
function tiedFirst(items: readonly Item[]): readonly Item[] {
  const end = items.findIndex((item) => item.value !== items[0]?.value);
  return end < 0 ? items : items.slice(0, end);
}
const listedNames = (items: readonly Item[], each: string) =>
  listed(
    items.map(({ name }) => name),
    each,
  );
const sumOfValues = (items: readonly Item[]) => items.reduce((sum, item) => sum + item.value, 0);
// Amounts in dollars are not exact as floating-point numbers, and a share that lies between two
// tenths would be rounded by chance.
const whole = (value: number) => Math.round(value * 1e6);

interface Shared extends Item {
  /** " (45.2%)", with the space before it. */
  readonly share: string;
}

/**
 * Each value with its share of the sum; the shares add up to 100. Without shares where a value is
 * negative or all are zero, since parts of such a whole mean nothing.
 */
function withShares(items: readonly Item[]): readonly Shared[] {
  const values = items.map((item) => whole(item.value));
  const isWhole = values.every((value) => value >= 0) && values.some((value) => value > 0);
  const shares = isWhole ? partPercents(values, 1) : [];
  return items.map((item, index) => ({
    ...item,
    share: isWhole ? ` (${shares[index] ?? ""})` : "",
  }));
}

/**
 * The answer to a question in a sentence or two, written from its rows and never saying more than
 * they do.
 */
export function answer(entry: SnapshotEntry, columns: Columns | undefined): string {
  const reading = readingOf(entry, columns);
  if (!reading || !columns) return counted(entry);
  const [only, ...others] = reading.items;
  if (only && others.length === 0 && entry.question?.reading !== "leaders")
    return `${entry.suppressed ? `Only one ${reading.each} can be shown,` : `There is only one ${reading.each},`} ${only.name}: ${inSentence(reading.value.label)} ${only.text}.`;
  const said = read(entry, columns, reading);
  return entry.suppressed
    ? `Among the ${plural(2, reading.each)} that can be shown, ${inSentence(said)}`
    : said;
}

function read(entry: SnapshotEntry, columns: Columns, reading: Reading): string {
  switch (entry.question?.reading) {
    case "parts":
      return parts(reading);
    case "comparison":
      return reading.items.length === 2
        ? `${comparison(reading)}${revenueShares(entry, columns, reading)}`
        : ranking(reading);
    case "leaders":
      return leadersOfGroups(reading);
    default:
      return ranking(reading);
  }
}

/** The finding in a few words, as the title of the question's chart. */
export function finding(entry: SnapshotEntry, columns: Columns | undefined): string {
  const reading = readingOf(entry, columns);
  const [first, second] = reading?.items ?? [];
  if (!reading || !first) return entry.question?.title ?? entry.name;
  const { items, value } = reading;
  if (!second) return `${first.name}: ${first.text}`;
  const tied = tiedFirst(
    entry.question?.reading === "leaders" ? items.toSorted((a, b) => b.value - a.value) : items,
  );
  if (alikeAsShown(items)) return `All alike: ${first.text}`;
  const [top = first] = tied;
  if (tied.length > 3)
    return `${count(tied.length)} ${plural(tied.length, reading.each)} come first, with ${top.text} each`;
  if (tied.length > 1) return `${listedNames(tied, reading.each)}: ${top.text} each`;
  if (entry.question?.reading === "parts")
    return `${first.name}: ${first.text} of ${figure(sumOfValues(items), value)}`;
  if (entry.question?.reading === "comparison" && items.length === 2)
    return `${first.name} ${difference(first.value, second.value, value)} above ${second.name}`;
  return `${top.name} first, with ${top.text}`;
}

/** Whether all values look the same as they are written. */
const alikeAsShown = (items: readonly Item[]) => new Set(items.map(({ text }) => text)).size === 1;

function counted({ rows, totals, fields, question, suppressed, published }: SnapshotEntry): string {
  const { each } = question ?? { each: "row" };
  if (suppressed && rows > 0) return `${count(rows)} ${plural(rows, each)} can be shown.`;
  if (suppressed)
    return published
      ? `Nothing can be shown: every ${each} is too small, or would reveal one that is.`
      : "How many is not shown: they, or all others, are too few.";
  if (rows === 0) return `None: no ${each} meets the question.`;
  const sums = fields
    .filter((field) => field.type === "money")
    .map(
      (field) =>
        `${inSentence(field.label)} ${full(inUnit(totals[field.name] ?? 0, field), kindOf(field))} in all`,
    );
  return `${count(rows)} ${plural(rows, each)}${sums.length > 0 ? `, ${and(sums)}` : ""}.`;
}

function parts({ items, value, each }: Reading): string {
  const total = sumOfValues(items);
  const shared = withShares(items);
  const [first] = shared;
  if (!first) return "";
  const label = inSentence(value.label);
  const tied = tiedFirst(items);
  if (alikeAsShown(items)) return `Every ${each} has the same ${label}, ${first.text}.`;
  const others = shared
    .slice(tied.length)
    .map(({ name, text, share }) => `${name} ${text}${share}`);
  const lead =
    tied.length > 1
      ? `The largest parts are ${listedNames(tied, each)}, ${first.text} ` +
        `each${largestShare(shared.slice(0, tied.length))}`
      : `The largest part is ${first.name}: ${first.text} of ${figure(total, value)} ${label}${first.share}`;
  return `${lead}; then ${listed(others, each)}.`;
}

/** The share of parts that tie; where they are rounded differently to add up to 100, the largest. */
const largestShare = (tied: readonly Shared[]): string =>
  new Set(tied.map(({ share }) => share)).size === 1
    ? (tied[0]?.share ?? "")
    : ` (about${(tied.at(-1)?.share ?? "").replace("(", "")}`;

function comparison({ items, value }: Reading): string {
  const [high, low] = items;
  if (!high || !low) return "";
  if (high.text === low.text)
    return `${value.label} is the same for ${high.name} and ${low.name}: ${high.text}.`;
  const relative = high.value > 0 ? ` (${percentFine(1 - low.value / high.value)})` : "";
  return (
    `${value.label} is ${high.text} for ${high.name} and ` +
    `${low.text} for ${low.name}, ` +
    `${difference(high.value, low.value, value)}${relative} less.`
  );
}

/** Where a comparison of averages also has the amounts they come from: whose they are. */
function revenueShares({ question }: SnapshotEntry, columns: Columns, { value }: Reading): string {
  const chart = question?.chart;
  const field = columns.fields.find(
    (candidate) => candidate.type === "money" && candidate.name !== value.name,
  );
  if (!field || !question || !chart || chart.type === "none") return "";
  const items = rowsOf(columns).map((row) => {
    const amount = inUnit(Number(row[field.name]), field);
    const name = called(String(row[chart.label]), question.names);
    return { name, group: "", value: amount, text: figure(amount, field) };
  });
  const shares = withShares(items).map(({ name, text, share }) => `${name} ${text}${share}`);
  return ` ${field.label}: ${and(shares)}.`;
}

function ranking({ items, value, each }: Reading): string {
  const tied = tiedFirst(items);
  const [first] = tied;
  if (!first) return "";
  const rest = items.slice(tied.length);
  const label = inSentence(value.label);
  // A query ends somewhere: where its last row ties with its first, rows that it left out may tie
  // as well.
  if (alikeAsShown(items))
    return (
      `All ${count(items.length)} shown have the same ${label}, ` +
      `${first.text}: ${listedNames(items, each)}.`
    );
  const several = tied.length > 1;
  const names =
    tied.length > namedAtMost
      ? `${count(tied.length)} ${plural(tied.length, each)}`
      : several
        ? listedNames(tied, each)
        : first.name;
  // Without a verb, for names may be plurals: "Gloves".
  const lead = `First: ${names} (${label} ${first.text}${several ? " each" : ""})`;
  const named = rest
    .slice(0, namedAtMost - 1)
    .map((item) => `${item.name} ${further(item.value, value)}`);
  const more = rest.length - named.length;
  return `${lead}, followed by ${and(more > 0 ? [...named, `${count(more)} more ${plural(more, each)}`] : named)}.`;
}

function leadersOfGroups({ items, value, each }: Reading): string {
  const groups = [...Map.groupBy(items, ({ group }) => group)];
  const tops = groups.slice(0, namedAtMost).map(([group, all]) => {
    const members = all.toSorted((a, b) => b.value - a.value);
    const top = tiedFirst(members);
    if (top[0]?.value === 0) return `none in ${group}`;
    return `${top.length > 1 && top.length === members.length ? "among others " : ""}${listedNames(top, each)} in ${group} (${top[0]?.text ?? ""}${top.length > 1 ? " each" : ""})`;
  });
  if (groups.length > tops.length)
    return (
      `Most ${inSentence(value.label)}: ${tops.join("; ")}; and so on in ` +
      `${count(groups.length - tops.length)} more groups.`
    );
  return `Most ${inSentence(value.label)}: ${tops.length > 1 ? `${tops.slice(0, -1).join("; ")}; and ${tops.at(-1) ?? ""}` : (tops[0] ?? "")}.`;
}
