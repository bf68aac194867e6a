import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { limitPattern, parseLimit, rejectedFile } from "../../../etl/read/rejects.ts";
import { csvFile, csvOf, customers, someCustomers } from "../../support/customers.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const [header = "", ...lines] = csvOf(someCustomers(8)).trimEnd().split("\r\n");
const fixture = (name: string) => join(import.meta.dirname, "../../fixtures/csv", name);
const misquoted = "a quote is opened and not closed, or closed and followed by more text";

/** The lines that a run left out, from its file. */
function leftOut(snapshots: string): { line: string; reason: string; text: string }[] {
  return Papa.parse<{ line: string; reason: string; text: string }>(
    readFileSync(rejectedFile(snapshots), "utf8"),
    { header: true, skipEmptyLines: true },
  ).data;
}

const csv = (...changed: readonly [number, (line: string) => string][]) =>
  [
    header,
    ...lines.map((line, index) => changed.find(([at]) => at === index + 2)?.[1](line) ?? line),
    "",
  ].join("\r\n");

describe("skipping lines that cannot be used", () => {
  test("leaves out those lines and no other, and keeps them with number, reason and text", async () => {
    const path = csvFile(
      csv(
        [3, (line) => line.replace("Blouse", '"Blouse')],
        [5, (line) => `${line},more`],
        [6, (line) => line.replace(/^5,\d+/, "5,old")],
        [8, (line) => line.replace(/^7,/, "2,")],
        [9, (line) => line.replace(/^8,/, "4,")],
      ),
    );
    const { manifest, folder, rows } = await run(path, { maxRejected: { lines: 8 } });
    const written = readFileSync(rejectedFile(folder), "latin1");
    expect(written).toMatch(/^\xef\xbb\xbfline,reason,text\r\n/);
    expect(written.match(/\r?\n/g)).toEqual(["\r\n", "\r\n", "\r\n", "\r\n"]);
    // Customers 2 and 4 are on broken lines, so that their later lines are the first that count.
    expect(leftOut(folder).map(({ line, reason }) => [line, reason])).toEqual([
      ["3", misquoted],
      ["5", "has 19 fields, the header has 18"],
      ["6", 'column "Age": "old" is not a whole number from 1 to 120'],
    ]);
    expect(leftOut(folder).map(({ text }) => text)).toEqual([
      lines[1]?.replace("Blouse", '"Blouse'),
      `${lines[3]},more`,
      lines[4]?.replace(/^5,\d+/, "5,old"),
    ]);
    expect(manifest.source).toMatchObject({ rows: 5, rejected: 3 });
    expect(manifest.notices[0]).toBe("Left out 3 of 8 lines that cannot be used.");
    expect(rows("cube-main").reduce((sum, row) => sum + Number(row["customers"]), 0)).toBe(5);
  });

  test("of a customer that occurs more than once the first line stays", async () => {
    const path = csvFile(
      csvOf(
        customers(
          {},
          { customer_id: "7" },
          { customer_id: "1", purchase_amount: "1" },
          { customer_id: "01", purchase_amount: "2" },
        ),
      ),
    );
    const { folder, manifest, rows } = await run(path, { maxRejected: { share: 0.5 } });
    expect(leftOut(folder).map(({ line, reason }) => [line, reason])).toEqual([
      ["4", 'repeats the "Customer ID" of line 2'],
      ["5", 'repeats the "Customer ID" of line 2'],
    ]);
    expect(manifest.source.rows).toBe(2);
    expect(rows("revenue-by-gender").map((row) => row["revenue"])).toEqual([11998]);
  });

  test(
    "a run that left out nothing says nothing, and clears what an earlier one kept",
    fullTier,
    async () => {
      // The folder of both is made where it is not there.
      const snapshots = join(temporaryFolder(), "new/snapshots");
      await run(csvFile(csv([3, () => "broken"])), { snapshots, maxRejected: { lines: 1 } });
      expect(readdirSync(dirname(snapshots))).toEqual(["snapshots", "snapshots.rejected.csv"]);
      const { manifest } = await run(csvFile(csv()), { snapshots, maxRejected: { lines: 1 } });
      expect(manifest.source).toMatchObject({ rows: 8, rejected: 0 });
      expect(manifest.notices).toEqual([]);
      expect(readdirSync(dirname(snapshots))).toEqual(["snapshots"]);
    },
  );

  test(
    "the snapshots are byte-identical to those of the file without these lines, but for what tells of them",
    fullTier,
    async () => {
      const broken = await run(csvFile(csv([4, (line) => line.replace(/^3,\d+/, "3,")])), {
        maxRejected: { lines: 1 },
      });
      const normalized = await run(csvFile([header, ...lines.toSpliced(2, 1), ""].join("\r\n")));
      const files = (folder: string) =>
        Object.fromEntries(
          Object.entries(fingerprints(folder)).filter(
            ([name]) => name !== "manifest.json" && name !== "history.json",
          ),
        );
      expect(files(broken.folder)).toEqual(files(normalized.folder));
    },
  );

  test("no text of a line that was left out is in the snapshots", async () => {
    const { folder } = await run(
      csvFile(csv([4, (line) => line.replace("Blouse", "Zzyzx").replace(/^3,\d+/, "3,Qwxyz")])),
      { maxRejected: { lines: 1 } },
    );
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), "latin1")).not.toMatch(/Zzyzx|Qwxyz/);
    expect(leftOut(folder)[0]?.text).toContain("Zzyzx");
  });

  test.for([
    [
      { lines: 2 },
      /^customers\.csv: 3 lines cannot be used, more than the 2 that --max-rejected allows:\n {2}line 3: has 1 field, the header has 18\n {2}line 4: /,
    ],
    [{ lines: 0 }, /^customers\.csv: 3 lines cannot be used, more than the 0 that/],
    [{ share: 0.01 }, /^customers\.csv: 3 lines cannot be used, more than the 1% \(0 of 8\) that/],
    [
      { share: 0.374 },
      /^customers\.csv: 3 lines cannot be used, more than the 37\.4% \(2 of 8\) that/,
    ],
  ] as const)(
    "above the limit %o the run fails, and the lines are kept",
    async ([maxRejected, sentence]) => {
      const snapshots = join(temporaryFolder(), "snapshots");
      const error = await failure(
        run(csvFile(csv([3, () => "a"], [4, () => "b"], [7, () => "c"])), {
          snapshots,
          maxRejected,
        }),
      );
      expect(error.message).toMatch(sentence);
      expect(error).toMatchObject({
        exitCode: 3,
        hint: expect.stringContaining(rejectedFile(snapshots)) as string,
      });
      expect(leftOut(snapshots).map(({ line }) => line)).toEqual(["3", "4", "7"]);
      expect(existsSync(snapshots)).toBe(false);
    },
  );

  test("where no line can be used, the run fails whatever the limit", async () => {
    const error = await failure(
      run(csvFile([header, "a", "b"].join("\n")), { maxRejected: { share: 1 } }),
    );
    expect(error).toMatchObject({
      message: "customers.csv has no line that can be used.",
      exitCode: 3,
    });
  });

  test("what is wrong with the file as a whole is not skipped", async () => {
    for (const name of [
      "header-twice.csv",
      "html.csv",
      "ratings-missing-in-all.csv",
      "utf-16-cut.csv",
    ])
      expect(await failure(run(fixture(name), { maxRejected: { share: 1 } }))).toMatchObject({
        exitCode: 3,
      });
  });

  test.for([
    [
      "several-things-wrong.csv",
      2,
      [
        ["4", 'column "Purchase Amount (USD)": "(12)" is in parentheses'],
        ["5", misquoted],
        ["6", 'repeats the "Customer ID" of line 3'],
        ["7", "has 17 fields"],
      ],
    ],
    ["header-repeated-as-row.csv", 6, [["5", "repeats the header"]]],
    ["total-row.csv", 6, [["8", 'column "Customer ID": "Total" is not']]],
    ["mixed-encodings.csv", 5, [["3", "holds bytes that are not UTF-8"]]],
    ["nul-in-value.csv", 5, [["4", "holds a NUL byte"]]],
    ["quote-unclosed.csv", 5, [["3", misquoted]]],
    [
      "two-tables.csv",
      6,
      [
        ["9", "has 2 fields"],
        ["10", "has 2 fields"],
      ],
    ],
    ["truncated-in-quotes.csv", 5, [["7", misquoted]]],
  ] satisfies [string, number, [string, string][]][])(
    "%s keeps %i rows",
    fullTier,
    async ([name, kept, reasons]) => {
      const { manifest, folder } = await run(fixture(name), { maxRejected: { share: 1 } });
      expect(
        leftOut(folder).map(({ line, reason }, index) => [
          line,
          reason.slice(0, reasons[index]?.[1].length),
        ]),
      ).toEqual(reasons);
      expect(manifest.source.rows).toBe(kept);
    },
  );
});

describe("the limit", () => {
  test.for(["0", "20", "1%", "0.5%", "100%"])("%s is one", (text) =>
    expect(text).toMatch(limitPattern),
  );
  test.for(["", "-1", "101%", "1.5", "one", "%", "1 %"])("%j is none", (text) =>
    expect(text).not.toMatch(limitPattern),
  );
  test("is a number or a share", () =>
    expect([parseLimit("20"), parseLimit("0.5%")]).toEqual([{ lines: 20 }, { share: 0.005 }]));
});
