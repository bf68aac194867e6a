import { contract } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { counted } from "../words.ts";
import { step, type CleaningStep } from "./step.ts";

/**
 * Every header becomes the contract's snake_case name; `Purchase Amount (USD)` becomes
 * `purchase_amount`.
 */
export function names(headers: ReadonlyMap<string, string>): CleaningStep {
  const renamed = contract.filter((column) => headers.get(column.name) !== column.name);
  return step(
    {
      step: "names",
      title: "Column names",
      rule: "Every header becomes its snake_case name; the purchase amount loses its unit.",
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
