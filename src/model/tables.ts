import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import type { CrossSlice, Slice } from "./dashboard.ts";
import { measures, type Measure } from "./measures.ts";

const types = {
  count: ["count", ""],
  usd: ["number", "USD"],
  share: ["share", ""],
  rating: ["number", "of 5"],
  decimal: ["number", ""],
} as const;

function measureField(measure: Measure): Field {
  const [type, unit] = types[measure.kind];
  return { name: measure.name, type, label: measure.label, unit };
}

function textField(name: string, label: string): Field {
  return { name, type: "text", label, unit: "" };
}

/** A table of slices with the measures asked for. */
export function sliceTable(
  slices: readonly Slice[],
  label: string,
  shown: readonly Measure[],
): Columns {
  const fields = [textField("name", label), ...shown.map(revenueExact)];
  return columnsFrom(
    fields,
    slices.map(({ name, sums }) => [name, ...shown.map((measure) => valueOf(measure, sums))]),
  );
}

/** A table of crossed slices: one row a pair. */
export function crossTable(
  slices: readonly CrossSlice[],
  labels: readonly [string, string],
  shown: readonly Measure[],
): Columns {
  const fields = [
    textField("name", labels[0]),
    textField("other", labels[1]),
    ...shown.map(revenueExact),
  ];
  return columnsFrom(
    fields,
    slices.map(({ name, other, sums }) => [
      name,
      other,
      ...shown.map((measure) => valueOf(measure, sums)),
    ]),
  );
}

// Revenue is exact to the cent, so its column is money (cents), not a computed number.
const revenueExact = (measure: Measure): Field =>
  measure === measures.revenue
    ? { name: "revenue", type: "money", label: measure.label, unit: "USD" }
    : measureField(measure);
const valueOf = (measure: Measure, sums: Slice["sums"]): Value =>
  measure === measures.revenue ? sums.revenue : measure.of(sums);
