import { expect } from "vitest";
import type { FigureSpec, Metric } from "../../../format/report.ts";
import { inSentence } from "../../../src/text/words.ts";
import {
  after,
  calledIn,
  dimensionIn,
  metricIn,
  most,
  subjects,
  unitsIn,
  valueIn,
  wholeOf,
  worded,
  writing,
  type Members,
  type Scene,
} from "./scene.ts";
import { percent } from "../../../src/text/numbers.ts";

/** What a title is checked against. */
interface Case {
  readonly scene: Scene;
  readonly spec: FigureSpec;
  readonly metric: Metric;
  readonly title: string;
  readonly members: readonly Members[];
}

const nothingOf = ({ label }: Metric) => `No ${inSentence(label)}`;
const unitsOf =
  ({ scene, metric }: Case) =>
  (members: Members) =>
    unitsIn(scene, metric, members.rows);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const nameOf = ({ scene, spec }: Case, { keys }: Members, place = 0) =>
  calledIn(scene, spec.by[place] ?? "", keys[place] ?? "");
const manyOf = ({ scene, spec }: Case, place = 0) =>
  dimensionIn(scene, spec.by[place] ?? "").noun.many;

/** "No" is said exactly where everything is nothing. @returns whether it is */
function isNothing(given: Case): boolean {
  const isNone = given.members.every((each) => unitsOf(given)(each) === 0);
  expect(given.title === nothingOf(given.metric)).toBe(isNone);
  return isNone;
}

function leader(given: Case): void {
  const { scene, spec, metric, members, title } = given;
  if (isNothing(given)) return;
  const units = unitsOf(given);
  const top = most(members, units);
  const value = valueIn(scene, metric, top[0]?.rows ?? []) ?? NaN;
  const whole = wholeOf(scene, metric, members);
  const { full, short } = writing(metric);
  const rest = after(
    subjects(
      top.map((each) => nameOf(given, each)),
      manyOf(given),
    ).map((names) => `${names} `),
    title,
  );
  const isNegative = members.some((each) => units(each) < 0);
  const others = members.filter((each) => !top.includes(each));
  const isAll =
    members.length === 1 || (top.length === 1 && others.every((each) => units(each) === 0));
  if (/\balmost all\b/.test(rest))
    expect([isAll, isNegative, short(value)]).toEqual([false, false, short(whole)]);
  else if (/\ball\b/.test(rest)) expect(isAll).toBe(true);
  if (/ the most\b/.test(rest)) expect([top.length, members.length > 1]).toEqual([1, true]);
  expect(/ each$/.test(rest)).toBe(top.length > 1);
  // Parts of a whole are parts of it only if none is below zero.
  if (/\d of (the )?\D*\d/.test(rest)) {
    expect(isNegative).toBe(false);
    expect([full(whole), short(whole)].some((text) => rest.endsWith(text))).toBe(true);
  }
  if (/^also /.test(rest)) {
    const lead = metricIn(scene, scene.model.dashboard.lead);
    expect(most(members, ({ rows }) => unitsIn(scene, lead, rows))).toEqual(top);
    const said = scene.model.dashboard.figures.filter(
      (figure) => figure.metric === lead.name && figure.by[0] === spec.by[0],
    );
    expect(said, "of whom a title says that they lead").not.toEqual([]);
  }
  expect([full(value), short(value), "almost all"].some((text) => rest.includes(text))).toBe(true);
}

function range({ scene, spec, metric, title, members }: Case): void {
  const some = members.filter(({ rows }) => rows.length > 0);
  const values = some.map(({ rows }) => valueIn(scene, metric, rows));
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    expect(title).toBe(nothingOf(metric));
    return;
  }
  const { inRange } = writing(metric);
  const [low, high] = [Math.min(...known), Math.max(...known)].map((value) =>
    worded(inRange(value)),
  );
  const rest = after(
    [`${metric.label}: ${low ?? ""}${low === high ? "" : ` to ${high ?? ""}`}`],
    title,
  );
  if (low !== high) {
    const one = spec.by.length === 1 ? dimensionIn(scene, spec.by[0] ?? "").noun.many : undefined;
    expect(rest).toBe(` across ${one ?? `${known.length} groups`}`);
  } else if (/^ in every /.test(rest))
    expect([known.length, known.length > 1]).toEqual([some.length, true]);
  else expect(known.length === 1 || known.length < some.length, title).toBe(true);
}

function share(given: Case): void {
  const { scene, spec, metric, members, title } = given;
  if (isNothing(given)) return;
  const units = unitsOf(given);
  const [first] = most(members, units);
  const of = spec.of ?? first?.keys[0] ?? "";
  // Of several that tie any may be named: none is said to lead.
  const meant =
    members.find(({ keys }) => keys[0] === of && spec.of !== undefined) ??
    most(members, units).find((each) => title.startsWith(`${nameOf(given, each)}: `));
  const value = meant && (spec.of === undefined || meant.keys[0] === of) ? units(meant) : 0;
  const whole = total(members.map(units));
  const name =
    spec.of === undefined && meant ? nameOf(given, meant) : calledIn(scene, spec.by[0] ?? "", of);
  const rest = after([`${name}: `], title);
  const isNegative = members.some((each) => units(each) < 0);
  const isAll = members.every((each) => each === meant || units(each) === 0);
  if (/^no /.test(rest)) expect(value).toBe(0);
  if (/^all /.test(rest)) expect([isAll, value === whole]).toEqual([true, true]);
  const [written] = /^(?:under |over )?[\d.,−]+%/.exec(rest) ?? [];
  if (written !== undefined)
    expect([isNegative, value > 0, isAll, written]).toEqual([
      false,
      true,
      false,
      worded(percent(value / whole)),
    ]);
  else if (!/^(no|all) /.test(rest))
    expect(rest).toContain(writing(metric).full(valueIn(scene, metric, meant?.rows ?? []) ?? 0));
}

function wins(given: Case): void {
  const { scene, spec, metric, members, title } = given;
  const units = unitsOf(given);
  const [rival, set] = spec.mark === "stacked" ? [1, 0] : [0, 1];
  const sets = [...Map.groupBy(members, ({ keys }) => keys[set]).values()];
  const won = sets.flatMap((each) => {
    const top = most(each, units);
    return top.length === 1 && units(top[0] as Members) > 0 ? [top[0]?.keys[rival] ?? ""] : [];
  });
  const tally = [...Map.groupBy(won, (name) => name)].map(([name, { length }]) => ({
    name,
    length,
  }));
  const best = most(tally, ({ length }) => length);
  const rivals = new Set(members.map(({ keys }) => keys[rival]));
  const [only] = best;
  if (best.length !== 1 || !only || rivals.size < 2) {
    const by = spec.by.map((name) => inSentence(dimensionIn(scene, name).label));
    expect(title).toBe(`${metric.label} by ${by.join(" and ")}`);
    return;
  }
  const noun = dimensionIn(scene, spec.by[set] ?? "").noun;
  const [first] = sets;
  const where =
    only.length < sets.length
      ? `${only.length} of ${sets.length} ${noun.many}`
      : sets.length > 1
        ? `every ${noun.one}`
        : calledIn(scene, spec.by[set] ?? "", first?.[0]?.keys[set] ?? "");
  expect(title).toBe(`${calledIn(scene, spec.by[rival] ?? "", only.name)} leads in ${where}`);
}

function top(given: Case): void {
  const some = given.members.filter(({ rows }) => rows.length > 0);
  if (isNothing({ ...given, members: some })) return;
  const leading = most(some, unitsOf(given));
  const names = leading.map((each) => nameOf(given, each)).toSorted();
  const rest = after(
    subjects(names, manyOf(given)).map((all) => `${all} lead`),
    given.title,
  );
  expect(/, more than any other /.test(rest)).toBe(leading.length === 1);
  expect(/ each$/.test(rest)).toBe(leading.length > 1);
  const { full, short } = writing(given.metric);
  const value = valueIn(given.scene, given.metric, leading[0]?.rows ?? []) ?? NaN;
  expect([full(value), short(value)].some((text) => rest.includes(` with ${text}`))).toBe(true);
}

const templates = { leader, range, share, wins, top };

/** Asserts that a title says nothing that the figures beside it contradict. */
export function expectTitle(
  scene: Scene,
  spec: FigureSpec,
  title: string,
  members: readonly Members[],
): void {
  templates[spec.title]({ scene, spec, title, members, metric: metricIn(scene, spec.metric) });
}
