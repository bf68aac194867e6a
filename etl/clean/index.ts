import { contract } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import type { Database } from "../database.ts";
import { frequency } from "./frequency.ts";
import { impute } from "./impute.ts";
import { names } from "./names.ts";
import { promo } from "./promo.ts";
import { segment } from "./segment.ts";
import type { CleaningStep } from "./step.ts";

/** Everything that cleaning found; what of it may be shown is decided in etl/suppress/. */
export interface CleanResult {
  readonly steps: readonly CleaningStep[];
  readonly dropped: readonly string[];
}

/**
 * Stage 2: runs each cleaning step on the table `raw`, then defines `customer` over it: the
 * contract's columns first, the derived ones after them. `customer` is a view: copying a million
 * rows would cost more than computing three columns whenever they are read.
 */
export async function clean(
  database: Database,
  headers: ReadonlyMap<string, string>,
): Promise<CleanResult> {
  const steps = [
    names(headers),
    await impute(database),
    await segment(database),
    await frequency(database),
    await promo(database),
  ];
  const computed = Object.assign({}, ...steps.map((step) => step.columns)) as Readonly<
    Record<string, string>
  >;
  const dropped = steps.flatMap((step) => step.dropped);
  const kept = contract.map((column) => column.name).filter((name) => !dropped.includes(name));
  const derived = Object.keys(computed).filter((name) => !kept.includes(name));
  const columns = [...kept, ...derived].map(
    (name) => `${computed[name] ?? identifier(name)} AS ${identifier(name)}`,
  );
  await database.run(
    `CREATE OR REPLACE VIEW customer AS SELECT\n  ${columns.join(",\n  ")}\nFROM raw`,
  );
  return { steps, dropped };
}
