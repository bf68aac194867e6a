import type { ResultTable } from "../result-table.ts";
import { isShown } from "./cells.ts";
import { dimensionsOf, rolledUp } from "../../format/roll-up.ts";
import { sizesOf } from "./sizes.ts";

/** The dimensions in the order in which they are kept; any other comes after them. */
const preferred = [
  "subscription_status",
  "category",
  "gender",
  "shipping_type",
  "age_group",
  "season",
  "item_purchased",
];

/**
 * A cube with as many dimensions, the preferred ones first, as leave no cell small, so that nothing
 * of it is suppressed and every sum over it is exact. Undefined where no dimension can stay.
 */
export function coarse(table: ResultTable, least: number): ResultTable | undefined {
  const { columns } = table;
  const place = (name: string) =>
    preferred.includes(name) ? preferred.indexOf(name) : preferred.length;
  const kept = dimensionsOf(columns)
    .toSorted((a, b) => place(a) - place(b))
    .reduce<string[]>((chosen, name) => {
      const sizes = sizesOf({ columns: rolledUp(columns, [...chosen, name]) });
      return sizes?.flat().every((size) => isShown(size, least)) ? [...chosen, name] : chosen;
    }, []);
  return kept.length === 0 ? undefined : { ...table, columns: rolledUp(columns, kept) };
}
