import {
  closeSync,
  openSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openDatabase, type Database } from "../../../etl/database.ts";
import { read } from "../../../etl/read/index.ts";
import { rejectedFile } from "../../../etl/read/rejects.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { failure, run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";
import { report } from "../../support/report.ts";

const [header = "", row = ""] = csvOf(someCustomers(1)).split("\r\n");

describe("a file that is edited while it is read", () => {
  const rows = 100_000;
  const large = () =>
    csvFile(
      [
        header,
        ...Array.from({ length: rows }, (_, index) => row.replace(/^1,/, `${index + 1},`)),
      ].join("\n"),
    );

  /** Reads a file and edits it once the engine has begun, or ended, the first scan of it. */
  async function readAndEdit(path: string, edit: () => void, when: "before" | "after") {
    const real = await openDatabase();
    let edited = false;
    const once = () => {
      if (!edited) edit();
      edited = true;
    };
    const database: Database = {
      ...real,
      async run(sql) {
        const scanning = sql.includes("read_csv");
        if (scanning && when === "before") once();
        await real.run(sql);
        if (scanning && when === "after") once();
      },
    };
    try {
      return await read(report, path, database, () => undefined);
    } finally {
      await real.close();
    }
  }

  /** Writes over some bytes near the end of the file, whose size stays. */
  function overwrite(path: string): void {
    const file = openSync(path, "r+");
    writeSync(file, "7", statSync(path).size - 40);
    closeSync(file);
  }

  test.for(["before", "after"] as const)("in place, %s the scan, is refused", async (when) => {
    const path = large();
    const error = await failure(readAndEdit(path, () => overwrite(path), when));
    expect(error).toMatchObject({
      message: "customers.csv changed while it was read.",
      hint: "Run again when nothing writes to the file.",
      exitCode: 3,
    });
  });

  test("with its times set back is refused", fullTier, async () => {
    const path = large();
    const { atime, mtime } = statSync(path);
    const edit = () => {
      overwrite(path);
      utimesSync(path, atime, mtime);
    };
    expect((await failure(readAndEdit(path, edit, "after"))).message).toMatch(/changed while/);
  });

  test("appended to, cut off or replaced is refused", fullTier, async () => {
    const edits: ((path: string) => void)[] = [
      (path) => writeFileSync(path, `\n${row.replace(/^1,/, "900000,")}`, { flag: "a" }),
      (path) => writeFileSync(path, `${header}\n${row}\n`),
      (path) => {
        writeFileSync(`${path}.new`, readFileSync(path));
        renameSync(`${path}.new`, path);
      },
    ];
    for (const edit of edits) {
      const path = large();
      expect((await failure(readAndEdit(path, () => edit(path), "after"))).message).toBe(
        "customers.csv changed while it was read.",
      );
    }
  });

  test("left alone has the hash of its bytes", async () => {
    const path = large();
    const { source } = await readAndEdit(path, () => undefined, "after");
    expect([source.rows, source.sha256]).toEqual([
      rows,
      createHash("sha256").update(readFileSync(path)).digest("hex"),
    ]);
  });
});

describe("files of bad lines", fullTier, () => {
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);

  test.for([
    ["stops", undefined],
    ["skips", { share: 1 }],
  ] as const)(
    "of millions of them are read no further than 100,000 where the run %s",
    async ([, maxRejected]) => {
      const path = csvFile(`${header}\n${row}\n${"a\n".repeat(5_000_000)}`);
      const before = process.memoryUsage().rss;
      const error = await failure(run(path, { maxRejected }));
      expect(error).toMatchObject({
        message:
          "customers.csv: more than 100,000 lines or values cannot be used; the first is " +
          "line 3: has 1 field, the header has 18.",
        hint: "Too many bad lines. Fix or re-export the file.",
        exitCode: 3,
      });
      expect(megabytes(process.memoryUsage().rss - before)).toBeLessThan(1_000);
    },
  );

  test("with values that cannot be used are read no further than 100,000", async () => {
    const bad = row.replace(/^1,\d+/, "1,old");
    const path = csvFile(`${header}\n${`${bad}\n`.repeat(150_000)}`);
    expect((await failure(run(path))).message).toBe(
      'customers.csv: more than 100,000 lines or values cannot be used; the first is line 2, column "Age": "old" is not a whole number from 1 to 120.',
    );
  });

  test("with one line of 200 MB say so, in bounded memory", async () => {
    const path = csvFile(`${header}\n${row}\n`);
    for (let part = 0; part < 200; part++)
      writeFileSync(path, "x".repeat(1_000_000), { flag: "a" });
    writeFileSync(path, `\n${row.replace(/^1,/, "2,")}\n`, { flag: "a" });
    const before = process.memoryUsage().rss;
    expect((await failure(run(path))).message).toBe(
      "customers.csv: 1 broken line:\n  line 3: is longer than 2 MB",
    );
    expect(megabytes(process.memoryUsage().rss - before)).toBeLessThan(1_000);
  });
});

test("the file of rejected lines is for its owner alone, also where one was there", async () => {
  const path = csvFile(`${header}\n${row}\nbroken\n`);
  const { folder } = await run(path, { maxRejected: { lines: 1 } });
  expect(statSync(rejectedFile(folder)).mode & 0o777).toBe(0o600);
  writeFileSync(`${rejectedFile(folder)}.next`, "left by a killed run", { mode: 0o644 });
  await run(path, { maxRejected: { lines: 1 }, snapshots: folder });
  expect(statSync(rejectedFile(folder)).mode & 0o777).toBe(0o600);
});
