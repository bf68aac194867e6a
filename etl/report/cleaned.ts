import type { Step } from "../clean/step.ts";
import type { Column } from "../contract/columns.ts";

/** What of a report decides which columns the cleaned table has. */
export interface Cleaned {
  readonly columns: readonly Column[];
  readonly cleaning: readonly Step[];
}

/** The columns that the cleaned table may have: those of the CSV that are not private, then those that steps make. */
export function cleanedColumns({ columns, cleaning }: Cleaned) {
  const known = new Map(publicOf(columns).map((column) => [column.name, column]));
  for (const { makes } of cleaning) if (makes) known.set(makes.name, makes);
  return [...known.values()];
}

/** The columns that are not private. */
export const publicOf = (columns: readonly Column[]): Column[] =>
  columns.filter((column) => !column.private);

/** The columns without which a table is not this report's. */
export function neededColumns(report: Cleaned): readonly Column[] {
  const may = new Set(report.cleaning.flatMap(({ mayDrop }) => mayDrop));
  return cleanedColumns(report).filter(({ name, optional }) => !optional && !may.has(name));
}
