import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { run, sqlFolder } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const root = join(import.meta.dirname, "../../..");
const fixture = (name: string) => join(root, "tests/fixtures/csv", name);

/** The ETL as a user runs it. */
function command(csv: string, snapshots: string, ...more: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin/etl.ts"), "--csv", csv, "--snapshots", snapshots, "--sql", sqlFolder, ...more],
    { encoding: "utf8", env: { ...process.env, CI: "1" } },
  );
  return { status, stdout, stderr };
}

describe("npm run etl", () => {
  const bad = [
    "html.csv",
    "row-too-short.csv",
    "amount-european.csv",
    "id-repeated.csv",
    "ratings-missing-in-all.csv",
    "truncated-in-row.csv",
  ];
  const expectRefusal = async (name: string) => {
    const { folder } = await run(fixture("plain.csv"));
    const before = fingerprints(folder);
    const { status, stdout, stderr } = command(fixture(name), folder);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(/^\nError: .+\n/m);
    expect(stderr).not.toMatch(/bug in Customer Trends|^ {4}at /m);
    expect(fingerprints(folder)).toEqual(before);
    expect(readdirSync(join(folder, ".."))).toEqual(["snapshots"]);
  };
  const title = "refuses %s with exit code 3, and leaves the last good snapshots";
  test.for(bad.slice(0, 1))(title, expectRefusal);
  test.for(bad.slice(1))(title, fullTier, expectRefusal);

  test("tells what it normalized, and ends well", fullTier, () => {
    const snapshots = join(temporaryFolder(), "snapshots");
    const { status, stderr } = command(fixture("amount-dollars.csv"), snapshots);
    expect(status).toBe(0);
    expect(stderr).toContain(
      'note    Removed currency signs or thousands separators from 1 value of "Purchase Amount (USD)".\n',
    );
    expect(existsSync(join(snapshots, "manifest.json"))).toBe(true);
  });

  test(
    "--on-error skip leaves lines out up to --max-rejected, names their file, and fails above with exit code 3",
    fullTier,
    () => {
      const snapshots = join(temporaryFolder(), "snapshots");
      const skipped = command(
        fixture("row-too-short.csv"),
        snapshots,
        "--on-error",
        "skip",
        "--max-rejected",
        "1",
      );
      expect(skipped.status).toBe(0);
      expect(skipped.stderr).toContain("note    Left out 1 of 6 lines that cannot be used.\n");
      expect(skipped.stderr).toContain(
        `note    The lines that were left out are in ${snapshots}.rejected.csv, with their reasons.\n`,
      );
      const kept = readFileSync(`${snapshots}.rejected.csv`, "utf8");
      expect(kept).toMatch(
        /^\ufeffline,reason,text\r\n3,"has 17 fields, the header has 18","2,27,Female,Sweater/,
      );
      const before = fingerprints(snapshots);
      rmSync(`${snapshots}.rejected.csv`);
      // The default allows 1%, which of six lines is none.
      const refused = command(fixture("row-too-short.csv"), snapshots, "--on-error", "skip");
      expect(refused.status).toBe(3);
      expect(refused.stderr).toContain(
        "1 line cannot be used, more than the 1% (0 of 6) that --max-rejected allows:\n  line 3: has 17 fields, the header has 18\n",
      );
      expect(readFileSync(`${snapshots}.rejected.csv`, "utf8")).toBe(kept);
      expect(fingerprints(snapshots)).toEqual(before);
    },
  );
});
