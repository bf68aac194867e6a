import type { Model } from "../../format/manifest.ts";
import type { Dimension } from "../../format/report.ts";
import { kindOfMetric, leadOf, rowsIn, valueOf, type Sums } from "../model/metric.ts";
import { chosenIn, isEmptySelection, type Selection } from "../model/selection.ts";
import { isolated } from "../text/direction.ts";
import { count, full } from "../text/numbers.ts";
import { or, plural } from "../text/words.ts";

/** What readers call a value of a dimension. */
export const shownName = (
  dimension: Pick<Dimension, "names"> | undefined,
  value: string,
): string =>
  dimension && Object.hasOwn(dimension.names, value) ? (dimension.names[value] ?? value) : value;

/** What readers call a value, as a sentence has it. */
export const valueName = (dimension: Dimension, value: string) =>
  isolated(shownName(dimension, value));

/**
 * What a selection is of: "Hats or Shoes, Female, Winter"; "all customers" where nothing is
 * chosen.
 */
export function describeSelection(
  selection: Selection,
  { dimensions, row }: Pick<Model, "dimensions" | "row">,
): string {
  if (isEmptySelection(selection)) return `all ${row.many}`;
  return chosenIn(selection, dimensions)
    .map(([dimension, values]) => or(values.map((value) => valueName(dimension, value))))
    .join(", ");
}

/** "1,240 of 3,900 customers" */
export function size(part: Sums, whole: Sums, model: Model): string {
  const [some, all] = [rowsIn(model, part), rowsIn(model, whole)];
  const of = some === all ? `All ${count(all)}` : `${count(some)} of ${count(all)}`;
  return `${of} ${plural(all, model.row.one, model.row.many)}`;
}

/** "1,240 of 3,900 customers, $74,200" */
export const extent = (part: Sums, whole: Sums, model: Model) =>
  `${size(part, whole, model)}${leadText(part, model)}`;

/** ", $74,200": what some rows come to by the leading metric, where that is not their number. */
export function leadText(sums: Sums, model: Model): string {
  const lead = leadOf(model);
  const value = lead.column === undefined ? null : valueOf(lead, sums);
  if (value === null) return "";
  const kind = kindOfMetric(lead);
  return `, ${full(value, kind)}${kind.startsWith("money:") ? "" : ` ${lead.measure}`}`;
}
