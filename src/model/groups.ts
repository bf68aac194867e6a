import type { Row } from "../../format/columns.ts";
import type { DriverSpec } from "../../format/driver.ts";
import { varianceOf, type Sample } from "../statistics/sample.ts";

/** One of the groups that are compared. */
export interface Group extends Sample {
  readonly name: string;
}

/** A row's group, by the columns that hold its size, its total and its squares. */
export const groupOf = (
  row: Row,
  { count = "n", total, squares }: Omit<DriverSpec["measures"][number], "measure">,
): Group => ({
  name: String(row["group_name"]),
  n: Number(row[count]),
  sum: Number(row[total]),
  squares: Number(row[squares]),
});

/** The groups that have a spread to compare with: not those of one, or of one value. */
export const comparable = (groups: readonly Group[]): Group[] =>
  groups.filter((group) => group.n > 1 && varianceOf(group) > 0);
