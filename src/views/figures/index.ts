import type { Model } from "../../../format/manifest.ts";
import type { FigureSpec } from "../../../format/report.ts";
import type { Dashboard } from "../../model/dashboard.ts";
import type { DashboardFigure } from "../../model/figure.ts";
import { leftOutBy } from "../../model/margins.ts";
import { areParts } from "../../model/metric.ts";
import {
  emptySelection,
  isEmptySelection,
  without,
  type Selection,
} from "../../model/selection.ts";
import { figureTable } from "../../model/tables.ts";
import { describeSelection, shownName } from "../../sentences/selection.ts";
import { ofWhatIsShown } from "../../sentences/suppressed.ts";
import { figureTitle } from "../../sentences/titles/index.ts";
import { count } from "../../text/numbers.ts";
import { and, capitalised, inSentence } from "../../text/words.ts";
import { drawBars } from "./bars.ts";
import { drawingOf, type Draw, type Drawing } from "./drawing.ts";
import { drawGrouped } from "./grouped.ts";
import { drawHistogram } from "./histogram.ts";
import { drawHeatmap } from "./heatmap.ts";
import { drawShare } from "./share.ts";
import { drawStacked } from "./stacked.ts";

/** How each mark draws; a new one is one file here and one line. */
const marks: Readonly<Record<FigureSpec["mark"], Draw>> = {
  bars: drawBars,
  histogram: drawHistogram,
  stacked: drawStacked,
  heatmap: drawHeatmap,
  share: drawShare,
  grouped: drawGrouped,
};

/** The dashboard's figures in reading order; each highlights what is selected of its own values. */
export const dashboardFigures = (
  { figures, total, suppressed }: Dashboard,
  model: Model,
  chosen: Selection = emptySelection,
): DashboardFigure[] =>
  figures.map((data) => {
    const { spec } = data;
    const drawing = drawingOf(data, model, total, chosen);
    const left = leftOutBy(suppressed ?? {}, spec.by) + drawing.unknown;
    const title = figureTitle(drawing);
    const { slices } = drawing.data;
    return {
      id: spec.id,
      title: left === 0 ? title : ofWhatIsShown(title, true),
      subtitle: `${subtitleOf(drawing)}${restriction(spec.by, chosen, model)}`,
      listed: `${subtitleOf({ ...drawing, note: "" })}${restriction(spec.by, chosen, model)}`,
      ...marks[spec.mark](drawing),
      marks: drawing.marks,
      everyMark: drawing.everyMark,
      dimensions: spec.by,
      table: figureTable(data, slices, model, (value, place) =>
        shownName(drawing.dimensions[place], value),
      ),
      ...(spec.mark === "grouped" ? { size: "full" as const } : {}),
      ...(left === 0 ? {} : { left }),
    };
  });

/** What a figure shows: "Revenue by category and season". */
function subtitleOf({ data: { spec, slices }, metric, dimensions, note }: Drawing): string {
  const { measure } = metric;
  const [first, second] = dimensions;
  if (spec.mark === "grouped")
    return `${capitalised(measure)}: the top ${spec.top === 1 ? (first?.noun.one ?? "") : `${count(spec.top ?? 1)} ${first?.noun.many ?? ""}`} in each ${second?.noun.one ?? ""}${note}`;
  const by = and(dimensions.map((dimension) => inSentence(dimension.label)));
  if (spec.mark === "share" && areParts(metric, slices))
    return `Share of ${measure} by ${by}${note}`;
  return `${capitalised(measure)} by ${by}${note}`;
}

/** What else is selected than the dimensions whose values the figure shows in full. */
function restriction(by: readonly string[], chosen: Selection, model: Model): string {
  const others = without(chosen, by);
  return isEmptySelection(others) ? "" : ` · ${describeSelection(others, model)}`;
}
