import type { ResultTable } from "../result-table.ts";
import { isShown } from "./cells.ts";
import { dimensionsOf, rolledUp } from "../../format/roll-up.ts";
import { sizesOf } from "./sizes.ts";

/**
 * A cube with as many of its dimensions, the first ones first, as leave no cell small, so that
 * nothing of it is suppressed and every sum over it is exact. Undefined where no dimension can stay.
 */
export function coarse(table: ResultTable, least: number): ResultTable | undefined {
  const { columns } = table;
  const kept = dimensionsOf(columns).reduce<string[]>((chosen, name) => {
    const sizes = sizesOf({ columns: rolledUp(columns, [...chosen, name]) });
    return sizes?.flat().every((size) => isShown(size, least)) ? [...chosen, name] : chosen;
  }, []);
  if (kept.length === 0) return undefined;
  return { ...table, columns: rolledUp(columns, kept), by: kept };
}
