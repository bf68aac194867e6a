import type { Orders } from "../model/dashboard.ts";

/** What a page tells its script of the report. */
export interface Report {
  /** The address of the cube. */
  readonly cube: string;
  readonly orders: Orders;
  /** Where the figures come from, in one line. */
  readonly source: string;
  /** The address that embedded charts live under. */
  readonly embed: string;
}

/** Reads the page's data block. @throws Error for a page without one */
export function reportOf(page: Document): Report {
  const text = page.querySelector("#report")?.textContent;
  if (!text) throw new Error("The page says nothing of its report.");
  return JSON.parse(text) as Report;
}
