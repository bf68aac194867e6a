import { JSDOM } from "jsdom";
import type { Columns } from "../../format/columns.ts";
import { textWidth, type Chart } from "../../src/charts/frame.ts";
import { drawn } from "../../src/charts/serialise.ts";
import { nameMarks } from "../../src/client/marks.ts";
import type { DashboardFigure } from "../../src/model/figure.ts";
import type { Selection } from "../../src/model/selection.ts";
import { count, full } from "../../src/text/numbers.ts";
import { model } from "./model.ts";
import { tableView } from "../../src/views/table-view.ts";
import type { ExpectedFigure, ExpectedMark } from "./asked-figures.ts";

/** What a chart was made of, by the chart: filled by {@link recorded}. */
const made = new WeakMap<Chart, readonly unknown[]>();

/**
 * A module of charts whose function `name` remembers what it makes each chart of: for `vi.mock`.
 */
export async function recording<Module extends object>(
  original: () => Promise<Module>,
  name: keyof Module,
): Promise<Module> {
  const module = await original();
  return { ...module, [name]: recorded(module[name] as (...given: readonly unknown[]) => Chart) };
}

function recorded<Arguments extends readonly unknown[]>(
  make: (...given: Arguments) => Chart,
): (...given: Arguments) => Chart {
  return (...given) => {
    // Of its own, so that two equal charts are told apart.
    const drawing = make(...given);
    const chart: Chart = (canvas) => drawing(canvas);
    made.set(chart, given);
    return chart;
  };
}

/** The rows that a chart was made of. @throws Error for a chart whose maker was not recorded */
export function dataOf(chart: Chart): readonly unknown[] {
  const [data] = made.get(chart) ?? [];
  if (!Array.isArray(data)) throw new Error("The maker of this chart was not recorded.");
  return data as readonly unknown[];
}

/** A table as it is written, without its head. */
export const writtenRows = (table: Columns): string[][] =>
  tableView(table).rows.map((row) => row.map(({ text }) => text));

/** What charts are made of, whichever they are. */
interface Datum {
  readonly name?: string;
  readonly part?: string;
  readonly group?: string;
  readonly row?: string;
  readonly column?: string;
  readonly value?: number;
  readonly share?: number;
  readonly label: string;
  readonly highlight?: boolean;
  readonly faded?: boolean;
  readonly key?: string;
}

/**
 * What a figure shows, in the form in which it is expected.
 * @throws Error where its chart and its marks do not fit
 */
export function shown({
  id,
  title,
  subtitle,
  marks,
  chart,
  table,
}: DashboardFigure): ExpectedFigure {
  const data = dataOf(chart) as readonly Datum[];
  if (data.length !== marks.length)
    throw new Error(`${id}: ${data.length} values are drawn, and ${marks.length} can be chosen.`);
  return {
    id,
    title,
    subtitle,
    marks: marks.map(({ name, clause, sums }, index): ExpectedMark => {
      const datum = data[index] ?? { label: "" };
      const drawnName =
        datum.row === undefined
          ? datum.part === undefined
            ? (datum.name ?? "")
            : `${datum.name ?? ""}, ${datum.part}`
          : `${datum.row}, ${datum.column ?? ""}`;
      if (drawnName !== name || datum.key !== String(index))
        throw new Error(`${id}: "${drawnName}" is drawn where "${name}" can be chosen.`);
      if (datum.group !== undefined && datum.group !== clause["category"])
        throw new Error(`${id}: "${name}" is drawn in ${datum.group}.`);
      return {
        name,
        clause,
        sums,
        value: datum.value ?? datum.share ?? NaN,
        label: datum.label,
        faded: datum.faded ?? false,
        highlight: datum.highlight,
      };
    }),
    rows: writtenRows(table),
  };
}

const { document } = new JSDOM("").window;

/**
 * What a drawing of a figure has in it: its labels in order, and the names and states of its marks.
 */
interface Drawing {
  readonly labels: readonly string[];
  readonly marks: readonly (readonly [name: string | null, pressed: string | null])[];
}

/**
 * Draws a figure as a browser does, and takes from it what readers get: labels of values, and marks
 * by their names.
 */
export function drawing(figure: DashboardFigure, chosen: Selection): Drawing {
  const svg = drawn(figure.chart, { document, width: 680, hits: true }, figure.id);
  nameMarks(svg, figure, chosen, undefined, model);
  // Labels are bold; columns beside bars are not.
  const texts = [...svg.querySelectorAll("g[aria-hidden][font-weight] text")].map(
    ({ textContent }) => textContent,
  );
  const known = new Set((dataOf(figure.chart) as readonly Datum[]).map(({ label }) => label));
  return {
    labels: texts.filter((text) => known.has(text)),
    marks: [...svg.querySelectorAll(".hits > *")].map(
      (mark) => [mark.getAttribute("aria-label"), mark.getAttribute("aria-pressed")] as const,
    ),
  };
}

/** What that drawing has to have in it. */
export function expectedDrawing({ id, marks }: ExpectedFigure, chosen: Selection): Drawing {
  // Parts of nothing have no place that could be hit.
  const inParts = id === "revenue-by-age-and-gender" || id === "subscription";
  const widest = Math.max(
    ...Object.values(Object.groupBy(marks, ({ clause }) => clause["age_group"] ?? "")).map(
      (parts = []) => parts.reduce((sum, { value }) => sum + value, 0),
    ),
  );
  const pressed = ({ clause }: ExpectedMark) =>
    Object.entries(clause).every(
      ([name, value]) => chosen[name]?.length === 1 && chosen[name][0] === value,
    );
  const labelled = marks.filter(({ value, label }) =>
    id === "revenue-by-age-and-gender"
      ? (value / widest) * 580 > textWidth(label, "bold")
      : id !== "subscription" || value * 680 >= textWidth(label) * 1.6,
  );
  return {
    labels: labelled.map(({ label }) => label),
    marks: marks
      .filter(({ value }) => !inParts || value > 0)
      .map(
        (mark) =>
          [
            `${mark.name}: ${count(mark.sums.customers)} ` +
              `${mark.sums.customers === 1 ? "customer" : "customers"}, ` +
              full(mark.sums.revenue / 100, "money:USD"),
            String(pressed(mark)),
          ] as const,
      ),
  };
}
