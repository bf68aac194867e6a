import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { csvFile } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { generatedFiles } from "../../support/generated-files.ts";
import { refusal } from "../../support/refusals.ts";
import { run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

/**
 * What the table says of a file: the sentence that refuses it, or its figures and what is noticed.
 */
type Expected =
  | { readonly refused: string }
  | { readonly rows: number; readonly revenue: string; readonly notices?: readonly string[] };

const folder = join(import.meta.dirname, "../../fixtures/csv");
const table = parse(readFileSync(join(folder, "expected.yaml"), "utf8")) as Readonly<
  Record<string, Expected>
>;
const committed = readdirSync(folder).filter((name) => !name.endsWith(".yaml"));

/** The path of a file of the corpus, which is made first where it is not committed. */
type Entry = readonly [name: string, expected: (typeof table)[string]];

function pathOf(name: string): string {
  const make = generatedFiles[name];
  return make === undefined ? join(folder, name) : csvFile(make(), temporaryFolder(), name);
}

describe("the corpus of input", () => {
  test("has an outcome for every file, and a file for every outcome", () => {
    expect(Object.keys(table).toSorted()).toEqual(
      [...committed, ...Object.keys(generatedFiles)].toSorted(),
    );
    expect(committed.length).toBeGreaterThanOrEqual(60);
  });

  const expectOutcome = async ([name, expected]: Entry) => {
    const path = pathOf(name);
    if ("refused" in expected) {
      const error = await refusal(path);
      expect(error.message.replace(path, name)).toBe(expected.refused);
      expect(error.exitCode).toBe(3);
      expect(error.hint).toMatch(/\.$/);
      return;
    }
    const { manifest, rows } = await run(path);
    expect({ rows: manifest.source.rows, notices: manifest.notices }).toEqual({
      rows: expected.rows,
      notices: expected.notices ?? [],
    });
    const cents = rows("revenue-by-gender").reduce((sum, row) => sum + Number(row["revenue"]), 0);
    expect((cents / 100).toFixed(2)).toBe(expected.revenue);
  };
  const entries: readonly Entry[] = Object.entries(table);
  const isFew = (_: Entry, index: number) => index % 8 === 0;
  test.for(entries.filter(isFew))("%s", expectOutcome);
  test.for(entries.filter((entry, index) => !isFew(entry, index)))("%s", fullTier, expectOutcome);
});
