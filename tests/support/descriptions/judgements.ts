import { expect } from "vitest";
import type { Dimension } from "../../../format/report.ts";
import type { BoundClaim } from "../../../etl/report/claims.ts";
import { effectText, size } from "../../../src/sentences/finding.ts";
import { exact, full, kindOfUnit, percentFine } from "../../../src/text/numbers.ts";
import { called } from "../../../src/text/words.ts";
import type { Finding } from "../../../src/views/findings.ts";
import { most, subjects } from "./scene.ts";
import { groupsBy, momentsOf, partsOf, type DescribedFigures } from "./sums.ts";
import type { World } from "./world.ts";

/** A group that a claim compares, as its rows are. */
interface Compared {
  readonly name: string;
  readonly n: number;
  readonly total: number;
  readonly mean: number;
}

/** What a claim is checked against. */
interface Case {
  readonly finding: Finding;
  readonly groups: readonly Compared[];
  /** What readers call a group. */
  readonly nameOf: (name: string) => string;
}

function comparedIn(
  world: World,
  figures: DescribedFigures,
  { by, metric, spec }: BoundClaim,
): Compared[] {
  if (!by || !metric) return [];
  return groupsBy(world.rows, [by.name]).map(({ keys: [name = ""], rows }) => {
    if (spec.comparison === "contingency" || spec.comparison === "none") {
      const { sum } = partsOf(figures, metric.name, rows);
      return { name, n: rows.length, total: sum, mean: sum / rows.length };
    }
    const { n, total } = momentsOf(figures, metric.column ?? "", rows);
    const all = metric.of === "sum" ? rows.length : n;
    return { name, n: all, total, mean: total / all };
  });
}

/** "(1,240 against 980)", after some words. */
const against = (text: string, words: string) => {
  const at = text.indexOf(`${words} (`);
  const [, a = "", b = ""] = /\((.+?) against (.+?)\)/.exec(at < 0 ? "" : text.slice(at)) ?? [];
  return at < 0 ? undefined : [a, b];
};

/** Whoever leads has the most, and every reason is one that the groups have. */
function lead({ finding: { spec, sentence, verdict }, groups, nameOf }: Case): void {
  const kind = kindOfUnit(spec.unit);
  const ranked = groups.toSorted((a, b) => b.total - a.total);
  const [first, second] = ranked;
  if (verdict === "cannot be shown" || !first || !second) return;
  const claimed = ranked.filter(({ name }) => spec.groups.includes(name));
  const others = ranked.filter(({ name }) => !spec.groups.includes(name));
  const isLed = claimed.every(({ total }) => others.every((other) => other.total < total));
  expect(verdict === "supported", sentence).toBe(isLed);
  const { one, many } = spec.noun;
  if (isLed && claimed.length === 1)
    expect(sentence).toContain(
      `${nameOf(first.name)} has ${full(first.total - second.total, kind)} more `,
    );
  const [more, fewer] = ["more", "fewer"].map((word) =>
    against(sentence, `there are ${word} ${many}`),
  );
  const isDenied = / not because there are /.test(sentence);
  if (more && !isDenied) expect(first.n).toBeGreaterThan(second.n);
  if (fewer && !isDenied) expect(first.n).toBeLessThan(second.n);
  if (/because there are /.test(sentence) && !isDenied)
    expect(Math.sign(first.n - second.n) * (first.mean + second.mean), sentence).toBeGreaterThan(0);
  if (/although there are /.test(sentence))
    expect(Math.sign(first.n - second.n) * (first.mean + second.mean), sentence).toBeLessThan(0);
  const larger = against(sentence, `because each ${one} is larger`);
  if (larger) {
    expect(first.mean).toBeGreaterThan(second.mean);
    expect(larger).toEqual([exact(first.mean, kind), exact(second.mean, kind)]);
  }
  if (against(sentence, "although each is smaller")) expect(first.mean).toBeLessThan(second.mean);
  for (const share of sentence.match(/[\d.]+(?=% of it)/g) ?? [])
    expect([Number(share) > 0, Number(share) <= 100], sentence).toEqual([true, true]);
  const [, per] = / Per .+? it is (.+), with /.exec(sentence) ?? [];
  if (per !== undefined) {
    const top = most(groups, ({ mean }) =>
      Number(
        exact(mean, kind)
          .replaceAll(/[^\d.−]/g, "")
          .replace("−", "-"),
      ),
    );
    const names = top.map(({ name }) => nameOf(name));
    if (names.length <= 3) expect(subjects(names, "")).toContain(per);
    else for (const name of names) expect(per).toContain(name);
  }
}

/** Of several groups the first and the last are those with the highest and the lowest mean. */
function several({ finding: { spec, sentence, found }, groups, nameOf }: Case): void {
  const known = groups.filter(({ n }) => n > 0).toSorted((a, b) => b.mean - a.mean);
  if (found.test === "") return;
  const write = ({ mean }: Compared) =>
    spec.comparison === "contingency" ? percentFine(mean) : full(mean, kindOfUnit(spec.unit));
  const [high, low] = [known[0], known.at(-1)].map((end) => (end ? write(end) : ""));
  if (high === low) {
    expect(sentence).toContain(`: all groups with ${high ?? ""}`);
    return;
  }
  for (const [end, place] of [
    [high, "most"],
    [low, "least"],
  ] as const) {
    const tied = known.filter((each) => write(each) === end).map(({ name }) => nameOf(name));
    const text = ` the ${place} with ${end ?? ""}`;
    const told =
      tied.length > 3
        ? [` and ${tied.length - 2} more groups`, `, and ${tied.length - 2} more groups`]
        : subjects(tied, "");
    expect(
      told.some((names) => sentence.includes(names + text)),
      sentence + text,
    ).toBe(true);
  }
}

/** More is more, less is less, and what rounds to nothing is as much. */
function two({ finding, groups }: Case): void {
  const { spec, sentence, verdict, found } = finding;
  if (!found.effect || found.test === "") return;
  const [a, b] = spec.groups.map((name) => groups.find((group) => group.name === name));
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const gap =
    spec.comparison === "part"
      ? (a?.total ?? 0) / total - (a?.n ?? 0) / n
      : (a?.mean ?? NaN) - (b?.mean ?? NaN);
  const [, amount, way] = /: .* have (\S+(?: points)?) (more|less) than /s.exec(sentence) ?? [];
  if (way !== undefined) {
    expect(Math.sign(gap), sentence).toBe(way === "more" ? 1 : -1);
    expect(amount).toBe(size(gap, spec.unit));
  }
  if (verdict === "supported" && spec.direction !== "differently")
    expect(Math.sign(gap)).toBe(spec.direction === "more" ? 1 : -1);
  expect(effectText(gap, spec)).toBe(effectText(found.effect.estimate, spec));
}

function evidence({ finding: { sentence }, groups, nameOf }: Case): void {
  for (const { name, n, total } of groups) {
    const share = total === 0 ? "none" : total === n ? "all" : percentFine(total / n);
    if (groups.length <= 6 && sentence.includes(" of the "))
      expect(sentence).toContain(`${share} of the ${n} ${nameOf(name)}`);
  }
}

/** Asserts that what is said of a claim is true of the rows that it is tested on. */
export function expectJudgement(world: World, figures: DescribedFigures, finding: Finding): void {
  const claim = world.asked.analysis.claims.find(
    ({ id }) => `finding-${id}` === finding.entry.name,
  );
  if (!claim) throw new Error(`There is no claim ${finding.entry.name}.`);
  const names: Dimension["names"] = claim.spec.names;
  const given: Case = {
    finding,
    groups: comparedIn(world, figures, claim),
    nameOf: (name) => called(name, names),
  };
  const { comparison, groups } = claim.spec;
  if (comparison === "lead") lead(given);
  else if (comparison === "none") evidence(given);
  else if (comparison === "part" || (comparison !== "correlation" && groups.length === 2))
    two(given);
  else if (comparison !== "correlation") several(given);
}
