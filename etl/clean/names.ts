import type { Column } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { counted } from "../words.ts";
import { step, type CleaningStep } from "./step.ts";

/** Every header becomes its column's name; `Unit Price (EUR)` becomes `unit_price`. */
export function names(
  columns: readonly Column[],
  headers: ReadonlyMap<string, string>,
): CleaningStep {
  const renamed = columns.filter((column) => headers.get(column.name) !== column.name);
  return step(
    {
      step: "names",
      column: "",
      title: "Column names",
      rule: "Every header becomes a snake_case name.",
      account: () => ({
        outcome: `${counted(renamed.length, "column")} renamed.`,
        changed: renamed.length,
        sql: renamed
          .map(
            (column) =>
              `${identifier(headers.get(column.name) ?? column.header)} AS ${column.name}`,
          )
          .join(",\n"),
      }),
    },
    { renamed: renamed.map(({ name }) => name) },
  );
}
