import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readRecords, tallyOf } from "../../sample/tally.ts";
import type { Json } from "../../sample/tally.ts";
import { fullTier } from "../support/tier.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const marginals = JSON.parse(readFileSync(join(root, "sample/marginals.json"), "utf8")) as Record<
  string,
  Json
>;
const committed = readFileSync(join(root, "data/customers.csv"));
const folder = mkdtempSync(join(tmpdir(), "sample-"));

const rawRows = readRecords(committed.toString("utf8"));
const tallied = tallyOf(rawRows, marginals);

describe("the committed sample", () => {
  test.each(Object.keys(marginals))("agrees with every number of %s", (key) => {
    expect(tallied[key]).toEqual(marginals[key]);
  });

  test("would not pass over a number it cannot check", () => {
    expect(() => tallyOf(rawRows, { ...marginals, surprise: 1 })).toThrow(/surprise/);
    expect(() => tallyOf(rawRows, { joint_gender: [{ gender: "Male", weight: 1 }] })).toThrow();
  });

  test("numbers its customers from 1 in file order", () => {
    expect(rawRows.map((row) => Number(row["Customer ID"]))).toEqual(
      Array.from({ length: 3900 }, (_, index) => index + 1),
    );
  });

  test("has the bytes of the export it stands in for: byte-order mark, CRLF, no quotes, no trailing zero", () => {
    const text = committed.toString("utf8");
    expect([...committed.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text.split("\r\n").length).toBe(3902);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n"]/);
    expect(rawRows.every((row) => /^(\d(\.[1-9])?)?$/.test(row["Review Rating"] ?? "?"))).toBe(
      true,
    );
    expect(rawRows.every((row) => row["Promo Code Used"] === row["Discount Applied"])).toBe(true);
  });

  test("comes with a metadata file that names its hash", () => {
    expect(parse(readFileSync(join(root, "data/customers.about.yaml"), "utf8"))).toEqual({
      title: "Customer shopping behavior",
      synthetic: true,
      date: "2026-11-01",
      note: expect.stringContaining("No row describes a real person.") as string,
      sha256: hashOf(committed),
    });
  });

  test.runIf(process.env["REAL_CSV"])("repeats no row of the real file", () => {
    const real = new Set(tails(readFileSync(process.env["REAL_CSV"] ?? "", "utf8")));
    expect(tails(committed.toString("utf8")).filter((tail) => real.has(tail))).toEqual([]);
  });
});

describe("npm run sample", fullTier, () => {
  beforeAll(() => {
    const made = ["exact", "first", "second"].map((name) =>
      run("--out", join(folder, `${name}.csv`), "--rows", name === "exact" ? "3900" : "1000"),
    );
    expect(made.map((result) => result.stderr)).toEqual(["", "", ""]);
  }, 1_200_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("makes the committed file again, byte for byte", () => {
    expect(made("exact.csv").equals(committed)).toBe(true);
    expect(made("exact.about.yaml").toString()).toBe(
      readFileSync(join(root, "data/customers.about.yaml"), "utf8"),
    );
  });

  test("makes a file of another size, the same each time", () => {
    const [header, ...lines] = made("first.csv").toString("utf8").trimEnd().split("\r\n");
    expect(header).toBe(committed.toString("utf8").split("\r\n")[0]);
    expect(lines.map((line) => Number(line.split(",")[0]))).toEqual(
      Array.from({ length: 1000 }, (_, index) => index + 1),
    );
    expect(made("second.csv").equals(made("first.csv"))).toBe(true);
    expect(parse(made("first.about.yaml").toString())).toMatchObject({
      synthetic: true,
      sha256: hashOf(made("first.csv")),
    });
  });

  test.each([
    [["--sizes", "5"]],
    [["--rows", "1000"]],
    [["--rows", "many", "--out", "x.csv"]],
    [["--seed", "7"]],
  ])("refuses %j", (args) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^\nError: .+\n/);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

function run(...args: string[]): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, [join(root, "bin/sample.ts"), ...args], {
    encoding: "utf8",
    cwd: folder,
  });
}

function made(name: string): Buffer {
  return readFileSync(join(folder, name));
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function tails(text: string): string[] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.slice(line.indexOf(",") + 1));
}
