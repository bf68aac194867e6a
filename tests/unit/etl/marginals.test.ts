import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { walk, type Json } from "../../support/compare.ts";
import { restateMarginals } from "../../support/restate-marginals.ts";
import { withCustomers } from "../../support/runs.ts";

const root = join(import.meta.dirname, "../../..");
const marginals = JSON.parse(readFileSync(join(root, "sample/marginals.json"), "utf8")) as Json;

const files = [
  { what: "the committed sample (data/customers.csv)", csv: join(root, "data/customers.csv") },
  { what: "the real export (REAL_CSV)", csv: process.env["REAL_CSV"] ?? "" },
];

describe("counts and sums of marginals.json, after read and clean", () => {
  test.for(files)("$what", async ({ what, csv }, { skip }) => {
    skip(!existsSync(csv), `${what} is not there`);
    const restated = await withCustomers(csv, restateMarginals);
    const result = walk(marginals, restated, (path) => path === "note", 0);
    expect(result.differences).toEqual([]);
    expect(result.compared).toBeGreaterThan(2500);
  });
});
