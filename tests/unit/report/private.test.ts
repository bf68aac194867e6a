import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EtlOptions } from "../../../etl/pipeline.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { openStore } from "../../../format/store.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";

const described = (more = "", columns = "") => `currency: EUR
data: data.csv
table: orders
row: { one: order, many: orders }
${more}
columns:
  email: { header: E-mail, type: string, private: true }
  plan: { header: Plan, type: string }
  price: { header: Price, type: money }
${columns}
metrics:
  revenue: { sum: price }
  average: { mean: price }
dashboard: { kpis: [revenue], slicers: [plan] }
claims:
  - { id: dear, claim: Plan a is dearer., about: Plans, means: average, by: plan, groups: [a, b] }
drivers: { title: Key drivers, of: [average], by: [plan] }
`;

const csv = `E-mail,Plan,Price
ann@example.org,a,1
bob@example.org,b,2
cid@example.org,a,3
dan@example.org,b,4
`;

/** Runs a report in a folder of its own, or once more in the same one. */
async function publish(
  yaml: string,
  text: string,
  { folder = temporaryFolder(), ...options }: Partial<EtlOptions> & { folder?: string } = {},
) {
  writeFileSync(join(folder, "data.csv"), text);
  const report = parseReport(yaml, "report.yaml", folder);
  const snapshots = join(folder, "snapshots");
  await run(report.data, { report, sql: report.sql, snapshots, ...options });
  const store = openStore(snapshots);
  const files = readdirSync(snapshots).map((name) => readFileSync(join(snapshots, name), "latin1"));
  return { folder, store, all: files.join("\n") };
}

const refusal = (yaml: string) => {
  try {
    parseReport(yaml, "report.yaml", ".");
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a private column", () => {
  test("is in nothing that is written", async () => {
    const { all, store } = await publish(described(), csv);
    expect(all).not.toMatch(/ann@|bob@/);
    expect(store.manifest.dictionary.find(({ name }) => name === "email")?.origin).toBe("private");
  });

  test("may be the key, of which hashes are remembered", async () => {
    const yaml = described("key: email");
    const { folder } = await publish(yaml, csv);
    const next = csv.replace("dan@example.org,b,4", "eve@example.org,b,4");
    const { all, store } = await publish(yaml, next, { folder });
    expect(all).not.toMatch(/ann@|eve@/);
    expect(store.manifest.key).toBeUndefined();
    const history = JSON.parse(
      readFileSync(join(folder, "snapshots", "history.json"), "utf8"),
    ) as Record<string, unknown>;
    expect(JSON.stringify(history)).toContain('"moved":{"added":1,"gone":1');
  });

  test("may tell which rows are repeated, and which lines are left out", async () => {
    const yaml = described("cleaning: [{ deduplicate: email }]");
    const { store } = await publish(yaml, `${csv}ann@example.org,b,9\n`);
    expect(store.manifest.cleaning.map(({ outcome }) => outcome)).toContain(
      "1 repeated row left out.",
    );
  });

  test("is not shown where a line cannot be used", async () => {
    const unique = described().replace(
      "private: true",
      "private: true, constraints: { enum: [x] }",
    );
    await expect(publish(unique, csv)).rejects.toThrow(/line 2, column "E-mail" is not one of x/);
    const bad = `${csv}fay@example.org,a,dear\n"gus@example.org",a\n`;
    const folder = temporaryFolder();
    await publish(described(), bad, { folder, maxRejected: { lines: 2 } });
    const rejected = readFileSync(join(folder, "snapshots.rejected.csv"), "utf8");
    expect(rejected).not.toMatch(/fay@|gus@/);
    expect(rejected).toContain('"***,a,dear"');
  });

  test.each([
    ["cleaning: [{ map: email, into: kind, values: { x: y } }]", "cleaning, item 1, map"],
    ["cleaning: [{ drop: email }]", "cleaning, item 1, drop"],
  ])("cannot be used by other steps: %s", (more, at) => {
    expect(refusal(described(more))).toContain(
      `${at}: "email" is private, which only key, person and deduplicate may use`,
    );
  });

  test("cannot be used by metrics and dimensions", () => {
    const yaml = described().replace("slicers: [plan]", "slicers: [email]");
    expect(refusal(yaml)).toContain('"email" is private');
  });
});

describe("a column whose values are all different", () => {
  const yaml = described(
    "",
    "  code: { header: Code, type: integer, constraints: { unique: true } }",
  );
  const coded = (codes: readonly string[]) =>
    `E-mail,Plan,Price,Code\n${codes.map((code) => `x@example.org,a,1,${code}`).join("\n")}\n`;

  test("is refused where one occurs twice", async () => {
    await expect(publish(yaml, coded(["1", "2", "1"]))).rejects.toThrow(
      /1 value of "Code" occurs more than once; the first is 1, on lines 2 and 4/,
    );
    await publish(yaml, coded(["1", "2", "3"]));
  });

  test("may leave the later rows out", async () => {
    const { store } = await publish(yaml, coded(["1", "2", "1"]), { maxRejected: { lines: 1 } });
    expect(store.manifest.source.rows).toBe(2);
  });
});

describe("a report of several rows a person", () => {
  const yaml = described("person: email");
  const repeated = `${csv}ann@example.org,b,9\n`;

  test("tests nothing, and says why", async () => {
    const { store } = await publish(yaml, repeated);
    const claim = store.manifest.snapshots.find(({ finding }) => finding)?.finding;
    expect([claim?.comparison, claim?.because]).toEqual([
      "none",
      "Not testable: some people have several orders, so the orders are not independent.",
    ]);
    expect(store.manifest.notices.join()).toContain("The 5 orders belong to 4 people.");
    expect(store.manifest.snapshots.some(({ kind }) => kind === "driver")).toBe(false);
  });

  test("cannot hide small groups yet", async () => {
    await expect(publish(yaml, repeated, { minGroup: 2 })).rejects.toThrow(
      /--min-group 2 cannot protect this report: its 5 orders belong to 4 people/,
    );
  });

  test("is as any other while no person repeats", async () => {
    const { store } = await publish(yaml, csv);
    expect(store.manifest.snapshots.some(({ kind }) => kind === "driver")).toBe(true);
  });

  test("must be identified by a column that every row has", () => {
    expect(refusal(described("person: price"))).toContain(
      'person: "price" cannot identify a person',
    );
    expect(refusal(described("person: mail"))).toContain('there is no column "mail"');
  });
});
