import { createConnection, type Connection } from "mysql2/promise";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { etl, type EtlOptions } from "../../etl/pipeline.ts";
import type { StageName } from "../../etl/progress.ts";
import type { Manifest } from "../../format/manifest.ts";
import { recordingEffects } from "../support/effects.ts";
import { sqlFolder } from "../support/runs.ts";
import { report } from "../support/report.ts";

/** Shown of every step of a run: 0 as a stage begins, then 1, 2, 3... as it goes on. */
export type AtStep = (stage: StageName, step: number) => unknown;

/** Runs the whole ETL on a server. */
export function runOn(
  url: string,
  options: Partial<EtlOptions> & Pick<EtlOptions, "csv" | "snapshots">,
  atStep: AtStep = () => undefined,
): Promise<Manifest> {
  const effects = recordingEffects();
  let stage: StageName = "read";
  let step = 0;
  const reporter = {
    ...effects.reporter,
    begin(name: StageName) {
      [stage, step] = [name, 0];
      atStep(stage, step);
    },
    advance: () => atStep(stage, ++step),
  };
  return etl(
    {
      report,
      about: undefined,
      sql: sqlFolder,
      mysql: parseAddress(url, {}),
      queryTimeout: 120_000,
      minGroup: 1,
      sourceDateEpoch: 0,
      previous: undefined,
      acceptChanges: true,
      ...options,
    },
    { ...effects, reporter },
  );
}

/** Does something as root, on a connection of its own. */
export async function asRoot<T>(
  { rootUrl }: { readonly rootUrl: string },
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({ uri: rootUrl });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** The tables of the database, with their rows. */
export function tables(server: { readonly rootUrl: string }): Promise<Record<string, number>> {
  return asRoot(server, async (connection) => {
    const [found] = await connection.query({ sql: "SHOW TABLES", rowsAsArray: true });
    const counts: Record<string, number> = {};
    for (const [table = ""] of found as unknown as string[][]) {
      const [rows] = await connection.query({
        sql: `SELECT COUNT(*) FROM \`${table}\``,
        rowsAsArray: true,
      });
      counts[table] = Number((rows as unknown as unknown[][])[0]?.[0]);
    }
    return counts;
  });
}
