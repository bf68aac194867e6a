import { bars } from "../../charts/bars.ts";
import type { Slice } from "../../model/dashboard.ts";
import type { DashboardFigure } from "../../model/figure.ts";
import { measures, type Measure } from "../../model/measures.ts";
import { leaders } from "../../sentences/dashboard.ts";
import { percentFine, short } from "../../text/numbers.ts";
import type { Marked } from "./marks.ts";

/** The number of customers, in figures about purchases: each customer makes one. */
export const purchases: Measure = { ...measures.customers, label: "Purchases" };

/** Bars of a measure. The accent color marks what is selected or, where nothing is, the leaders. */
export function barsOf(
  { slices, marks, dimensions, restricted }: Marked<Slice>,
  measure: Measure,
  top: readonly Slice[] = leaders(
    slices.map(({ slice }) => slice),
    measure,
  ),
): Pick<DashboardFigure, "chart" | "marks" | "dimensions" | "reading"> {
  const chart = bars(
    slices.map(({ slice, key, faded }) => {
      const value = measure.of(slice.sums) ?? 0;
      return {
        name: slice.name,
        value,
        label: measure.kind === "share" ? percentFine(value) : short(value, measure.kind),
        highlight: restricted ? !faded : value !== 0 && top.includes(slice),
        key,
        faded,
      };
    }),
  );
  return { chart, marks, dimensions, reading: measure };
}
