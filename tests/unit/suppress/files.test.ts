import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import { afterAll, describe, expect, test } from "vitest";
import { decodeArrow } from "../../../format/arrow.ts";
import { csvOf as csvOfColumns } from "../../../src/text/csv.ts";
import { customerFile, skewedFile } from "../../support/arbitraries.ts";
import { csvOf, someCustomers, type Customer } from "../../support/customers.ts";
import { failure, run, type Run } from "../../support/runs.ts";
import { smallGroups } from "../../support/small-groups.ts";
import { cases, sized, fullTier } from "../../support/tier.ts";

const least = 5;
const folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columnsOf =
  ({ folder: snapshots }: Run) =>
  (name: string) =>
    decodeArrow(readFileSync(join(snapshots, `${name}.arrow`)));

/** The same customers with small groups and without them. */
async function bothOf(rows: readonly Customer[]): Promise<{ whole: Run; suppressed: Run }> {
  const path = join(folder, "customers.csv");
  writeFileSync(path, csvOf(rows));
  return both(path);
}

/** Nothing was before: these customers have nothing to do with the last ones. */
async function both(path: string): Promise<{ whole: Run; suppressed: Run }> {
  for (const name of ["whole", "suppressed"])
    rmSync(join(folder, name), { recursive: true, force: true });
  return {
    whole: await run(path, { snapshots: join(folder, "whole") }),
    suppressed: await run(path, { snapshots: join(folder, "suppressed"), minGroup: least }),
  };
}

/** What the suppressed snapshots show of few customers, as files and as CSV. */
function found({ whole, suppressed }: { whole: Run; suppressed: Run }): string[] {
  const csv = suppressed.manifest.snapshots
    .filter(({ published }) => published)
    .flatMap(({ name, fields }) => {
      const { data } = Papa.parse<Record<string, string>>(
        csvOfColumns(columnsOf(suppressed)(name)),
        {
          header: true,
        },
      );
      return fields
        .filter(({ type }) => type === "count")
        .flatMap((field) =>
          data
            .map((row) => Number(row[field.name]))
            .filter((value) => value > 0 && value < least)
            .map((value) => `${name}.csv tells of ${value}`),
        );
    });
  return [
    ...smallGroups(suppressed.manifest, columnsOf(suppressed), columnsOf(whole), least),
    ...csv,
  ];
}

describe("with small groups left out, nothing tells of fewer than 5 customers or lets them be worked out,", () => {
  const seen = { partly: 0, wholly: 0, filters: 0 };
  const [many, few] = [cases(2, 40), cases(2, 16)];

  test(`of ${many} files of some hundred customers`, sized, async () => {
    await fc.assert(
      fc.asyncProperty(skewedFile, async (rows) => {
        const both = await bothOf(rows);
        expect(found(both)).toEqual([]);
        const entries = both.suppressed.manifest.snapshots;
        if (entries.some(({ suppressed, rows: left }) => suppressed && left > 0)) seen.partly++;
        if (entries.some(({ kind, name }) => kind === "cube" && name !== "cube-margins"))
          seen.filters++;
      }),
      { numRuns: many, endOnFailure: true },
    );
    expect(seen.partly, "most lose some rows and keep others").toBeGreaterThan(many * 0.6);
    expect(seen.filters, "some can be filtered").toBeGreaterThanOrEqual(cases(0, 5));
  });

  test(`of ${few} files of a few customers, all of which may be too few`, sized, async () => {
    await fc.assert(
      fc.asyncProperty(customerFile, async (rows) => {
        if (rows.length < least) {
          writeFileSync(join(folder, "few.csv"), csvOf(rows));
          expect(
            (
              await failure(
                run(join(folder, "few.csv"), { snapshots: join(folder, "few"), minGroup: least }),
              )
            ).exitCode,
          ).toBe(3);
          return;
        }
        const both = await bothOf(rows);
        expect(found(both)).toEqual([]);
        if (
          both.suppressed.manifest.snapshots.some(
            ({ rows: left, suppressed }) => suppressed && left === 0,
          )
        )
          seen.wholly++;
      }),
      { numRuns: few, endOnFailure: true },
    );
    expect(seen.wholly).toBeGreaterThanOrEqual(cases(0, 4));
  });

  test("of the sample", async () => {
    const csv = "data/customers.csv";
    expect(found(await both(csv))).toEqual([]);
  });

  test("which of the same files with small groups would be found", fullTier, async () => {
    const { whole } = await bothOf(someCustomers(20));
    const all = smallGroups(whole.manifest, columnsOf(whole), columnsOf(whole), least);
    for (const name of [
      "cube-main",
      "profile-age-group-values",
      "finding-age-purchase",
      "driver-customers",
    ])
      expect(all.join("\n")).toContain(name);
  });

  test("and one that is left out alone would be worked out", async () => {
    const { whole } = await bothOf(someCustomers(40));
    const columns = columnsOf(whole)("finding-category-revenue");
    const one = {
      ...columns,
      length: 1,
      values: Object.fromEntries(
        Object.entries(columns.values).map(([name, values]) => [name, values.slice(1)]),
      ),
    };
    expect(
      smallGroups(
        {
          ...whole.manifest,
          snapshots: whole.manifest.snapshots.filter(
            ({ name }) => name === "finding-category-revenue",
          ),
        },
        () => one,
        () => columns,
        least,
      ),
    ).toHaveLength(1);
  });
});
