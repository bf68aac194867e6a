import type { Columns } from "../../format/columns.ts";
import type { Chart } from "../charts/frame.ts";
import type { Reading, Sums } from "./metric.ts";
import type { Clause } from "./selection.ts";

/** A mark of a chart: the values that clicking it selects, and the sums of those rows. */
export interface Mark {
  readonly name: string;
  readonly clause: Clause;
  readonly sums: Sums;
  /** The sums of the second selection, where two are compared. */
  readonly other?: Sums;
}

/** One figure of the dashboard: title, chart, marks and table. */
export interface DashboardFigure {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** The subtitle of its table, which has what is not drawn as well. */
  readonly listed: string;
  readonly chart: Chart;
  /** In the order of the keys that the chart gives its marks. */
  readonly marks: readonly Mark[];
  /** Those marks, and the ones that were not drawn for lack of room. */
  readonly everyMark: readonly Mark[];
  /** The dimensions its marks select by. The figure shows all their values, whatever is selected. */
  readonly dimensions: readonly string[];
  /** What is plotted. */
  readonly reading: Reading;
  /** Where that is a share, what it is a share of. */
  readonly amount?: Reading;
  readonly table: Columns;
  readonly size?: "full";
  /** How many small groups are suppressed. */
  readonly left?: number;
}
