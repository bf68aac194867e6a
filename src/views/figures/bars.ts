import { bars } from "../../charts/bars.ts";
import { metricOf, readingOf, valueOf, type Sums } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { percentFine, short, type NumberKind } from "../../text/numbers.ts";
import type { Draw } from "./drawing.ts";

const written = (value: number | null, kind: NumberKind) =>
  value === null ? "–" : short(value, kind);

/** Bars, with further metrics in columns beside them. The accent color marks what is selected or, where nothing is, those that lead alone. */
export const drawBars: Draw = ({ data: { spec }, model, metric, marked, others, restricted }) => {
  const reading = readingOf(metric);
  const top = new Set(
    spec.title === "leader"
      ? leaders(
          marked.map(({ slice }) => slice),
          metric,
        )
      : [],
  );
  const columns = spec.columns.map((name) => readingOf(metricOf(model, name)));
  const barOf = (name: string, sums: Sums) => {
    const value = valueOf(metric, sums) ?? 0;
    return {
      name,
      value,
      label: reading.kind === "share" ? percentFine(value) : short(value, reading.kind),
      cells: columns.map(({ kind, of }) => written(of(sums), kind)),
    };
  };
  const chart = bars(
    [
      ...marked.map(({ slice, names: [name = ""], key, faded }) => {
        const bar = barOf(name, slice.sums);
        const highlight = restricted ? !faded : bar.value !== 0 && top.has(slice);
        return { ...bar, highlight, key, faded };
      }),
      ...(others ? [barOf(others.name, others.sums)] : []),
    ],
    columns.map(({ label }) => label),
  );
  return { chart, reading };
};
