import { max } from "d3-array";
import type { FindingSpec } from "../../format/finding.ts";
import type { Measured, Ranked, Verdict } from "../model/finding.ts";
import type { Interval } from "../statistics/means.ts";
import { effectLevel, negligible, significant } from "../statistics/thresholds.ts";
import {
  correlation,
  count,
  decimal,
  isZero,
  percentFine,
  points,
  exact,
  full,
  kindOfUnit,
} from "../text/numbers.ts";
import { and, called, capitalised, listed } from "../text/words.ts";

/** A verdict with the sentence that gives it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly sentence: string;
}

/** An effect as a picture's axis and a screen reader have it, with its sign: "+$3", "−0.021". */
export function effectText(
  value: number,
  { comparison, unit }: Pick<FindingSpec, "comparison" | "unit">,
): string {
  const text = comparison === "correlation" ? decimal(Math.abs(value)) : size(value, unit);
  const sign = isZero(text) ? "" : value < 0 ? "−" : "+";
  return `${sign}${text}`;
}

/** A group's mean or share as a claim has it. */
export const groupText = (
  value: number,
  { comparison, unit }: Pick<FindingSpec, "comparison" | "unit">,
) => (comparison === "contingency" ? percentFine(value) : full(value, kindOfUnit(unit)));

/** How an effect's size is called by convention: negligible, small, medium or large. */
export function strengthWord({ kind, value }: NonNullable<Measured["strength"]>): string {
  const words = ["negligible", "small", "medium", "large"];
  return words[effectLevel(kind, value)] ?? "";
}

/** A difference in a claim's unit, without its sign. */
export const size = (value: number, unit: FindingSpec["unit"]): string =>
  unit === "points" ? points(value) : full(Math.abs(value), kindOfUnit(unit));

const signed = (value: number, unit: FindingSpec["unit"]) =>
  isZero(size(value, unit))
    ? "no difference"
    : `${size(value, unit)} ${value < 0 ? "less" : "more"}`;

/** How a group compares with another: "$0.37 less than others"; what rounds to nothing is "as much". */
const against = (value: number, unit: FindingSpec["unit"], other: string | undefined) =>
  isZero(size(value, unit))
    ? `as much as ${other ?? "their number would"}`
    : `${signed(value, unit)} than ${other ?? "by their number"}`;

const unknown = (sentence: string): Judgement => ({ verdict: "cannot be shown", sentence });

/**
 * Judges a claim by its figures and says so.
 * @param p the p-value, corrected for all the claims that are tested beside it
 */
export function judge(spec: FindingSpec, found: Measured, p: number): Judgement {
  if (spec.comparison === "none")
    return unknown([(spec.because ?? "").trim(), evidence(spec, found)].filter(Boolean).join(" "));
  if (found.absent.length > 0) return absence(spec, found);
  if (spec.comparison === "lead") return leading(spec, found);
  if (found.test === "" || Number.isNaN(p))
    return unknown(
      spec.comparison === "part"
        ? `There are too few ${spec.noun.many}, too few different values, or amounts below zero, so it cannot be tested.`
        : `There are too few ${spec.noun.many}, or too few different values, to test it.`,
    );
  return found.effect ? between(spec, found, found.effect, p) : among(spec, found, p);
}

function absence({ names, noun }: FindingSpec, { absent }: Measured): Judgement {
  const groups = listed(
    absent.map((name) => called(name, names)),
    "group",
  );
  return unknown(`Not testable: the data have no ${noun.many} in ${groups}.`);
}

/** What is said of one effect: whether numbers go together, or how two groups differ. */
function wordsOf({ comparison, groups, measure, names, unit }: FindingSpec, estimate: number) {
  const about = capitalised(measure);
  if (comparison === "correlation")
    return {
      found: `${about}: their correlation is ${correlation(estimate)}`,
      what: "correlation",
      write: correlation,
      bound: correlation,
      doubt: "whether they go together",
    };
  const [first = "", second] = groups.map((name) => called(name, names));
  return {
    found: `${about}: ${first} have ${against(estimate, unit, second)}`,
    what: "difference",
    write: (value: number) => size(value, unit),
    bound: (value: number) => signed(value, unit),
    doubt: "whether there is a difference",
  };
}

function between(spec: FindingSpec, measured: Measured, effect: Interval, p: number): Judgement {
  const { direction, matters } = spec;
  const { estimate, low, high } = effect;
  const { found, what, write, bound, doubt } = wordsOf(spec, estimate);
  const within = (write: (value: number) => string) =>
    ` (95% interval: ${write(low)} to ${write(high)})`;
  const range = within(bound);
  const asClaimed = direction === "differently" || (direction === "more") === estimate > 0;
  if (p < significant && !asClaimed)
    return {
      verdict: "not supported",
      sentence: `${found}${range}: the opposite of what is claimed.`,
    };
  if (measured.equivalent < significant) {
    const bounds = within((value) => effectText(value, spec));
    const least = matters === undefined ? "" : write(matters);
    return {
      verdict: "not supported",
      sentence: `${found}${bounds}, so a meaningful ${what} (${least} or more) is ruled out.`,
    };
  }
  if (p < significant) {
    const { strength } = measured;
    const weak =
      strength && Math.abs(strength.value) < negligible[strength.kind]
        ? " Statistically significant, but small."
        : "";
    return { verdict: "supported", sentence: `${found}${range}.${weak}` };
  }
  // The interval is of this claim alone, the p-value of all that are tested beside it.
  const open =
    low > 0 || high < 0
      ? "Significant alone, but not after allowing for the number of claims tested."
      : `This leaves open ${matters === undefined ? doubt : `whether there is a meaningful ${what} (${write(matters)} or more)`}.`;
  return { verdict: "too close to call", sentence: `${found}${range}. ${open}` };
}

/** How many groups share a place by name; more are counted. */
const namedAtMost = 3;

function among(
  spec: FindingSpec,
  { ranking, strength, equivalent }: Measured,
  p: number,
): Judgement {
  const ordered = ranking.toSorted((x, y) => y.mean - x.mean);
  const [high, low] = [ordered[0], ordered.at(-1)].map((row) => groupText(row?.mean ?? 0, spec));
  // Whoever is written alike shares the place.
  const namesWith = (text: string | undefined) =>
    listed(
      ordered
        .filter(({ mean }) => groupText(mean, spec) === text)
        .map(({ name }) => called(name, spec.names)),
      "group",
      namedAtMost,
    );
  const extremes =
    high === low
      ? `all groups with ${high ?? ""}`
      : `${namesWith(high)} the most with ${high ?? ""}, ${namesWith(low)} the least with ${low ?? ""}`;
  const share =
    strength?.kind === "eta"
      ? `; the groups explain ${percentFine(strength.value)} of the variation`
      : "";
  const found = `${capitalised(spec.measure)}: ${extremes}${share}`;
  const little =
    strength?.kind === "eta"
      ? `${percentFine(negligible.eta)} or more of the variation`
      : "more than a negligible association";
  if (equivalent < significant)
    return {
      verdict: "not supported",
      sentence:
        `${found}. ` +
        `${p < significant ? "Statistically significant, but negligible" : "A gap that chance could produce"}: ${little} is ruled out.`,
    };
  if (p < significant)
    return {
      verdict: "supported",
      sentence: `${found}. The differences are statistically significant.`,
    };
  return {
    verdict: "too close to call",
    sentence: `${found}. It may be chance: there are too few ${spec.noun.many} to tell.`,
  };
}

/**
 * What the rows of a claim that cannot be shown have to say: how often its outcome is Yes in each
 * group.
 */
function evidence({ names, measure }: FindingSpec, { ranking }: Measured): string {
  if (ranking.length === 0) return "";
  const shares = ranking.map(
    ({ name, n, total }) =>
      `${total === 0 ? "none" : total === n ? "all" : percentFine(total / n)} of the ` +
      `${count(n)} ${called(name, names)}`,
  );
  return `${capitalised(measure)}: ${listed(shares, "group")}.`;
}

function leading(spec: FindingSpec, { ranking }: Measured): Judgement {
  const kind = kindOfUnit(spec.unit);
  const claimed = new Set(spec.groups);
  const top = ranking.slice(0, claimed.size);
  const [first, second] = ranking;
  if (!first || !second) return unknown("There is nothing to compare with.");
  if (ranking.every(({ total }) => total === 0))
    return unknown(`Not testable: the ${spec.measure} of every group is ${full(0, kind)}.`);
  const amounts = and(
    top.map(({ name, total }) => `${called(name, spec.names)} (${full(total, kind)})`),
  );
  const holds =
    top.every(({ name }) => claimed.has(name)) &&
    top.at(-1)?.total !== ranking[claimed.size]?.total;
  if (!holds || claimed.size > 1)
    return {
      verdict: holds ? "supported" : "not supported",
      sentence: `The largest ${spec.measure} is that of ${amounts}.${perHead(spec, ranking)}`,
    };
  return {
    verdict: "supported",
    sentence:
      `${called(first.name, spec.names)} has ${full(first.total - second.total, kind)} more ` +
      `${spec.measure} than ${called(second.name, spec.names)}, ` +
      `${reason(spec, first, second)}.${perHead(spec, ranking)}`,
  };
}

/** A share this close to all of it is called all. */
const nearlyAll = 0.98;

/**
 * Whether a group's total is larger than another's for its number of purchases or for their size.
 * The gap is split exactly into the two, each at the mean of the other. Of amounts below zero it is
 * the fewer that make a total larger.
 */
function reason({ unit, noun }: FindingSpec, first: Ranked, second: Ranked): string {
  const kind = kindOfUnit(unit);
  const gap = first.total - second.total;
  const byNumber = ((first.n - second.n) * (first.mean + second.mean)) / 2;
  const share = byNumber / gap;
  const isMore = first.n === second.n ? first.mean + second.mean >= 0 : first.n > second.n;
  const numbers = `there are ${isMore ? "more" : "fewer"} ${noun.many} (${count(first.n)} against ${count(second.n)})`;
  const sizes = `(${exact(first.mean, kind)} against ${exact(second.mean, kind)})`;
  if (share > 2 - nearlyAll) return `because ${numbers}, although each is smaller ${sizes}`;
  if (share >= nearlyAll)
    return `${percentFine(Math.min(1, share))} of it because ${numbers}, not because each is larger`;
  if (share >= 0.5)
    return (
      `${percentFine(share)} of it because ${numbers}, the rest because each ${noun.one} is ` +
      `larger ${sizes}`
    );
  if (share > 1 - nearlyAll)
    return (
      `${percentFine(1 - share)} of it because each ${noun.one} is larger ${sizes}, the rest ` +
      `because ${numbers}`
    );
  if (share >= nearlyAll - 1)
    return `because each ${noun.one} is larger ${sizes}, not because ${numbers}`;
  return `because each ${noun.one} is larger ${sizes}, although ${numbers}`;
}

/** Who has the most a customer, which need not be who has the most in all. */
function perHead({ names, unit, noun }: FindingSpec, ranking: Measured["ranking"]): string {
  const write = (value: number) => exact(value, kindOfUnit(unit));
  const most = write(max(ranking, ({ mean }) => mean) ?? NaN);
  const top = ranking.filter(({ mean }) => write(mean) === most);
  if (top.length === ranking.length) return ` Per ${noun.one} all are alike.`;
  return ` Per ${noun.one} it is ${and(top.map(({ name }) => called(name, names)))}, with ${most}.`;
}
