import type { CleaningEntry } from "../../format/manifest.ts";
import { contract } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import type { Database } from "../database.ts";
import type { ResultTable } from "../result-table.ts";
import { frequency } from "./frequency.ts";
import { impute } from "./impute.ts";
import { names } from "./names.ts";
import { promo } from "./promo.ts";
import { segment } from "./segment.ts";

export interface CleanResult {
  readonly log: readonly CleaningEntry[];
  readonly notices: readonly string[];
  readonly tables: readonly ResultTable[];
  readonly dropped: readonly string[];
}

/**
 * Stage 2: decides each cleaning step from the table `raw`, then defines `customer` over it, the
 * contract's columns first
 * and the derived ones after them. `customer` is a view: copying a million rows would cost more
 * than every later look at
 * the three columns that are computed.
 * @param minGroup what is said of the steps tells of no fewer customers
 */
export async function clean(
  database: Database,
  headers: ReadonlyMap<string, string>,
  minGroup = 1,
): Promise<CleanResult> {
  const steps = [
    names(headers),
    await impute(database, minGroup),
    await segment(database, minGroup),
    await frequency(database, minGroup),
    await promo(database, minGroup),
  ];
  const made = Object.assign({}, ...steps.map((step) => step.columns)) as Readonly<
    Record<string, string>
  >;
  const dropped = steps.flatMap((step) => step.dropped);
  const kept = contract.map((column) => column.name).filter((name) => !dropped.includes(name));
  const derived = Object.keys(made).filter((name) => !kept.includes(name));
  const columns = [...kept, ...derived].map(
    (name) => `${made[name] ?? identifier(name)} AS ${identifier(name)}`,
  );
  await database.run(
    `CREATE OR REPLACE VIEW customer AS SELECT\n  ${columns.join(",\n  ")}\nFROM raw`,
  );
  return {
    log: steps.map(({ entry, columns: touched, named, dropped: gone }) => ({
      ...entry,
      columns: [...named, ...Object.keys(touched), ...gone],
    })),
    notices: steps.flatMap((step) => step.notices),
    tables: steps.flatMap((step) => step.tables),
    dropped,
  };
}
