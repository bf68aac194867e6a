import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { duckdbWarehouse } from "../../../etl/load/duckdb.ts";
import { parseAddress } from "../../../etl/load/mysql/address.ts";
import type { EtlOptions } from "../../../etl/pipeline.ts";
import { query } from "../../../etl/query/index.ts";
import { historyFile } from "../../../etl/history/previous.ts";
import { inputsFile, programDigest, settingsDigest } from "../../../etl/cache/inputs.ts";
import { cachedIn } from "../../../etl/cache/results.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { askedOf } from "../../support/queries.ts";
import { run, sqlFolder, withCustomers } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";
import { report } from "../../support/report.ts";

const full = ["read", "clean", "profile", "load", "query", "snapshot"];
const sample = join(import.meta.dirname, "../../../data/customers.csv");
let program: string;
beforeAll(() => void (program = programDigest()));

/** A copy of the shipped `sql/` to be changed. */
function ownSql(): string {
  const folder = temporaryFolder();
  for (const kind of ["questions", "claims"])
    cpSync(join(sqlFolder, kind), join(folder, kind), { recursive: true });
  return folder;
}

const sqlFilesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** A file's text and date, both of which a run may publish. */
const contentOf = (path: string) =>
  existsSync(path) ? [path, readFileSync(path, "utf8"), statSync(path).mtimeMs] : [path];

function replaced(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to));
}

/** Copies snapshots, and the rejected lines beside them. */
function copySnapshots(from: string, to: string): void {
  for (const path of ["", ".rejected.csv"].filter((end) => existsSync(`${from}${end}`)))
    cpSync(`${from}${path}`, `${to}${path}`, { recursive: true, preserveTimestamps: true });
}

const keptRuns = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
afterAll(() => rmSync(keptRuns, { recursive: true, force: true }));
const firstRuns = new Map<string, Awaited<ReturnType<typeof run>>>();

/** A run into a new folder; where one with the same inputs ended before, its snapshots are copied. */
async function firstRun(csv: string, options: Partial<EtlOptions>): ReturnType<typeof run> {
  const settings = { ...options, sql: undefined };
  // A run without an epoch depends on the day of the file too.
  if ("sourceDateEpoch" in settings) return run(csv, options);
  const inputs = [csv, csv.replace(/csv$/, "about.yaml")].map((path) =>
    existsSync(path) ? readFileSync(path, "utf8") : "",
  );
  const key = JSON.stringify([basename(csv), inputs, settings]);
  const ended = firstRuns.get(key);
  const folder = join(temporaryFolder(), "snapshots");
  if (ended) {
    copySnapshots(ended.folder, folder);
    return { ...ended, folder };
  }
  const first = await run(csv, { ...options, snapshots: folder });
  const kept = join(keptRuns, String(firstRuns.size));
  copySnapshots(folder, kept);
  firstRuns.set(key, { ...first, folder: kept });
  return first;
}

/**
 * A first run, and what a second one into the same folder did after `change`, beside one into a new
 * folder.
 */
async function again(
  change: (place: {
    readonly csv: string;
    readonly snapshots: string;
    readonly sql: string;
  }) => void,
  {
    later = {},
    csv = csvFile(csvOf(someCustomers(60))),
    ...options
  }: Partial<EtlOptions> & { readonly later?: Partial<EtlOptions>; readonly csv?: string } = {},
) {
  const sql = ownSql();
  const first = await firstRun(csv, { program, sql, ...options });
  const inputs = () => [csv, csv.replace(/csv$/, "about.yaml"), ...sqlFilesIn(sql)].map(contentOf);
  const [inputsBefore, written] = [inputs(), fingerprints(first.folder)];
  change({ csv, snapshots: first.folder, sql });
  const before = fingerprints(first.folder);
  const times = statSync(first.folder).mtimeMs;
  const second = await run(csv, { program, sql, ...options, ...later, snapshots: first.folder });
  // Where the inputs are the same, the first run is the run into a new folder.
  const isSame = isDeepStrictEqual(inputs(), inputsBefore) && Object.keys(later).length === 0;
  const anew = isSame ? first : await run(csv, { program, sql, ...options, ...later });
  const isOther =
    first.manifest.source.kind === "file" &&
    second.manifest.source.kind === "file" &&
    first.manifest.source.sha256 !== second.manifest.source.sha256;
  // Other data have a history, and the file that says by what they were made has its hash.
  const compared = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).filter(
      ([name]) => !isOther || !["history.json", inputsFile].includes(name),
    );
  expect(compared(fingerprints(second.folder))).toEqual(
    compared(isSame ? written : fingerprints(anew.folder)),
  );
  expect(second.manifest).toEqual(anew.manifest);
  return {
    ...second,
    before,
    untouched: statSync(first.folder).mtimeMs === times,
    query: second.recorded.details.get("query"),
  };
}

const nothing = () => undefined;

describe("where nothing changed", () => {
  test("nothing is done, one line says so, and the snapshots stay", async () => {
    const { recorded, untouched } = await again(nothing);
    expect(recorded.begun).toEqual(["cached"]);
    expect(recorded.details.get("cached")).toMatch(
      /^nothing changed: \d+ files in .*snapshots\/ stay as they are$/,
    );
    expect(recorded.notices).toEqual([]);
    expect(untouched).toBe(true);
  });

  test(
    "also of the sample with its card, and where small groups were left out",
    fullTier,
    async () => {
      expect(
        (await again(nothing, { csv: sample, sourceDateEpoch: undefined })).recorded.begun,
      ).toEqual(["cached"]);
      expect((await again(nothing, { csv: sample, minGroup: 5 })).recorded.begun).toEqual([
        "cached",
      ]);
    },
  );

  test(
    "a file that was only touched is no other one, but for its date where that is the data's",
    fullTier,
    async () => {
      const touched = (day: string) =>
        again(({ csv }) => utimesSync(csv, new Date(day), new Date(day)), {
          sourceDateEpoch: undefined,
          csv: dated("2026-03-04T10:00:00Z"),
        });
      expect((await touched("2026-03-04T12:00:00Z")).recorded.begun).toEqual(["cached"]);
      expect((await touched("2026-03-05T12:00:00Z")).recorded.begun).toEqual(full);
    },
  );

  test("it is done all the same where that is asked for, or where the program does not say what it is", async () => {
    expect((await again(nothing, { later: { fresh: true } })).recorded.begun).toEqual(full);
    const csv = csvFile(csvOf(someCustomers(60)));
    const { folder } = await run(csv);
    expect(fingerprints(folder)).not.toHaveProperty([inputsFile]);
    expect((await run(csv, { snapshots: folder, program })).recorded.begun).toEqual(full);
  });
});

function dated(day: string): string {
  const csv = csvFile(csvOf(someCustomers(60)));
  utimesSync(csv, new Date(day), new Date(day));
  return csv;
}

describe("all is done again where", () => {
  const card = (csv: string) => csv.replace(/csv$/, "about.yaml");
  const damages = [
    ["the CSV is another of the same size", ({ csv }) => replaced(csv, "19.99", "19.98")],
    ["the CSV is longer", ({ csv }) => writeFileSync(csv, csvOf(someCustomers(61)))],
    [
      "a card is there now",
      ({ csv }) => writeFileSync(card(csv), "title: Spring\nnote: As given.\n"),
    ],
    [
      "a snapshot is damaged",
      ({ snapshots }) => replaced(join(snapshots, "revenue-by-gender.arrow"), "Female", "Femole"),
    ],
    ["a snapshot is gone", ({ snapshots }) => rmSync(join(snapshots, "revenue-by-gender.arrow"))],
    [
      "the manifest was edited",
      ({ snapshots }) =>
        replaced(join(snapshots, "manifest.json"), '"title": "Customers"', '"title": "Clients"'),
    ],
    [
      "the manifest is no JSON",
      ({ snapshots }) => writeFileSync(join(snapshots, "manifest.json"), "{"),
    ],
    ["the history is damaged", ({ snapshots }) => writeFileSync(join(snapshots, historyFile), "{")],
    [
      "who the customers are is not known any more",
      ({ snapshots }) => rmSync(join(snapshots, "customers.parquet")),
    ],
    ["the record of their inputs is gone", ({ snapshots }) => rmSync(join(snapshots, inputsFile))],
    [
      "what they were made by cannot be read",
      ({ snapshots }) => writeFileSync(join(snapshots, inputsFile), "[]"),
    ],
  ] as const satisfies readonly (readonly [
    string,
    (place: { csv: string; snapshots: string }) => void,
  ])[];
  const expectFull = async ([, change]: (typeof damages)[number]) => {
    const { recorded } = await again(change);
    expect(recorded.begun).toEqual(full);
  };
  const few = 2;
  test.for(damages.slice(0, few))("%s", expectFull);
  test.for(damages.slice(few))("%s", fullTier, expectFull);

  test("the card has lost its note", async () => {
    const csv = csvFile(csvOf(someCustomers(60)));
    writeFileSync(card(csv), "title: Spring\nnote: As given.\n");
    expect(
      (await again(() => writeFileSync(card(csv), "title: Spring\n"), { csv })).recorded.begun,
    ).toEqual(full);
  });

  test("the file has another name", async () => {
    const folder = temporaryFolder();
    const about = join(folder, "card.yaml");
    writeFileSync(about, "title: Spring\ndate: 2026-03-04\n");
    const [june, july] = ["june.csv", "july.csv"].map((name) =>
      csvFile(csvOf(someCustomers(60)), folder, name),
    );
    const { folder: snapshots } = await run(june, { program, about });
    const { manifest, recorded } = await run(july, { program, about, snapshots });
    expect(recorded.begun).toEqual(full);
    expect(manifest.source.name).toBe("july.csv");
  });

  test.for<[string, Partial<EtlOptions>, readonly string[]]>([
    ["the program is another", { program: "another" }, full],
    ["report.yaml is another", { report: { ...report, digest: "another" } }, full],
    ["small groups are left out", { minGroup: 2 }, [...full.slice(0, -1), "suppress", "snapshot"]],
    ["lines may be left out", { maxRejected: { lines: 3 } }, full],
  ])("%s", fullTier, async ([, later, stages]) => {
    const { recorded, query: asked } = await again(nothing, { later });
    expect(recorded.begun).toEqual(stages);
    expect(asked).toMatch(/^\d+ queries$/);
  });

  test("lines were left out and are kept no longer", fullTier, async () => {
    const csv = csvFile(csvOf([...someCustomers(60), { ...someCustomers(61)[60], age: "old" }]));
    const options = { csv, maxRejected: { lines: 3 } };
    expect((await again(nothing, options)).recorded.begun).toEqual(["cached"]);
    expect(
      (await again(({ snapshots }) => rmSync(`${snapshots}.rejected.csv`), options)).recorded.begun,
    ).toEqual(full);
  });
});

describe("where files of sql/ changed, the others are not run again, and the bytes are those of a full run", () => {
  const question = "questions/revenue-by-gender.sql";
  const changes = [
    [
      "a statement",
      1,
      ({ sql }) => replaced(join(sql, question), /FROM customer/, "FROM customer WHERE age > 30"),
    ],
    [
      "a column's type",
      1,
      ({ sql }) =>
        replaced(
          join(sql, "questions/shipping-comparison.sql"),
          "average_purchase: { label: Average purchase, type: number",
          "average_purchase: { label: Average purchase, type: share",
        ),
    ],
    [
      "words only",
      0,
      ({ sql }) => replaced(join(sql, question), /title: .*/, "title: Another title"),
    ],
    [
      "a column's label",
      0,
      ({ sql }) => replaced(join(sql, question), "label: Revenue", "label: Turnover"),
    ],
    [
      "a claim",
      1,
      ({ sql }) =>
        replaced(
          join(sql, "claims/subscribers-repeat.sql"),
          /FROM customer/,
          "FROM customer WHERE age > 30",
        ),
    ],
    [
      "a new file",
      1,
      ({ sql }) =>
        writeFileSync(
          join(sql, "questions/seasons.sql"),
          readFileSync(join(sql, question), "utf8")
            .replace(/FROM customer/, "FROM customer WHERE age > 40")
            .replace(/claim:.*\n/, ""),
        ),
    ],
    [
      "a file less",
      0,
      ({ sql }) => rmSync(join(sql, "questions/repeat-buyers-by-subscription.sql")),
    ],
  ] as const satisfies readonly (readonly [string, number, (place: { sql: string }) => void])[];
  const expectCached = async ([, asked, change]: (typeof changes)[number]) => {
    const { recorded, manifest, query: detail } = await again(change, { csv: sample });
    const files = manifest.snapshots.filter(
      ({ kind, sql }) => kind !== "profile" && kind !== "cleaning" && sql !== undefined,
    );
    const queries = files.length + manifest.statements.length;
    expect(recorded.begun).toEqual(full);
    expect(detail).toBe(
      `${queries} queries, ${queries - asked} of them unchanged and not run again`,
    );
  };
  const few = 1;
  test.for(changes.slice(0, few))("%s", expectCached);
  test.for(changes.slice(few))("%s", fullTier, expectCached);

  test("the engine gets the changed statement alone", async () => {
    const [csv, sql] = [csvFile(csvOf(someCustomers(400))), ownSql()];
    const { manifest, folder } = await run(csv, { sql });
    replaced(join(sql, question), /FROM customer/, "FROM customer WHERE age > 30");
    const asked: string[] = [];
    await withCustomers(csv, async (database, _, { columns }) => {
      const warehouse = duckdbWarehouse(database, report.table);
      await query(
        await askedOf(database, columns, sql),
        { ...warehouse, query: (statement) => (asked.push(statement), warehouse.query(statement)) },
        nothing,
        cachedIn(manifest, folder),
      );
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("WHERE age > 30");
  });

  test("of the report's own statements all are run again where one of them is another", async () => {
    const { manifest, folder } = await run(csvFile(csvOf(someCustomers(60))));
    const { derived } = cachedIn(manifest, folder);
    const [first, ...others] = manifest.statements;
    const made = manifest.snapshots.filter(({ statement }) => statement !== undefined);
    expect(derived(manifest.statements)?.map(({ name }) => name)).toEqual(
      made.map(({ name }) => name),
    );
    expect(made.map(({ name }) => name)).toContain("cube-main");
    expect(derived(others)).toBeUndefined();
    expect(
      derived([{ name: "base-1", sql: `${first?.sql ?? ""}\nLIMIT 1` }, ...others]),
    ).toBeUndefined();
  });

  test("with small groups suppressed, all of them are run again", fullTier, async () => {
    const { recorded, query: detail } = await again(
      ({ sql }) => replaced(join(sql, question), /title: .*/, "title: Another title"),
      { csv: sample, minGroup: 5 },
    );
    expect(recorded.begun).toContain("suppress");
    expect(detail).toMatch(/^\d+ queries$/);
  });
});

test("of a database its name counts, and not its password, which is in no file", async () => {
  const settings = (url: string) => ({ report, minGroup: 1, mysql: parseAddress(url, {}) });
  const digests = [
    "mysql://a:secret@host/db",
    "mysql://a:other@host/db",
    "mysql://a@host/db",
    "mysql://a@host/other",
  ].map((url) => settingsDigest(settings(url)));
  expect(new Set(digests.slice(0, 3)).size).toBe(1);
  expect(digests[3]).not.toBe(digests[0]);
  const { folder } = await run(csvFile(csvOf(someCustomers(60))), { program });
  expect(Object.keys(JSON.parse(readFileSync(join(folder, inputsFile), "utf8")) as object)).toEqual(
    ["format", "program", "settings", "sql", "manifest", "history"],
  );
});
