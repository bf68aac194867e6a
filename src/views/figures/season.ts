import { heatmap } from "../../charts/heatmap.ts";
import { measures } from "../../model/measures.ts";
import { crossTable } from "../../model/tables.ts";
import { seasonTitle } from "../../sentences/dashboard.ts";
import { short } from "../../text/numbers.ts";
import { purchases } from "./bars.ts";
import { clickable, crossName, type DrawnFigure, type FigureData } from "./marks.ts";

const { revenue } = measures;

/** Revenue by category and season. */
export function seasonFigure({ data, marked, drawn, note }: FigureData): DrawnFigure {
  const { categorySeasons, seasons } = data;
  const rows = drawn.map(({ name }) => name);
  const season = marked(
    categorySeasons.filter(({ name }) => rows.includes(name)),
    ["category", "season"],
    crossName,
  );
  return {
    id: "season-by-category",
    title: seasonTitle(data),
    subtitle: `Revenue by category and season${note}`,
    ...clickable(season),
    everyMark: marked(categorySeasons, ["category", "season"], crossName).marks,
    reading: revenue,
    chart: heatmap(
      season.slices.map(({ slice: { name, other, sums }, key, faded }) => {
        const value = revenue.of(sums);
        return { row: name, column: other, value, label: short(value, "usd"), key, faded };
      }),
      rows,
      seasons,
    ),
    table: crossTable(categorySeasons, ["Category", "Season"], [revenue, purchases]),
  };
}
