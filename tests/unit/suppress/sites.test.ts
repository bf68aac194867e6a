import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { customerFile, skewedFile } from "../../support/arbitraries.ts";
import { csvOf, someCustomers, type Customer } from "../../support/customers.ts";
import { smallInDist } from "../../support/small-in-dist.ts";
import { fullTier } from "../../support/tier.ts";

const least = 5;
// Within the project, whose packages the pages are built with.
const folder = resolve(".cache/small-groups");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Builds a whole site by the command that people use, after that of the customers before, where
 * there were some.
 */
async function site(
  rows: readonly Customer[],
  minGroup: number,
  before?: readonly Customer[],
): Promise<string> {
  if (before) await site(before, minGroup);
  else rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const csv = join(folder, "customers.csv");
  writeFileSync(csv, csvOf(rows));
  await promisify(execFile)(process.execPath, [
    "bin/build.ts",
    "--csv",
    csv,
    "--snapshots",
    join(folder, "snapshots"),
    "--out",
    join(folder, "dist"),
    "--min-group",
    String(minGroup),
    "--accept-changes",
  ]);
  return join(folder, "dist");
}

const [skewed, any] = [3, 1];

test(
  `nothing under dist/ shows fewer than 5 customers, for ${skewed + any} generated files`,
  fullTier,
  async () => {
    const files = [
      ...fc.sample(skewedFile, skewed),
      ...fc.sample(
        customerFile.filter(({ length }) => length >= least),
        any,
      ),
    ];
    for (const rows of files) {
      const { read, found } = smallInDist(await site(rows, least), least);
      expect(read).toBeGreaterThan(60);
      expect(found).toEqual([]);
    }
  },
);

test(
  "nor does a second edition, whatever few customers came, went or changed",
  fullTier,
  async () => {
    let compared = 0;
    for (const rows of fc.sample(skewedFile, 2)) {
      const [few, many] = [
        rows.slice(3),
        rows
          .slice(Math.ceil(rows.length / 3))
          .map((customer, index) =>
            index % 2 === 0 ? { ...customer, category: "Swimwear" } : customer,
          ),
      ];
      for (const later of [few, many]) {
        const dist = await site(later, least, rows);
        expect(smallInDist(dist, least).found).toEqual([]);
        if (
          !readFileSync(join(dist, "changes/index.html"), "utf8").includes(
            "Nothing to compare with yet",
          )
        )
          compared++;
      }
    }
    expect(compared, "where many changed, some of it is shown").toBeGreaterThan(0);
  },
);

test(
  "which of a small file with all its groups would be found: in files, tables, charts, filters and sentences",
  fullTier,
  async () => {
    const { found } = smallInDist(await site(someCustomers(14), 1), least);
    for (const place of [
      /^data\/cube-main: /,
      /^data\/finding-age-purchase\.csv: /,
      /^index\.html: .*a cell of/,
      /^index\.html: purchases-by-age-group: a mark of/,
      /^embed\//,
      /^findings\/index\.html: /,
      /^data\/index\.html: /,
    ])
      expect(
        found.some((text) => place.test(text)),
        String(place),
      ).toBe(true);
  },
);
