import { expect } from "vitest";
import type { Metric } from "../../../format/report.ts";
import type { KeyFigure } from "../../../src/views/key-figures.ts";
import { isMoney, percent, percentFine } from "../../../src/text/numbers.ts";
import { kindOfMetric } from "../../../src/model/metric.ts";
import { counted, inSentence } from "../../../src/text/words.ts";
import {
  after,
  calledIn,
  dimensionIn,
  metricIn,
  most,
  selectedOf,
  subjects,
  unitsIn,
  valueIn,
  worded,
  writing,
  type Members,
  type Scene,
} from "./scene.ts";
import { groupsBy } from "./sums.ts";
import type { Row } from "./world.ts";

/** How close two figures are that are called alike. */
const alike = 0.02;

/** Asserts that a headline says nothing that the figures contradict. */
export function expectHeadline(scene: Scene, text: string): void {
  const { model } = scene;
  const { headline, lead } = model.dashboard;
  const rows = selectedOf(scene);
  const metric = metricIn(scene, lead);
  const whole = valueIn(scene, metric, rows) ?? 0;
  const members = headline === undefined ? [] : groupsBy(rows, [headline.by]);
  if (!headline || whole === 0) {
    expectSummary(scene, rows, text);
    return;
  }
  const units = ({ rows: some }: Members) => unitsIn(scene, metric, some);
  const top = most(members, units);
  const names = top.map(({ keys: [key = ""] }) => calledIn(scene, headline.by, key));
  const value = valueIn(scene, metric, top[0]?.rows ?? []) ?? NaN;
  const { full } = writing(metric);
  if (members.length === 1) {
    expect(text).toBe(`All ${full(whole)} of ${metric.measure} comes from ${names[0] ?? ""}.`);
    return;
  }
  const { many } = dimensionIn(scene, headline.by).noun;
  const rest = after(
    subjects(names, many).map((all) => `${all} `),
    text,
  );
  expect(/ the same .* each\.$/.test(rest)).toBe(top.length > 1);
  const isNegative = members.some((each) => units(each) < 0);
  const isAll = members.every((each) => top.includes(each) || units(each) === 0);
  if (/ the most /.test(rest)) expect(top).toHaveLength(1);
  if (/ all of /.test(rest)) expect([isAll, top.length]).toEqual([true, 1]);
  const [written] = /(?:under |over )?[\d.,−]+%/.exec(rest) ?? [];
  if (written !== undefined)
    expect([isNegative, isAll, written]).toEqual([false, false, worded(percent(value / whole))]);
  else if (!/ all of /.test(rest)) expect(rest).toContain(full(value));
  const [first] = top;
  if (top.length === 1 && first && headline.volume !== undefined && headline.rate !== undefined)
    expectReason(scene, rest, first, members, {
      volume: metricIn(scene, headline.volume),
      rate: metricIn(scene, headline.rate),
    });
}

/** "200 customers: average age 38.85 and average income 60.56." */
function expectSummary(scene: Scene, rows: readonly Row[], text: string): void {
  const { model, figures } = scene;
  const said = model.dashboard.kpis
    .filter((name) => figures.metrics.get(name)?.count === undefined)
    .map((name) => metricIn(scene, name))
    .flatMap((metric) => {
      const value = valueIn(scene, metric, rows);
      return value === null || !figures.metrics.has(metric.name)
        ? []
        : [`${inSentence(metric.label)} ${writing(metric).full(value)}`];
    })
    .slice(0, 3);
  const size = counted(rows.length, model.row);
  expect(text.startsWith(said.length === 0 ? `${size}.` : `${size}: `), text).toBe(true);
  for (const each of said) expect(text).toContain(each);
}

/** A reason has to be one that the figures have, of the leader and all the rest. */
function expectReason(
  scene: Scene,
  rest: string,
  first: Members,
  members: readonly Members[],
  { volume, rate }: { readonly volume: Metric; readonly rate: Metric },
): void {
  const often = most(members, ({ rows }) => unitsIn(scene, volume, rows));
  const [many, much] = [inSentence(volume.label), inSentence(rate.label)];
  const says = (words: string) => rest.includes(words);
  if (says(`: more ${many}`)) expect(often).toEqual([first]);
  if (says(`not more ${many}`)) expect(often).not.toContain(first);
  if (says(`as many ${many} as any other`))
    expect([often.length > 1, often.includes(first)]).toEqual([true, true]);
  const own = valueIn(scene, rate, first.rows);
  const others = members.filter((each) => each !== first).flatMap(({ rows }) => rows);
  const theirs = valueIn(scene, rate, others);
  const isHigher = rest.replace(`not a higher ${much}`, "").includes(`a higher ${much}`);
  const isLower = says(`a lower ${much}`);
  if (isHigher || isLower) {
    expect([own, theirs], rest).not.toContain(null);
    expect(Math.sign((own ?? 0) - (theirs ?? 0)), rest).toBe(isHigher ? 1 : -1);
  }
  if (says(`not a higher ${much}`) && own !== null && theirs !== null && own > theirs)
    expect(own - theirs).toBeLessThanOrEqual(alike * Math.abs(theirs) * (1 + 1e-9));
}

const inRow = (metric: Metric, value: number | null) => {
  const { full, short } = writing(metric);
  return value === null
    ? "–"
    : isMoney(kindOfMetric(metric))
      ? full(value).replace("\u00a0", " ")
      : short(value);
};

/** Asserts that key figures are those of the rows, and that what stands beside them is true. */
export function expectKeyFigures(scene: Scene, found: readonly KeyFigure[]): void {
  const rows = selectedOf(scene);
  for (const { metric, value, note } of found) {
    const [own, all] = [valueIn(scene, metric, rows), valueIn(scene, metric, scene.rows)];
    expect(value, metric.name).toBe(inRow(metric, own));
    const [, part] = /^([<>]?[\d.,−]+%) of all /.exec(note) ?? [];
    if (part !== undefined && own !== null && all !== null) {
      expect(own / all, note).toBeGreaterThanOrEqual(0);
      expect(own / all, note).toBeLessThanOrEqual(1);
      expect(part).toBe(percentFine(own / all));
    }
    const [, way] = / (above|below) all /.exec(note) ?? [];
    if (way !== undefined)
      expect(Math.sign((own ?? NaN) - (all ?? NaN)), note).toBe(way === "above" ? 1 : -1);
    if (note === "as all") expect(inRow(metric, own)).toBe(inRow(metric, all));
  }
}
