import { rowsOf, type Columns } from "../../format/columns.ts";
import { inUnit, type Field } from "../../format/fields.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import { compareText } from "../model/cube.ts";
import { isolated } from "../text/direction.ts";
import {
  asWritten,
  count,
  full,
  kindOf,
  percentFine,
  rating,
  usdExact,
  withUnit,
} from "../text/numbers.ts";
import { and, called, inSentence, plural } from "../text/words.ts";

/** More names than these are counted instead. */
const listedAtMost = 6;

interface Item {
  readonly name: string;
  readonly group: string;
  readonly value: number;
}

interface Reading {
  /**
   * The largest value first, but for rankings and leaders of groups, which keep the query's order.
   */
  readonly items: readonly Item[];
  readonly value: Field;
  readonly each: string;
}

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
  const items = rowsOf(columns).flatMap((row) => {
    const number = row[chart.value];
    const name = String(row[chart.label]);
    return typeof number === "number"
      ? [
          {
            name: called(name, question.names),
            group: group ? isolated(String(row[group])) : "",
            value: inUnit(number, value.type),
          },
        ]
      : [];
  });
  if (items.length === 0) return undefined;
  const sorted =
    question.reading === "leaders" || question.reading === "ranking"
      ? items
      : items.toSorted((a, b) => b.value - a.value || compareText(a.name, b.name));
  return { items: sorted, value, each: question.each };
}

const figure = (value: number, field: Field) =>
  field.type === "number" && kindOf(field) === "usd" ? usdExact(value) : withUnit(value, field);
/** A figure that follows one with its unit. */
const further = (value: number, field: Field) =>
  kindOf(field) === "rating" ? rating(value) : figure(value, field);
/** How far two figures are apart as they are written. */
const difference = (high: number, low: number, field: Field) =>
  further(asWritten(high, kindOf(field)) - asWritten(low, kindOf(field)), field);
/** The first of a list and those that follow it with the same value. */
function tiedFirst(items: readonly Item[]): readonly Item[] {
  const end = items.findIndex((item) => item.value !== items[0]?.value);
  return end < 0 ? items : items.slice(0, end);
}
const listedNames = (items: readonly Item[]) => and(items.map(({ name }) => name));
const sumOfValues = (items: readonly Item[]) => items.reduce((sum, item) => sum + item.value, 0);
// Amounts in dollars are not exact as floating-point numbers, and a share that lies between two
// tenths would be rounded by chance.
const whole = (value: number) => Math.round(value * 1e6);
const shareOf = (value: number, total: number) =>
  percentFine(total === 0 ? 0 : whole(value) / whole(total));

/**
 * The answer to a question in a sentence or two, written from its rows and never saying more than
 * they do.
 */
export function answer(entry: SnapshotEntry, columns: Columns | undefined): string {
  const reading = readingOf(entry, columns);
  if (!reading || !columns) return listed(entry);
  const [only, ...others] = reading.items;
  if (only && others.length === 0 && entry.question?.reading !== "leaders")
    return `${entry.suppressed ? `Only one ${reading.each} can be shown,` : `There is only one ${reading.each},`} ${only.name}: ${inSentence(reading.value.label)} ${figure(only.value, reading.value)}.`;
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
  if (!second) return `${first.name}: ${figure(first.value, value)}`;
  const tied = tiedFirst(
    entry.question?.reading === "leaders" ? items.toSorted((a, b) => b.value - a.value) : items,
  );
  if (alikeAsShown(items, value)) return `All alike: ${figure(first.value, value)}`;
  if (tied.length > 1)
    return tied.length > 3
      ? `${count(tied.length)} ${plural(tied.length, reading.each)} come first, with ${figure(tied[0]?.value ?? 0, value)} each`
      : `${listedNames(tied)}: ${figure(tied[0]?.value ?? 0, value)} each`;
  if (entry.question?.reading === "parts")
    return `${first.name}: ${figure(first.value, value)} of ${figure(sumOfValues(items), value)}`;
  if (entry.question?.reading === "comparison" && items.length === 2)
    return `${first.name} ${difference(first.value, second.value, value)} above ${second.name}`;
  return `${tied[0]?.name ?? ""} first, with ${figure(tied[0]?.value ?? 0, value)}`;
}

/** Whether all values look the same as they are written. */
const alikeAsShown = (items: readonly Item[], value: Field) =>
  new Set(items.map((item) => figure(item.value, value))).size === 1;

function listed({ rows, totals, fields, question, suppressed, published }: SnapshotEntry): string {
  if (suppressed)
    return rows > 0
      ? `${count(rows)} ${plural(rows, question?.each ?? "row")} can be shown.`
      : published
        ? `Nothing can be shown: every ${question?.each ?? "row"} is of too few customers, or would give one away.`
        : "It is not told how many: they, or all others, are too few customers.";
  if (rows === 0) return `None: no ${question?.each ?? "row"} meets the question.`;
  const sums = fields
    .filter((field) => field.type === "money")
    .map(
      (field) =>
        `${inSentence(field.label)} ${full(inUnit(totals[field.name] ?? 0, "money"), "usd")} in all`,
    );
  return `${count(rows)} ${plural(rows, question?.each ?? "row")}${sums.length > 0 ? `, ${and(sums)}` : ""}.`;
}

function parts({ items, value, each }: Reading): string {
  const total = sumOfValues(items);
  const [first] = items;
  if (!first) return "";
  const label = inSentence(value.label);
  const tied = tiedFirst(items);
  if (alikeAsShown(items, value))
    return `Every ${each} has the same ${label}, ${figure(first.value, value)}.`;
  const others = items
    .slice(tied.length)
    .map((item) => `${item.name} ${figure(item.value, value)} (${shareOf(item.value, total)})`);
  const lead =
    tied.length > 1
      ? `The largest parts are ${listedNames(tied)}, ${figure(first.value, value)} each (${shareOf(first.value, total)})`
      : `The largest part is ${first.name}: ${figure(first.value, value)} of ${figure(total, value)} ${label} (${shareOf(first.value, total)})`;
  return `${lead}; then ${and(others)}.`;
}

function comparison({ items, value }: Reading): string {
  const [high, low] = items;
  if (!high || !low) return "";
  if (figure(high.value, value) === figure(low.value, value))
    return `${value.label} is the same for ${high.name} and ${low.name}: ${figure(high.value, value)}.`;
  const relative = high.value > 0 ? ` (${percentFine(1 - low.value / high.value)})` : "";
  return `${value.label} is ${figure(high.value, value)} for ${high.name} and ${figure(low.value, value)} for ${low.name}, ${difference(high.value, low.value, value)}${relative} less.`;
}

/** Where a comparison of averages also has the amounts they come from: whose they are. */
function revenueShares({ question }: SnapshotEntry, columns: Columns, { value }: Reading): string {
  const chart = question?.chart;
  const field = columns.fields.find(
    (candidate) => candidate.type === "money" && candidate.name !== value.name,
  );
  if (!field || !question || !chart || chart.type === "none") return "";
  const items = rowsOf(columns).map((row) => ({
    name: called(String(row[chart.label]), question.names),
    value: inUnit(Number(row[field.name]), field.type),
  }));
  const total = items.reduce((sum, item) => sum + item.value, 0);
  return ` ${field.label}: ${and(items.map((item) => `${item.name} ${figure(item.value, field)} (${shareOf(item.value, total)})`))}.`;
}

function ranking({ items, value, each }: Reading): string {
  const tied = tiedFirst(items);
  const rest = items.slice(tied.length);
  const label = inSentence(value.label);
  // A query ends somewhere: where its last row ties with its first, rows that it left out may tie
  // as well.
  if (alikeAsShown(items, value))
    return `All ${count(items.length)} shown have the same ${label}, ${figure(tied[0]?.value ?? 0, value)}: ${listedNames(items.slice(0, listedAtMost))}${items.length > listedAtMost ? " and others" : ""}.`;
  const lead =
    tied.length > 1
      ? `First are ${tied.length > listedAtMost ? `${count(tied.length)} ${plural(tied.length, each)}` : listedNames(tied)}, ${label} ${figure(tied[0]?.value ?? 0, value)} each`
      : `First is ${tied[0]?.name ?? ""}, ${label} ${figure(tied[0]?.value ?? 0, value)}`;
  const named = rest
    .slice(0, listedAtMost - 1)
    .map((item) => `${item.name} ${further(item.value, value)}`);
  const more = rest.length - named.length;
  return `${lead}; then ${and(more > 0 ? [...named, `${count(more)} more ${plural(more, each)}`] : named)}.`;
}

function leadersOfGroups({ items, value }: Reading): string {
  const groups = [...new Set(items.map((item) => item.group))];
  const tops = groups.map((group) => {
    const members = items
      .filter((item) => item.group === group)
      .toSorted((a, b) => b.value - a.value);
    const top = tiedFirst(members);
    return `${top.length > 1 && top.length === members.length ? "among others " : ""}${listedNames(top)} in ${group} (${figure(top[0]?.value ?? 0, value)}${top.length > 1 ? " each" : ""})`;
  });
  return `Most ${inSentence(value.label)}: ${tops.length > 1 ? `${tops.slice(0, -1).join("; ")}; and ${tops.at(-1) ?? ""}` : (tops[0] ?? "")}.`;
}
