import type { ResultTable } from "../result-table.ts";
import { isShown } from "./cells.ts";
import { rolledUp } from "../roll-up.ts";
import { sizesOf } from "./sizes.ts";

/** The dimensions that readers miss first come first; any other comes after them. */
const wanted = [
  "subscription_status",
  "category",
  "gender",
  "shipping_type",
  "age_group",
  "season",
  "item_purchased",
];

/**
 * A cube made so coarse that none of its cells is small: it has as many dimensions, the most wanted
 * first, as leave every cell of
 * enough customers. So nothing of it is left out, and whatever is added up of it is exact.
 * Undefined where no dimension can stay.
 */
export function coarse(table: ResultTable, least: number): ResultTable | undefined {
  const { columns } = table;
  const names = columns.fields.filter(({ type }) => type === "text").map(({ name }) => name);
  const place = (name: string) => (wanted.includes(name) ? wanted.indexOf(name) : wanted.length);
  const kept = names
    .toSorted((a, b) => place(a) - place(b))
    .reduce<string[]>((chosen, name) => {
      const sizes = sizesOf({ columns: rolledUp(columns, [...chosen, name]) });
      return sizes?.flat().every((size) => isShown(size, least)) ? [...chosen, name] : chosen;
    }, []);
  return kept.length === 0 ? undefined : { ...table, columns: rolledUp(columns, kept) };
}
