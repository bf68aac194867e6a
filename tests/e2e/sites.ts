import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeAlone, writeHostile } from "./hostile.ts";
import { writeMonths } from "./months.ts";
import { run } from "./processes.ts";
import { writeProducts } from "./products.ts";
import { writeThemed } from "./themed.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import { writePayloads, writePayloadSql } from "../support/payloads.ts";

const cache = ".cache/e2e";
const payloadSql = join(cache, "payloads-sql");

/** How a site under test is built. */
interface Recipe {
  readonly csv?: string;
  /** The folder of its description, where that is not the repository. */
  readonly report?: string;
  /** The folder of its questions, where they are not the report's own. */
  readonly sql?: string;
  readonly base?: string;
  readonly site?: string;
  /** Makes the CSV. */
  readonly prepare?: (csv: string) => Promise<void> | void;
  /** Surroundings that must make no difference. */
  readonly env?: Readonly<Record<string, string>>;
  /** The CSV is loaded into a database first, and the site is built from the table there. */
  readonly table?: true;
  /** What the same folders were built from before. */
  readonly before?: string;
  /** Groups of fewer customers are left out. */
  readonly minGroup?: number;
}

const recipes = {
  /** The shipped sample, at the root of a host. */
  sample: {},
  /** The same again, elsewhere on the globe. */
  again: { env: { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8", LC_ALL: "C" } },
  /** Under a path of another host, as GitHub Pages has it. */
  based: { base: "/customer-trends/", site: "https://example.org" },
  hostile: { csv: join(cache, 'hostile "&<b>.csv'), prepare: writeHostile },
  /** Every text of data, data card and front matter is an attack. */
  payloads: {
    csv: join(cache, "payloads.csv"),
    sql: payloadSql,
    prepare: (csv) => {
      writePayloads(csv);
      writePayloadSql(payloadSql);
    },
  },
  alone: { csv: join(cache, "alone.csv"), prepare: writeAlone },
  large: {
    csv: join(cache, "large.csv"),
    prepare: (csv) => run(process.execPath, ["bin/sample.ts", "--rows", "20000", "--out", csv]),
  },
  /** The sample as if it were real people. */
  discreet: { minGroup: 5 },
  /** A second edition, so that there is something to compare with. */
  month: {
    before: join(cache, "october.csv"),
    csv: join(cache, "november.csv"),
    prepare: (csv) => writeMonths(join(cache, "october.csv"), csv),
  },
  /** By more products than the cube of all filters can hold. */
  products: {
    report: join(cache, "products-report"),
    csv: join(cache, "products-report", "sales.csv"),
    sql: join(cache, "products-report", "sql"),
    prepare: writeProducts,
  },
  /** In a report's own colors, under a path. */
  themed: {
    report: join(cache, "themed-report"),
    base: "/themed/",
    prepare: () => writeThemed(join(cache, "themed-report")),
  },
  /** From a table that was in a database already. */
  table: { table: true },
} satisfies Record<string, Recipe>;

export type SiteName = keyof typeof recipes;
export const siteNames = Object.keys(recipes) as readonly SiteName[];

/** A site that was built. */
export interface BuiltSite {
  readonly dist: string;
  readonly snapshots: string;
  readonly base: string;
}

/**
 * Builds a site anew in its own folder, by the command that people use, whatever settings this
 * process has.
 */
export async function buildSite(name: SiteName): Promise<BuiltSite> {
  const {
    csv = "data/customers.csv",
    sql = "sql",
    report = ".",
    base = "/",
    site = "",
    prepare,
    env = {},
    table,
    before,
    minGroup = 1,
  }: Recipe = recipes[name];
  const [dist, snapshots] = [join(cache, name, "dist"), join(cache, name, "snapshots")];
  rmSync(join(cache, name), { recursive: true, force: true });
  await prepare?.(csv);
  const settings = [
    "CSV",
    "SNAPSHOTS",
    "SQL",
    "SITE",
    "BASE_PATH",
    "OUT",
    "SOURCE_DATE_EPOCH",
    "SOURCE",
    "ENGINE",
    "DATABASE_URL",
    "ABOUT",
    "MIN_GROUP",
    "PREVIOUS",
  ];
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([variable]) => !settings.includes(variable)),
  );
  const options = [
    "--report",
    report,
    "--snapshots",
    snapshots,
    "--out",
    dist,
    "--sql",
    sql,
    "--base-path",
    base,
    "--min-group",
    String(minGroup),
    ...(site ? ["--site", site] : []),
  ];
  const build = (...source: readonly string[]) =>
    run(process.execPath, ["bin/build.ts", ...options, ...source], { ...inherited, ...env });
  if (before !== undefined)
    await run(
      process.execPath,
      ["bin/etl.ts", "--csv", before, "--snapshots", snapshots],
      inherited,
    );
  if (table)
    await withTable(csv, snapshots, (url) => build("--source", "database", "--database-url", url));
  else await build("--csv", csv);
  return { dist, snapshots, base };
}

/** A private server that has the customers of a CSV, for as long as `work` takes. */
async function withTable(
  csv: string,
  snapshots: string,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const server = await privateServer("mysql");
  try {
    await run(
      process.execPath,
      [
        "bin/etl.ts",
        "--csv",
        csv,
        "--engine",
        "mysql",
        "--database-url",
        server.url,
        "--snapshots",
        snapshots,
      ],
      process.env,
    );
    await work(server.url);
  } finally {
    await server.stop();
  }
}
