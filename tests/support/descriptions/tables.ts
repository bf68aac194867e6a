import { expect } from "vitest";
import type { FigureSpec } from "../../../format/report.ts";
import { inUnit } from "../../../format/fields.ts";
import type { DashboardFigure } from "../../../src/model/figure.ts";
import { metricIn, valueIn, wholeOf, type Members, type Scene } from "./scene.ts";

/** Asserts that marks and table of a figure have the figures of their rows. */
export function expectTable(
  scene: Scene,
  spec: FigureSpec,
  { marks, everyMark, reading, table }: DashboardFigure,
  members: readonly Members[],
): void {
  const metric = metricIn(scene, spec.metric);
  const some = spec.mark === "grouped" ? members.filter(({ rows }) => rows.length > 0) : members;
  expect(everyMark).toHaveLength(some.length);
  expect(marks.length).toBeLessThanOrEqual(everyMark.length);
  const whole = wholeOf(scene, metric, members);
  const membersOf = (clause: Readonly<Record<string, string>>) =>
    members.find(({ keys }) => spec.by.every((name, place) => clause[name] === keys[place]));
  for (const { clause, sums } of everyMark) {
    const value = valueIn(scene, metric, membersOf(clause)?.rows ?? []);
    const shown = reading.of(sums);
    if (reading.kind === "share" && metric.kind !== "share") {
      // Parts of a whole, which are from nothing to all of it.
      expect(shown).toBe(whole === 0 || value === null ? null : value / whole);
      expect(shown === null || (shown >= 0 && shown <= 1)).toBe(true);
    } else expect(shown).toBe(value);
  }
  if (spec.mark !== "grouped") {
    expect(table.length).toBe(members.length);
    for (const name of new Set([spec.metric, ...spec.columns])) {
      const field = table.fields.find((each) => each.label === metricIn(scene, name).label);
      const found = (table.values[field?.name ?? ""] ?? []).map((value) =>
        typeof value === "number" && field ? inUnit(value, field) : value,
      );
      const expected = members.map(({ rows }) => valueIn(scene, metricIn(scene, name), rows));
      const sorted = (values: readonly unknown[]) => values.map(String).toSorted();
      if (table.fields.filter(({ label }) => label === field?.label).length === 1)
        expect(sorted(found), name).toEqual(sorted(expected));
    }
  }
}
