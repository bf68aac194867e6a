import { contract } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { counted, step, type CleaningStep } from "./step.ts";

/**
 * Names: every header becomes the contract's snake_case name; `Purchase Amount (USD)` becomes
 * `purchase_amount`.
 */
export function names(headers: ReadonlyMap<string, string>): CleaningStep {
  const renamed = contract.filter((column) => headers.get(column.name) !== column.name);
  return step(
    {
      step: "names",
      title: "Column names",
      rule: "Every header becomes its snake_case name; the purchase amount loses its unit.",
      outcome: `${counted(renamed.length, "column")} renamed.`,
      changed: renamed.length,
      sql: renamed
        .map(
          (column) => `${identifier(headers.get(column.name) ?? column.header)} AS ${column.name}`,
        )
        .join(",\n"),
    },
    { named: renamed.map(({ name }) => name) },
  );
}
