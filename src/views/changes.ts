import { columnsFrom, type Columns } from "../../format/columns.ts";
import { fieldOf, type Field } from "../../format/fields.ts";
import type { History } from "../../format/history.ts";
import type { SnapshotStore } from "../../format/store.ts";
import { drawnGroups } from "../charts/limits.ts";
import { intervals } from "../charts/intervals.ts";
import { chanceText, dimensionTitle } from "../sentences/changes.ts";
import { isMoney, kindOfUnit, short } from "../text/numbers.ts";
import { called } from "../text/words.ts";
import {
  compareEditions,
  type AnswerChange,
  type Changes,
  type StateChange,
} from "../model/changes.ts";
import type { DimensionChanges } from "../model/group-changes.ts";
import { beyondChance } from "../model/key-changes.ts";
import { judgedTogether } from "./judged.ts";

/** What changed since the edition before; undefined in a first build. */
export const changesOf = (history: History): Changes | undefined =>
  compareEditions(history, judgedTogether);

/**
 * Where the numbers of rows and values come from; of a table in a database it is not known what was
 * missing.
 */
export const countsTrace = ({ manifest }: SnapshotStore) =>
  manifest.snapshots.some(({ name }) => name === "profile-missing")
    ? "profile-missing"
    : "profile-outliers";

/**
 * A dimension's revenue, group by group, against zero; of many groups those that moved furthest.
 */
export function dimensionView(changed: DimensionChanges) {
  const { table, dimension, label, total, unit, groups } = changed;
  const kind = kindOfUnit(unit);
  const decimals = 3;
  const amount = (name: string, text: string): Field =>
    isMoney(kind)
      ? { ...fieldOf("money", name, text, unit), decimals }
      : fieldOf("number", name, text, unit);
  // Stored as its type stores it; no currency has more decimals.
  const units = (value: number) => (isMoney(kind) ? Math.round(value * 10 ** decimals) : value);
  const furthest = new Set(
    groups
      .toSorted((a, b) => Math.abs(b.revenue.estimate) - Math.abs(a.revenue.estimate))
      .slice(0, drawnGroups),
  );
  const drawn = groups.filter((group) => furthest.has(group));
  return {
    // The snapshot it was computed from.
    trace: table,
    id: `changes-${dimension.replaceAll("_", "-")}`,
    title: dimensionTitle(changed),
    subtitle: `Change in ${total} by ${label.toLowerCase()}, with 95% intervals${drawn.length < groups.length ? `, the ${drawn.length} largest of ${groups.length} changes` : ""}`,
    chart: intervals(
      drawn.map(({ name, revenue }) => ({ name, ...revenue, highlight: beyondChance(revenue) })),
      {
        format: (value) => `${value > 0 ? "+" : ""}${short(value, kind).replace(".0k", "k")}`,
        reference: { at: 0, label: "no change" },
      },
    ),
    table: columnsFrom(
      [
        fieldOf("text", "group", label),
        fieldOf("integer", "rows_then", "Rows before"),
        fieldOf("integer", "rows", "Rows now"),
        amount("total_then", "Total before"),
        amount("total", "Total now"),
        amount("change", "Change"),
        amount("low", "Low"),
        amount("high", "High"),
        fieldOf("text", "chance", "Verdict"),
        fieldOf("number", "average_then", "Average before", unit),
        fieldOf("number", "average", "Average now", unit),
        fieldOf("text", "average_chance", "Verdict on average"),
      ],
      groups.map(({ name, then, now, revenue, average }) => [
        name,
        then?.n ?? 0,
        now?.n ?? 0,
        units(then?.sum ?? 0),
        units(now?.sum ?? 0),
        units(revenue.estimate),
        // No interval is known to the cent.
        units(Math.round(revenue.low)),
        units(Math.round(revenue.high)),
        chanceText(revenue),
        then && then.n > 0 ? then.sum / then.n : null,
        now && now.n > 0 ? now.sum / now.n : null,
        average ? chanceText(average) : "not compared",
      ]),
    ),
  };
}

/** An answer then and now as a table; shares differ by percentage points. */
export function answerTable({ label, value, names, rows }: AnswerChange): Columns {
  const type = value.type === "count" ? "integer" : value.type;
  const named = rows.map((row) => ({ ...row, what: called(row.what, names) }));
  return beforeAndNow(label, type, named, value.unit);
}

/** Figures of the data's state as a table, all of one type. */
export const stateTable = (
  rows: readonly StateChange[],
  what: string,
  type: Field["type"],
): Columns => beforeAndNow(fieldOf("text", "what", what), type, rows);

function beforeAndNow(
  label: Field,
  type: Field["type"],
  rows: readonly StateChange[],
  unit?: string,
): Columns {
  const isShare = type === "share";
  return columnsFrom(
    [
      label,
      fieldOf(type, "then", "Before", unit),
      fieldOf(type, "now", "Now", unit),
      isShare
        ? fieldOf("number", "change", "Change (points)")
        : fieldOf(type, "change", "Change", unit),
    ],
    rows.map(({ what, then, now }) => [
      what,
      then,
      now,
      then === null || now === null ? null : (isShare ? 100 : 1) * (now - then),
    ]),
  );
}
