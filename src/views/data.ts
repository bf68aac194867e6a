import { filterRows, rowsOf, type Row } from "../../format/columns.ts";
import { inUnit } from "../../format/fields.ts";
import { labelOf, type Manifest, type SnapshotEntry } from "../../format/manifest.ts";
import type { SnapshotStore } from "../../format/store.ts";
import { bars } from "../charts/bars.ts";
import type { Chart } from "../charts/frame.ts";
import { heatmap } from "../charts/heatmap.ts";
import { histogram } from "../charts/histogram.ts";
import { effectLevel } from "../statistics/thresholds.ts";
import {
  correlation,
  count,
  countCompact,
  decimal,
  full,
  isMoney,
  kindOfUnit,
  percentFine,
} from "../text/numbers.ts";
import { capitalised, inSentence } from "../text/words.ts";

/** A column's numbers as an axis writes them. */
function axis({ dictionary }: Manifest, name: string): (value: number) => string {
  const kind = kindOfUnit(dictionary.find((entry) => entry.name === name)?.unit ?? "");
  return isMoney(kind) ? (value) => full(value, kind) : decimal;
}

/** "; range 18 to 70", or the end that is not suppressed. */
function rangeOf(min: string | undefined, max: string | undefined): string {
  if (min !== undefined && max !== undefined) return `; range ${min} to ${max}`;
  if (min !== undefined) return `; minimum ${min}`;
  return max === undefined ? "" : `; maximum ${max}`;
}

/** Every numeric column's histogram with its table; the title is its five-number summary. */
export function distributions(store: SnapshotStore) {
  const { manifest } = store;
  const all = store.columns("profile-histograms");
  const summaries = rowsOf(store.columns("profile-numeric")).filter(
    (row) => row["stage"] === "after",
  );
  const names = [...new Set(all.values["column_name"]?.map(String))];
  return names.map((name) => {
    const isOf = (row: Row) => row["column_name"] === name;
    const rows = rowsOf(all).filter(isOf);
    const single = rows.some((row) => row["bin_values"] === 1);
    const bins = rows.map((row) => {
      const [from, to] = [Number(row["bin_from"]), Number(row["bin_to"])];
      const value = Number(row["customers"]);
      const half = (to - from) / 2;
      // A bin of one value stands around that value, so that the axis names it in its middle.
      return single ? { from: from - half, to: from + half, value } : { from, to, value };
    });
    const write = axis(manifest, name);
    const figures = summaries.find(isOf);
    const figure = (part: string) => write(Number(figures?.[part]));
    const shown = (part: string) =>
      typeof figures?.[part] === "number" ? figure(part) : undefined;
    return {
      name,
      title:
        `Median ${figure("median")}; middle half ${figure("q1")} to ` +
        `${figure("q3")}${rangeOf(shown("min"), shown("max"))}`,
      subtitle: `${capitalised(manifest.row.many)} by ${inSentence(labelOf(manifest, name))}`,
      chart: histogram(bins, {
        formatX: write,
        formatY: countCompact,
        markers: [{ at: Number(figures?.["median"]), label: `median ${figure("median")}` }],
      }),
      table: filterRows(
        all,
        isOf,
        single ? ["bin_from", "customers"] : ["bin_from", "bin_to", "customers"],
      ),
    };
  });
}

/** A column that is cut into groups: how often each value occurs, and where the groups meet. */
export interface Grouping {
  /** The snapshot of how many rows have each value. */
  readonly values: SnapshotEntry;
  /** The snapshot of the groups with their edges; of a table in a database they are not known. */
  readonly groups: SnapshotEntry | undefined;
}

const isGrouping = ({ kind, fields }: SnapshotEntry) =>
  kind === "profile" && fields.length === 3 && fields[1]?.type === "text";

/** The columns that cleaning cut into groups, or that a table in a database has so. */
export function groupings({ manifest }: SnapshotStore): Grouping[] {
  return manifest.snapshots.filter(isGrouping).map((values) => {
    const step = manifest.cleaning.find(
      ({ into, table }) => table !== undefined && into === values.fields[1]?.name,
    );
    return { values, groups: manifest.snapshots.find(({ name }) => name === step?.table) };
  });
}

/**
 * Where the groups of a grouping meet, as they are written; undefined where that is not known of
 * all.
 */
export function groupingEdges(store: SnapshotStore, { groups }: Grouping): string[] | undefined {
  if (!groups || groups.suppressed) return undefined;
  return rowsOf(store.columns(groups.name))
    .slice(0, -1)
    .map((row) => decimal(Number(row["upper"])));
}

/** Above so many values they are drawn in bins. */
const drawnValues = 120;

/**
 * A grouping as a chart: rows by value, alternating shades for the groups, and a line at each known
 * edge.
 */
export function groupingChart(store: SnapshotStore, { values, groups }: Grouping): Chart {
  const [value, group] = values.fields;
  const order = store.manifest.orders[group?.name ?? ""] ?? [];
  const unit = value ?? { type: "integer" };
  const rows = rowsOf(store.columns(values.name)).map((row) => ({
    at: inUnit(Number(row[value?.name ?? ""]), unit),
    count: Number(row["customers"]),
    group: order.indexOf(String(row[group?.name ?? ""])),
  }));
  const edges = (groups ? rowsOf(store.columns(groups.name)) : [])
    .slice(0, -1)
    .flatMap(({ upper }) => (typeof upper === "number" ? [upper] : []));
  const step = inUnit(1, unit);
  const [low, high] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  const width =
    (high - low) / step <= drawnValues ? step : Math.ceil((high - low) / drawnValues / step) * step;
  const bins = [...Map.groupBy(rows, ({ at }) => Math.floor((at - low) / width + 1e-9))].map(
    ([bin, own]) => ({
      from: low + bin * width - step / 2,
      to: low + (bin + 1) * width - step / 2,
      value: own.reduce((sum, { count }) => sum + count, 0),
      highlight: (own[0]?.group ?? 0) % 2 === 1,
    }),
  );
  // An edge belongs to the group below it, so the line stands behind that value's column.
  const markers = edges.map((edge) => ({
    at: Math.floor(edge / step) * step + step / 2,
    label: decimal(edge),
  }));
  return histogram(bins, { formatX: decimal, formatY: countCompact, markers, height: 230 });
}

/** Columns with missing values, as a chart; undefined if there are none. */
export function missingChart(store: SnapshotStore): Chart | undefined {
  const rows = rowsOf(store.columns("profile-missing")).filter((row) => Number(row["missing"]) > 0);
  if (rows.length === 0) return undefined;
  return bars(
    rows.map((row) => {
      const [value, all] = [Number(row["missing"]), Number(row["rows"])];
      const name = labelOf(store.manifest, String(row["column_name"]));
      return {
        name,
        value,
        label: `${count(value)} (${percentFine(value / all)})`,
        highlight: true,
      };
    }),
  );
}

/**
 * The step of the diverging color ramp for a correlation: n3 to n1 if negative, 0 if negligible, 2
 * to 4 if positive.
 */
function divergingStep(r: number): string {
  const level = effectLevel("r", r);
  if (level === 0) return "0";
  return r < 0 ? `n${level}` : String(level + 1);
}

/** The correlations of one method, each pair of columns once. */
const correlationsOf = ({ manifest, columns }: SnapshotStore, method: string) =>
  rowsOf(columns("profile-correlations"))
    .filter(({ method: by, x, y }) => by === method && x !== y && y !== manifest.key)
    .map(({ x, y, r }) => ({ x: String(x), y: String(y), r: typeof r === "number" ? r : null }));

/**
 * The correlations of one method as a matrix, each pair once; ids, which measure nothing, are only
 * in the table.
 */
export function correlationChart(store: SnapshotStore, method: string): Chart {
  const label = (name: string) => labelOf(store.manifest, name);
  const found = correlationsOf(store, method);
  const cells = found.map(({ x, y, r }) => ({
    row: label(x),
    column: label(y),
    value: r,
    label: r === null ? "–" : correlation(r),
  }));
  const distinct = (axis: "x" | "y") => [...new Set(found.map((pair) => pair[axis]))].map(label);
  return heatmap(cells, distinct("x"), distinct("y"), divergingStep);
}

/** The strongest correlation of a method, in one sentence. */
export function correlationSentence(store: SnapshotStore, method: string): string {
  const [strongest] = correlationsOf(store, method)
    .flatMap(({ x, y, r }) => (r === null ? [] : [{ x, y, r }]))
    .toSorted((a, b) => Math.abs(b.r) - Math.abs(a.r));
  if (!strongest) return "No two columns vary enough to compute a correlation.";
  const { x, y, r } = strongest;
  const label = (name: string) => inSentence(labelOf(store.manifest, name));
  const strengths = ["No two columns are correlated", "Columns are weakly correlated at most"];
  const strength = strengths[effectLevel("r", r)] ?? "Some columns are correlated";
  return `${strength}: the strongest, ${label(x)} with ${label(y)}, is ${correlation(r)}.`;
}
