import type { Cell } from "../../etl/database.ts";

/** A cell that must be a text or a whole number, as text. */
export function textOf(cell: Cell | undefined): string {
  if (typeof cell === "string") return cell;
  if (typeof cell === "number" || typeof cell === "bigint") return cell.toString();
  throw new TypeError(`${JSON.stringify(cell)} is neither a text nor a whole number.`);
}
