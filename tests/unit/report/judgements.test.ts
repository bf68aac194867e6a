import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../../../etl/database.ts";
import type { SnapshotEntry } from "../../../format/manifest.ts";
import type { SnapshotStore } from "../../../format/store.ts";
import { driverReach } from "../../../src/sentences/drivers.ts";
import { strengthWord } from "../../../src/sentences/finding.ts";
import { driversView } from "../../../src/views/drivers.ts";
import { findingsOf, pairTable, tally } from "../../../src/views/findings.ts";
import { tableView } from "../../../src/views/table-view.ts";
import { expectJudgement } from "../../support/descriptions/judgements.ts";
import { expectDrawnChart, expectSound } from "../../support/descriptions/sound.ts";
import { figuresOf } from "../../support/descriptions/sums.ts";
import { worldOf, type World } from "../../support/descriptions/world.ts";
import { descriptions } from "../../support/descriptions.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { cases, sized } from "../../support/tier.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** The tables of claims and drivers, as a store has them. */
function storeOf({ results, report }: World): SnapshotStore {
  const tables = new Map(results.tables.map((table) => [table.name, table]));
  const snapshots = [...tables.values()].map(
    ({ name, kind, published, columns, finding, driver }): SnapshotEntry => ({
      name,
      kind,
      published,
      file: `${name}.arrow`,
      bytes: 0,
      sha256: "",
      rows: columns.length,
      fields: [...columns.fields],
      totals: {},
      ...(finding ? { finding } : {}),
      ...(driver ? { driver } : {}),
    }),
  );
  const manifest = { snapshots, minGroup: 1, row: report.row };
  return {
    manifest,
    columns: (name: string) => tables.get(name)?.columns,
  } as unknown as SnapshotStore;
}

const runs = cases(40, 300);

test(
  `in ${runs} generated reports, no sentence on a claim or a driver contradicts its rows`,
  sized,
  async () => {
    const file = join(temporaryFolder(), "data.csv");
    const property = fc.asyncProperty(descriptions, async (described) => {
      const world = await worldOf(described, database, file);
      const figures = figuresOf(described, world.columns);
      const store = storeOf(world);
      const findings = findingsOf(store);
      expectSound(tally(findings));
      for (const finding of findings) {
        const { sentence, found, chart, spec } = finding;
        expectSound(sentence, ...(found.test === "" ? [] : [found.test]));
        if (found.strength) expectSound(strengthWord(found.strength));
        expectJudgement(world, figures, finding);
        if (chart) expectDrawnChart(chart, spec.claim);
        const pairs = pairTable(finding);
        if (pairs)
          expectSound(
            ...tableView(pairs.columns)
              .rows.flat()
              .map(({ text }) => text),
          );
      }
      const { headline, views } = driversView(store);
      if (views.length > 0) expectSound(headline);
      for (const { title, subtitle, chart, table, driver } of views) {
        expectSound(
          title,
          subtitle,
          ...tableView(table)
            .rows.flat()
            .map(({ text }) => text),
        );
        expect(driverReach(driver)).not.toMatch(/NaN|undefined/);
        for (const { share } of driver.ranked)
          expect(share.low >= 0 && share.estimate <= 1 && share.high <= 1).toBe(true);
        expectDrawnChart(chart, title);
      }
    });
    await fc.assert(property, { numRuns: runs });
  },
);
