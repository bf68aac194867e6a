import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import type { History } from "../../../format/history.ts";
import { hashedRows } from "../../../etl/history/customers.ts";
import { csvFile } from "../../support/customers.ts";
import {
  edition,
  guardedBy,
  historyIn,
  rootGuards,
  snapshotsOf,
  text,
} from "../../support/editions.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { report } from "../../support/report.ts";
import { failure, run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const october = edition(1, 600);
/** 40 went, 60 came, and of those that stayed one in ten has another amount. */
const november = [
  ...october
    .slice(40)
    .map((customer, index) =>
      index % 10 === 0 ? { ...customer, purchase_amount: "7" } : customer,
    ),
  ...edition(2, 60, 10_001),
];

/** Builds one edition after the other in one folder; gives what the last one left. */
async function editions(...files: readonly string[]) {
  const snapshots = await snapshotsOf(...files);
  return { snapshots, history: historyIn(snapshots) };
}

describe("the history", () => {
  test("of a first build has nothing before it", async () => {
    const { history } = await editions(text(october));
    expect(history.previous).toBeUndefined();
    expect(history.series).toHaveLength(1);
    const revenue = october.reduce(
      (sum, { purchase_amount = "" }) => sum + Number(purchase_amount),
      0,
    );
    expect(history.series[0]).toEqual({
      id: history.current.id,
      date: "1970-01-01",
      customers: 600,
      values: {
        customers: 600,
        revenue,
        average_purchase: expect.closeTo(revenue / 600, 9) as number,
        average_rating: expect.any(Number) as number,
        subscriber_share:
          october.filter(({ subscription_status }) => subscription_status === "Yes").length / 600,
      },
    });
    expect(history.current.row).toEqual(report.row);
    expect(history.current.metrics.map(({ name }) => name)).toEqual(
      Object.keys(history.series[0]?.values ?? {}),
    );
  });

  test("has the edition before, who came, went and changed, and the key figures of both", async () => {
    const { history } = await editions(text(october), text(november));
    expect(history.previous?.source.rows).toBe(600);
    expect(history.current.source.rows).toBe(620);
    const other = november.filter((customer) =>
      october.some(
        ({ customer_id, purchase_amount }) =>
          customer_id === customer.customer_id && purchase_amount !== customer.purchase_amount,
      ),
    ).length;
    expect(other).toBeGreaterThan(50);
    expect(history.moved).toEqual({ added: 60, gone: 40, changed: other });
    expect(history.series.map(({ customers }) => customers)).toEqual([600, 620]);
  });

  test("stays what it was when the same data are built again, byte for byte", async () => {
    const { snapshots } = await editions(text(october), text(november));
    const before = fingerprints(snapshots);
    await run(csvFile(text(november)), { snapshots });
    expect(fingerprints(snapshots)).toEqual(before);
  });

  test(
    "does not take another order of rows or columns for another customer",
    fullTier,
    async () => {
      const { history } = await editions(text(october), text(november.toReversed()));
      expect(history.moved).toMatchObject({ added: 60, gone: 40 });
      const { history: turned } = await editions(text(october), text(october.toReversed()));
      expect(turned.moved).toEqual({ added: 0, gone: 0, changed: 0 });
    },
  );

  test(
    "takes a file whose card has the date of the edition before for that edition, put right",
    fullTier,
    async () => {
      const folder = temporaryFolder();
      const snapshots = join(folder, "snapshots");
      const build = (rows: typeof october, date: string) => {
        writeFileSync(join(folder, "customers.about.yaml"), `date: ${date}\n`);
        return run(csvFile(text(rows), folder), { snapshots });
      };
      await build(october, "2026-10-01");
      await build(november.slice(0, 500), "2026-11-01");
      const { recorded } = await build(november, "2026-11-01");
      expect(recorded.notices).toContain(
        "The edition before has the same date, 2026-11-01, so these data take its place. " +
          "If they are new, change the date in their metadata file.",
      );
      expect(historyIn(snapshots)).toMatchObject({
        previous: { source: { rows: 600 } },
        current: { source: { rows: 620 } },
      });
      expect(historyIn(snapshots).series.map(({ customers }) => customers)).toEqual([600, 620]);
      await build(november.slice(0, 610), "2026-11-01");
      await build(november, "2026-12-01");
      expect(
        historyIn(snapshots).series.map(({ customers, date }) => `${date} ${customers}`),
      ).toEqual(["2026-10-01 600", "2026-11-01 610", "2026-12-01 620"]);
    },
  );

  test("of a large file tells who came and went, and not who changed", fullTier, async () => {
    const folder = temporaryFolder();
    const [snapshots, csv] = [join(folder, "snapshots"), join(folder, "large.csv")];
    await promisify(execFile)(process.execPath, [
      "bin/sample.ts",
      "--rows",
      String(hashedRows + 5),
      "--out",
      csv,
    ]);
    writeFileSync(join(folder, "large.about.yaml"), "title: Many\n");
    await run(csv, { snapshots });
    writeFileSync(csv, readFileSync(csv, "utf8").split("\r\n").toSpliced(3, 2).join("\r\n"));
    await run(csv, { snapshots });
    expect(historyIn(snapshots).moved).toEqual({ added: 0, gone: 2, changed: null });
  });

  test("starts again after figures of the sample", fullTier, async () => {
    const folder = temporaryFolder();
    const sample = csvFile(text(october), folder, "sample.csv");
    writeFileSync(join(folder, "sample.about.yaml"), "synthetic: true\n");
    const snapshots = join(folder, "snapshots");
    await run(sample, { snapshots });
    const { recorded } = await run(csvFile(text(november.slice(0, 50)), folder, "own.csv"), {
      snapshots,
    });
    expect(recorded.notices).toContain(
      "The previous figures were those of the synthetic sample, so comparisons start with these data.",
    );
    expect(historyIn(snapshots)).toMatchObject({ series: [{ customers: 50 }] });
    expect(historyIn(snapshots).previous).toBeUndefined();
  });

  test("begins anew, with a notice, where what is there is no history", fullTier, async () => {
    const { snapshots } = await editions(text(october));
    for (const [written, reason] of [
      ["{", "it is not JSON."],
      ['{"format": 9}', "it is not a history of this version."],
    ] as const) {
      writeFileSync(join(snapshots, "history.json"), written);
      const { recorded } = await run(csvFile(text(november)), { snapshots });
      expect(recorded.notices).toContain(
        `${join(snapshots, "history.json")} cannot be used, so nothing is compared: ${reason}`,
      );
      expect(historyIn(snapshots).previous).toBeUndefined();
    }
  });

  test("holds no customer: no id, and no table that is not published", async () => {
    const { snapshots } = await editions(text(october), text(november));
    const written = readFileSync(join(snapshots, "history.json"), "utf8");
    expect(written).not.toContain('"customer_id","type');
    expect(written).not.toContain("discount-big-spenders");
    expect(written).not.toContain("10001");
  });
});

describe("--previous", () => {
  test("takes a file, a folder of snapshots, or a folder of a site", fullTier, async () => {
    const { snapshots } = await editions(text(october));
    const site = join(temporaryFolder(), "dist");
    mkdirSync(join(site, "data"), { recursive: true });
    cpSync(join(snapshots, "history.json"), join(site, "data/history.json"));
    for (const previous of [join(snapshots, "history.json"), snapshots, site]) {
      const { folder } = await run(csvFile(text(november)), { previous });
      expect(historyIn(folder)).toMatchObject({
        previous: { source: { rows: 600 } },
        current: { source: { rows: 620 } },
      });
      // Who the customers of then were is not known there.
      expect(historyIn(folder).moved).toBeUndefined();
    }
  });

  test("knows who came and went where the local snapshots are of the same data as the site's", async () => {
    const { snapshots } = await editions(text(october));
    const copy = join(temporaryFolder(), "history.json");
    cpSync(join(snapshots, "history.json"), copy);
    await run(csvFile(text(november)), { snapshots, previous: copy });
    expect(historyIn(snapshots).moved).toMatchObject({ added: 60, gone: 40 });
  });

  test("is refused where nothing that can be used is there", async () => {
    const folder = temporaryFolder();
    const missing = join(folder, "none.json");
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, "[]");
    for (const [previous, reason] of [
      [missing, "there is no such file."],
      [wrong, "it is not a history of this version."],
    ] as const)
      expect(await failure(run(csvFile(text(october)), { previous }))).toMatchObject({
        exitCode: 3,
        message: `The history in ${previous} (--previous) cannot be used: ${reason}`,
      });
  });

  /** A site that answers `status` to everything but the history, which it has if it is given. */
  async function site(
    answer: (path: string, times: number) => { status: number; body: string },
  ): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      const { status, body } = answer(request.url ?? "", asked.length);
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  test("fetches it from a deployed site, again where that stumbles", async () => {
    const { snapshots } = await editions(text(october));
    const body = readFileSync(join(snapshots, "history.json"), "utf8");
    const { url, asked } = await site((path, times) =>
      path !== "/fork/data/history.json"
        ? { status: 404, body: "" }
        : times < 3
          ? { status: 503, body: "" }
          : { status: 200, body },
    );
    const { folder } = await run(csvFile(text(november)), { previous: `${url}/fork` });
    expect(asked).toEqual(Array.from({ length: 3 }, () => "/fork/data/history.json"));
    expect(historyIn(folder).previous?.source.rows).toBe(600);
  });

  test("of a site that has none yet is a first build; of one that does not answer an error, since its history would be lost", async () => {
    const none = await site(() => ({ status: 404, body: "Not found" }));
    const { folder, recorded } = await run(csvFile(text(november)), { previous: none.url });
    expect(historyIn(folder).previous).toBeUndefined();
    expect(recorded.notices).toContain(
      `${none.url}/data/history.json does not exist, so nothing is compared: this build begins a history.`,
    );
    const other = await site(() => ({ status: 200, body: "<!doctype html>" }));
    const { recorded: told } = await run(csvFile(text(november)), { previous: other.url });
    expect(told.notices).toContain(
      `The history at ${other.url}/data/history.json cannot be used, so nothing is compared: it is not JSON.`,
    );
    const broken = await site(() => ({ status: 500, body: "" }));
    expect(await failure(run(csvFile(text(november)), { previous: broken.url }))).toMatchObject({
      exitCode: 3,
      message: `The history of the site before cannot be fetched from ${broken.url}/data/history.json: it answers 500.`,
    });
    expect(
      await failure(run(csvFile(text(november)), { previous: "http://127.0.0.1:9/" })),
    ).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(
        "cannot be fetched from http://127.0.0.1:9/data/history.json: ",
      ) as string,
    });
  });
});

describe("small groups", () => {
  test("an edition that tells of smaller groups is not compared with one that must not", async () => {
    const snapshots = await snapshotsOf(text(october));
    const { recorded } = await run(csvFile(text(november)), { snapshots, minGroup: 5 });
    expect(recorded.notices).toContain(
      "The previous figures show groups of fewer than 5 rows, so comparisons start with these data.",
    );
    expect(historyIn(snapshots).series).toHaveLength(1);
  });

  test(
    "nothing is kept of before that would tell of fewer customers by its difference",
    fullTier,
    async () => {
      const pairs = async (now: typeof october) => {
        const snapshots = join(temporaryFolder(), "snapshots");
        await run(csvFile(text(october)), { snapshots, minGroup: 5 });
        await run(csvFile(text(now)), { snapshots, minGroup: 5 });
        return historyIn(snapshots);
      };
      const few = await pairs(october.slice(0, 597));
      expect(few.previous).toBeUndefined();
      expect(few.moved).toBeUndefined();
      expect(few.series.map(({ customers }) => customers)).toEqual([597]);
      const many = await pairs(november);
      expect(many.previous).toBeDefined();
      for (const table of many.previous?.tables ?? []) {
        const now = many.current.tables.find(({ name }) => name === table.name);
        const texts = table.fields.flatMap(({ type }, index) => (type === "text" ? [index] : []));
        table.fields.forEach(({ type }, column) => {
          if (type !== "count") return;
          for (const row of table.rows) {
            const same = now?.rows.find((other) =>
              texts.every((index) => other[index] === row[index]),
            );
            const difference = Math.abs(Number(row[column]) - Number(same?.[column] ?? 0));
            expect(
              difference === 0 || difference >= 5,
              `${table.name}: ${JSON.stringify(row)}`,
            ).toBe(true);
          }
        });
      }
    },
  );

  const watchful = guardedBy(
    "{ rows: fell, more_than: 0.01%, then: warn }",
    "{ metric: revenue, moved: 0.01%, then: warn }",
    ...rootGuards.filter((line) => !/^\{ (rows: fell|metric: revenue)/.test(line)),
  );
  /** The history of editions built one after the other that tell of no fewer than five. */
  const told = async (...files: readonly (typeof october)[]) => {
    const snapshots = join(temporaryFolder(), "snapshots");
    for (const [index, rows] of files.entries()) {
      const { recorded } = await run(csvFile(text(rows)), {
        snapshots,
        minGroup: 5,
        report: watchful,
      });
      if (index === files.length - 1)
        return { history: historyIn(snapshots), notices: recorded.notices };
    }
    throw new Error("no file");
  };
  const more = (count: number, gender: string, first: number) =>
    edition(7, count, first, (customer) => ({ ...customer, gender }));
  const tableBefore = (history: History, name: string) =>
    history.previous?.tables.find((table) => table.name === name);

  test(
    "an answer that counts no customers is not compared, since one of them may be all that differs",
    fullTier,
    async () => {
      const { history } = await told(october, [
        ...october,
        ...more(20, "Male", 5000),
        ...more(1, "Female", 6000),
      ]);
      expect(history.previous?.source.rows).toBe(600);
      expect(history.current.tables.map(({ name }) => name)).toContain("revenue-by-gender");
      expect(tableBefore(history, "revenue-by-gender")).toBeUndefined();
      const dimensions = new Set(
        tableBefore(history, "driver-customers")?.rows.map(([dimension]) => dimension),
      );
      expect(dimensions).not.toContain("gender");
    },
  );

  test(
    "a dimension whose groups all differ by enough is compared, whatever the others do",
    fullTier,
    async () => {
      const { history } = await told(october, [
        ...october,
        ...more(30, "Male", 5000),
        ...more(30, "Female", 6000),
      ]);
      expect(
        new Set(tableBefore(history, "driver-customers")?.rows.map(([dimension]) => dimension)),
      ).toContain("gender");
    },
  );

  test(
    "as many customers as before of whom one has another purchase are no edition to compare with",
    fullTier,
    async () => {
      const { history } = await told(
        october,
        october.map((customer, index) =>
          index === 3 ? { ...customer, purchase_amount: "999" } : customer,
        ),
      );
      expect(history).toMatchObject({ series: [{ customers: 600 }], warnings: [] });
      expect(history.previous).toBeUndefined();
      const { history: many } = await told(
        october,
        october.map((customer, index) =>
          index < 30 ? { ...customer, purchase_amount: "999" } : customer,
        ),
      );
      expect(many).toMatchObject({ moved: { changed: 30 }, previous: { source: { rows: 600 } } });
      // Nor where no key figure tells.
      const { history: other } = await told(
        october,
        october.map((customer, index) =>
          index === 3 ? { ...customer, previous_purchases: "999" } : customer,
        ),
      );
      expect(other.series).toHaveLength(1);
      expect(other.previous).toBeUndefined();
    },
  );

  test(
    "no two editions in the series differ by a few customers, nor by a few subscribers",
    fullTier,
    async () => {
      const { history } = await told(
        october,
        [...october, ...more(50, "Male", 5000)],
        [...october, ...more(2, "Male", 7000)],
      );
      expect(history.series.map(({ customers }) => customers)).toEqual([650, 602]);
      const { history: shares } = await told(october, [
        ...october,
        ...more(20, "Male", 5000).map((customer, index) => ({
          ...customer,
          subscription_status: index < 2 ? "Yes" : "No",
        })),
      ]);
      expect(shares.series.map(({ values }) => values["subscriber_share"] === null)).toEqual([
        true,
        false,
      ]);
    },
  );

  test(
    "what the guards warn of is published only where the edition before may be told",
    fullTier,
    async () => {
      const { history, notices } = await told(october, october.slice(0, 598));
      expect(notices).toContainEqual(
        expect.stringContaining("The number of customers fell by more than 0.01% since"),
      );
      expect(history.warnings).toEqual([]);
    },
  );

  test("a category that was left out before is not new the next time", fullTier, async () => {
    const few = october.map((customer, index) =>
      index < 3 ? { ...customer, category: "Swimwear" } : customer,
    );
    const { notices } = await told(few, [...few, ...more(50, "Male", 5000)]);
    expect(notices.filter((notice) => notice.includes("category"))).toEqual([]);
  });
});
