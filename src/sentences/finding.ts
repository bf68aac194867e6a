import type { FindingSpec } from "../../format/finding.ts";
import type { Measured, Verdict } from "../model/finding.ts";
import { count, percentFine, points, rating, usd } from "../text/numbers.ts";
import { and, called, capitalised } from "../text/words.ts";

/** A verdict with the sentence that gives it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly sentence: string;
}

/** What counts as more than chance. */
const significant = 0.05;
/** Effects below these are called negligible: eta squared and Cramér's V as Cohen (1988) has them. */
const negligible = { eta: 0.01, V: 0.1, d: 0.2 } as const;

/** A difference in a claim's unit, without its sign. */
export function size(value: number, unit: FindingSpec["unit"]): string {
  const amount = Math.abs(value);
  if (unit === "points") return points(amount);
  return unit === "USD" ? usd(amount) : rating(amount);
}

const signed = (value: number, unit: FindingSpec["unit"]) => `${size(value, unit)} ${value < 0 ? "less" : "more"}`;

/**
 * Judges a claim by its figures and says so.
 * @param p the p-value, corrected for all the claims that are tested beside it
 */
export function judge(spec: FindingSpec, found: Measured, p: number): Judgement {
  if (spec.comparison === "none") return { verdict: "cannot be shown", sentence: (spec.because ?? "").trim() };
  if (spec.comparison === "lead") return leading(spec, found);
  if (found.test === "" || Number.isNaN(p)) return { verdict: "cannot be shown", sentence: "There are too few customers, or too few different values, to test it." };
  return found.effect ? between(spec, found, p) : among(spec, found, p);
}

function between(spec: FindingSpec, { effect, equivalent, strength }: Measured, p: number): Judgement {
  const { unit, matters, direction } = spec;
  const [first = "", second] = spec.groups.map((name) => called(name, spec.names));
  const b = second ?? "by their number";
  const { estimate, low, high } = effect as NonNullable<Measured["effect"]>;
  const range = `the data fit anything from ${signed(low, unit)} to ${signed(high, unit)}`;
  const difference = `${capitalised(spec.measure)}: ${first} have ${signed(estimate, unit)} than ${b}`;
  const threshold = matters === undefined ? "" : size(matters, unit);
  const asClaimed = direction === "differently" || (direction === "more") === estimate > 0;
  if (p < significant && !asClaimed) return { verdict: "not supported", sentence: `${difference}, the other way round; ${range}.` };
  if (equivalent < significant) return { verdict: "not supported", sentence: `${difference}; ${range}, so a difference of ${threshold}, which would matter, is ruled out.` };
  if (p < significant) {
    const weak = strength && Math.abs(strength.value) < negligible[strength.kind] ? " It is more than chance, and small." : "";
    return { verdict: "supported", sentence: `${difference}; ${range}.${weak}` };
  }
  // The interval is of this claim alone, the p-value of all that are tested beside it.
  if (low > 0 || high < 0) return { verdict: "too close to call", sentence: `${difference}; ${range}. By itself that would pass for more than chance; among so many claims tested at once it does not.` };
  return { verdict: "too close to call", sentence: `${difference}; ${range}, which leaves open whether there is a difference${threshold === "" ? "" : ` of ${threshold}, which would matter`}.` };
}

function among(spec: FindingSpec, { ranking, strength }: Measured, p: number): Judgement {
  const ordered = ranking.toSorted((x, y) => y.mean - x.mean);
  const write = (value: number) => (spec.comparison === "contingency" ? percentFine(value) : size(value, spec.unit));
  const told = (row: Measured["ranking"][number] | undefined, place: string) => `${called(row?.name ?? "", spec.names)} the ${place} with ${write(row?.mean ?? 0)}`;
  const share = strength?.kind === "eta" ? `; the groups account for ${percentFine(strength.value)} of how customers differ` : "";
  const found = `${capitalised(spec.measure)}: ${told(ordered[0], "most")}, ${told(ordered.at(-1), "least")}${share}`;
  if (p < significant) return { verdict: "supported", sentence: `${found}. That is more than chance would make it.` };
  if (strength !== undefined && Math.abs(strength.value) < negligible[strength.kind]) return { verdict: "not supported", sentence: `${found}. Chance alone would make it so.` };
  return { verdict: "too close to call", sentence: `${found}. It may be chance, and there are too few customers to tell.` };
}

function leading(spec: FindingSpec, { ranking }: Measured): Judgement {
  const claimed = new Set(spec.groups);
  const top = ranking.slice(0, claimed.size);
  const [first, second] = ranking;
  if (!first || !second) return { verdict: "cannot be shown", sentence: "There is nothing to compare with." };
  const amounts = and(top.map(({ name, total }) => `${called(name, spec.names)} (${usd(total)})`));
  const holds = top.every(({ name }) => claimed.has(name)) && top.at(-1)?.total !== ranking[claimed.size]?.total;
  if (!holds) return { verdict: "not supported", sentence: `The largest ${spec.measure} is that of ${amounts}.` };
  if (claimed.size > 1) return { verdict: "supported", sentence: `The largest ${spec.measure} is that of ${amounts}.` };
  const gap = first.total - second.total;
  const byNumber = ((first.n - second.n) * (first.mean + second.mean)) / 2;
  const why = `${percentFine(Math.max(0, Math.min(1, byNumber / gap)))} of it because there are more purchases (${count(first.n)} against ${count(second.n)}), not because each is larger`;
  return { verdict: "supported", sentence: `${called(first.name, spec.names)} brings in ${usd(gap)} more than ${called(second.name, spec.names)}, ${byNumber / gap >= 0.5 ? why : `mostly because each purchase is larger (${usd(first.mean)} against ${usd(second.mean)})`}.` };
}
