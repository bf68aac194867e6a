import type { Manifest } from "../format/manifest.ts";
import { writeNumbersBy } from "../format/numerals.ts";
import { inputsFiles } from "./cache/inputs.ts";
import { refuseRepeated, repeatedNotice, untested } from "./report/persons.ts";
import { findPreviousRun, type CacheOptions, type PreviousRun } from "./cache/previous-run.ts";
import { openDatabase, type Database } from "./database.ts";
import { describeData } from "./describe.ts";
import { recordCustomers } from "./history/customers.ts";
import { compare, type HistoryOptions } from "./history/index.ts";
import { previousHistory } from "./history/previous.ts";
import { localeOf } from "./locale.ts";
import { openWarehouse, type WarehouseOptions } from "./load/index.ts";
import type { Warehouse } from "./load/warehouse.ts";
import { prepare } from "./prepare.ts";
import { stageRunner, type Effects } from "./progress.ts";
import type { Report } from "./report/report.ts";
import { modelOf, storedSums } from "./plan/cube.ts";
import { availableAnalysis } from "./report/analysis.ts";
import { query, type CachedResults } from "./query/index.ts";
import { forgetUnused, rejectedNotice } from "./read/rejects.ts";
import { dictionary, displayOrders } from "./snapshot/dictionary.ts";
import { snapshot } from "./snapshot/index.ts";
import { toldApart } from "./snapshot/told-apart.ts";
import { shownFacts } from "./suppress/facts.ts";
import { everybody, refuseTooFew, suppress, suppressionDetail } from "./suppress/index.ts";
import { dashboardNotices } from "./report/left-out.ts";
import { counted } from "./words.ts";

/** What the ETL works on; every setting has been checked. */
export interface EtlOptions extends CacheOptions, HistoryOptions, WarehouseOptions {
  readonly report: Report;
}

/**
 * Turns customers into snapshots, or keeps those that a previous run wrote from the same inputs.
 * @throws ReportError, with the last good snapshots untouched
 */
export async function etl(options: EtlOptions, effects: Effects): Promise<Manifest> {
  const start = effects.clock();
  writeNumbersBy(localeOf(options.report.locale, unitsOf(options.report)));
  const previous = await findPreviousRun(options, effects.now);
  return previous?.unchanged
    ? keep(previous, options, effects, start)
    : run(options, effects, previous?.cached);
}

/** Units of a report's figures, currencies among them. */
const unitsOf = ({ currency, analysis }: Report) => [
  currency,
  ...[...analysis.metrics.values()].map(({ unit }) => unit),
];

async function keep(
  { manifest }: PreviousRun,
  { snapshots }: EtlOptions,
  { clock, reporter }: Effects,
  start: number,
): Promise<Manifest> {
  reporter.begin("cached");
  await forgetUnused(manifest.source, snapshots);
  const files = `${manifest.snapshots.length} files in ${snapshots}/`;
  reporter.end("cached", `nothing changed: ${files} stay as they are`, clock() - start);
  return manifest;
}

async function run(options: EtlOptions, effects: Effects, cached: CachedResults | undefined) {
  const database = await openDatabase();
  try {
    // Opened first: a server that cannot be used should fail the run before the work, not after it.
    const warehouse = await openWarehouse(options, database, effects);
    try {
      return await stages(options, effects, database, warehouse, cached);
    } finally {
      await warehouse.close();
    }
  } finally {
    await database.close();
  }
}

async function stages(
  options: EtlOptions,
  effects: Effects,
  database: Database,
  warehouse: Warehouse,
  cached: CachedResults | undefined,
): Promise<Manifest> {
  const { minGroup, snapshots, report } = options;
  const stage = stageRunner(effects);
  const notice = (text: string) => effects.reporter.notice(text);
  const { sleep } = effects;
  const before = await previousHistory(options.previous, snapshots, { sleep, notice });
  const prepared = await prepare(options, database, warehouse, stage);
  const { dropped, repeated } = prepared;
  const { source, notices, cleaning } = shownFacts(prepared, minGroup);
  for (const text of [...notices, ...rejectedNotice(prepared.source, snapshots)]) notice(text);
  refuseTooFew(source, minGroup, report.row);
  refuseRepeated(repeated, minGroup, source.rows, report.row);
  const { analysis, leftOut } = availableAnalysis(
    repeated > 0 ? untested(report.analysis, report.row) : report.analysis,
    new Set(prepared.columns.keys()),
  );
  const asked = {
    report,
    analysis,
    table: report.table,
    columns: prepared.columns,
    cleaning: report.cleaning,
    row: report.row,
    sizes: prepared.sizes,
    folder: options.sql,
    counting: minGroup > 1,
  };
  // Several rows of one person have no identity of their own.
  const identity = report.key ?? (repeated === 0 ? report.person : undefined);
  const customers =
    source.kind === "file" && identity
      ? await recordCustomers(database, identity, prepared.raw, source.rows, snapshots)
      : undefined;
  // Nothing after this needs a file, and the SQL files must not reach any.
  await database.seal();
  const results = await stage(
    "query",
    (advance) => query(asked, warehouse, advance, cached),
    ({ queries, cached: unchanged }) =>
      `${counted(queries, "query", "queries")}${unchanged === 0 ? "" : `, ${unchanged} of them unchanged and not run again`}`,
  );
  await prepared.verify();
  const dashboard = [
    ...repeatedNotice(repeated, source.rows, report),
    ...dashboardNotices(results, analysis, leftOut),
  ];
  for (const text of dashboard) notice(text);
  const found = [
    ...results.tables,
    ...everybody(results, storedSums(analysis), minGroup),
    ...prepared.tables,
  ];
  const tables =
    minGroup === 1
      ? found
      : await stage(
          "suppress",
          () => Promise.resolve(suppress(found, minGroup, source.rows)),
          (shown) => suppressionDetail(shown, minGroup),
        );
  const shownModel = modelOf(analysis);
  const about = {
    ...(await describeData(options, source, effects.now, notice)),
    row: report.row,
    ...(report.key ? { key: report.key.name } : {}),
    currency: report.currency,
    locale: localeOf(report.locale, [
      ...unitsOf(report),
      ...tables.flatMap(({ columns }) => columns.fields.map(({ unit }) => unit)),
    ]),
    engine: { name: warehouse.engine, version: await warehouse.version() },
    minGroup,
    ...(report.theme && { theme: report.theme }),
    notices: [...notices, ...dashboard],
    cleaning,
    statements: [...results.statements],
    ...shownModel,
    dimensions: toldApart(shownModel.dimensions, tables),
    dictionary: dictionary(report, dropped),
    orders: displayOrders(report, prepared.tables, tables),
  };
  const outcome = { found, shown: tables, about, dropped, customers };
  const history = compare(before, outcome, options, notice);
  const manifest = await stage(
    "snapshot",
    (advance) =>
      snapshot(snapshots, tables, about, advance, {
        remember: (next) => history(snapshots, next),
        inputs: (texts) => inputsFiles(options, results.tables, texts),
      }),
    (written) => `${written.snapshots.length} files in ${snapshots}/`,
  );
  await forgetUnused(prepared.source, snapshots);
  return manifest;
}
