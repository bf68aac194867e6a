import { createHash } from "node:crypto";
import { readFileSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { marker } from "../../../etl/snapshot/publish.ts";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../format/store.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { fingerprints } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const csv = csvOf(
  someCustomers(400).map((row, index) => ({
    ...row,
    age: String(18 + (index % 50)),
    review_rating: index % 9 === 0 ? "" : "3.5",
  })),
);
const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

describe("snapshots of the same CSV", () => {
  test("are byte-identical, and unlike those of another CSV", async () => {
    const path = csvFile(csv);
    const [first, second] = [await run(path), await run(path)];
    expect(fingerprints(first.folder)).toEqual(fingerprints(second.folder));
    const other = await run(csvFile(csv.replace("60", "61")));
    expect(fingerprints(other.folder)).not.toEqual(fingerprints(first.folder));
  });

  test("replace those of an earlier run wholly", fullTier, async () => {
    const path = csvFile(csv);
    const { folder } = await run(path);
    const before = fingerprints(folder);
    writeFileSync(join(folder, "stale.arrow"), "");
    await run(path, { snapshots: folder });
    expect(fingerprints(folder)).toEqual(before);
    expect(readdirSync(dirname(folder))).toEqual(["snapshots"]);
  });

  test("are what the manifest says: one file each, with its hash, size, rows and fields", async () => {
    const path = csvFile(csv);
    const { folder, manifest, rows } = await run(path);
    expect(readdirSync(folder).toSorted()).toEqual(
      [
        ...manifest.snapshots.map(({ file }) => file),
        "customers.parquet",
        "history.json",
        "manifest.json",
        marker,
      ].toSorted(),
    );
    for (const entry of manifest.snapshots) {
      expect(sha256(join(folder, entry.file))).toBe(entry.sha256);
      expect(readFileSync(join(folder, entry.file))).toHaveLength(entry.bytes);
      expect(rows(entry.name)).toHaveLength(entry.rows);
      expect(Object.keys(rows(entry.name)[0] ?? {})).toEqual(
        entry.rows === 0 ? [] : entry.fields.map(({ name }) => name),
      );
    }
    expect(manifest.source).toMatchObject({
      name: "customers.csv",
      sha256: sha256(path),
      bytes: readFileSync(path).length,
      rows: 400,
    });
    expect(manifest.cleaning.map(({ step }) => step)).toEqual([
      "names",
      "fill",
      "quantiles",
      "map",
      "drop",
    ]);
    expect(manifest.engine).toEqual({
      name: "DuckDB",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
  });

  test("hold no customer outside the private one, which the store does not give away", async () => {
    const { folder, manifest } = await run(csvFile(csv));
    const store = openStore(folder);
    for (const { name, published, rows } of manifest.snapshots) {
      if (published) expect(store.columns(name).length).toBe(rows);
      else expect(() => store.bytes(name)).toThrow("is private");
    }
    expect(
      manifest.snapshots.filter(({ published }) => !published).map(({ name }) => name),
    ).toEqual(["discount-big-spenders"]);
    writeFileSync(join(folder, "loyalty-segments.arrow"), "tampered");
    expect(() => openStore(folder).bytes("loyalty-segments")).toThrow(
      "is not what its manifest says",
    );
    expect(() => openStore(folder).bytes("nothing")).toThrow('There is no snapshot "nothing"');
    expect(() => openStore(dirname(folder))).toThrow("build the report again");
  });
});

describe("the data's date and card", () => {
  const card = (path: string, text: string) =>
    writeFileSync(path.replace(/csv$/, "about.yaml"), text);

  test("without a card: SOURCE_DATE_EPOCH, else the day of the file", fullTier, async () => {
    const path = csvFile(csv);
    utimesSync(path, 0, Date.UTC(2023, 1, 3, 23, 59) / 1000);
    expect((await run(path, { sourceDateEpoch: 1_700_000_000 })).manifest).toMatchObject({
      title: "Customers",
      date: "2023-11-14",
      dateOrigin: "SOURCE_DATE_EPOCH",
      synthetic: false,
    });
    expect((await run(path, { sourceDateEpoch: undefined })).manifest).toMatchObject({
      date: "2023-02-03",
      dateOrigin: "file date",
    });
  });

  test("a card's date comes first, with its title, note and word that the data is synthetic", async () => {
    const path = csvFile(csv);
    card(
      path,
      `title: Customers of 2024\ndate: 2024-05-06\nsynthetic: true\nnote: Made up.\nsha256: ${sha256(path)}\n`,
    );
    expect((await run(path)).manifest).toMatchObject({
      title: "Customers of 2024",
      date: "2024-05-06",
      dateOrigin: "metadata",
      synthetic: true,
      note: "Made up.",
    });
  });

  test("a card of another file is void", async () => {
    const path = csvFile(csv);
    card(
      path,
      `title: Customers of 2024\ndate: 2024-05-06\nsynthetic: true\nnote: Made up.\nsha256: ${sha256(path)}\n`,
    );
    writeFileSync(
      path,
      `${csv}${csvOf(someCustomers(1)).split("\r\n")[1]?.replace(/^1,/, "9999,")}\r\n`,
    );
    const { manifest } = await run(path);
    expect(manifest).toMatchObject({
      title: "Customers",
      date: "1970-01-01",
      dateOrigin: "SOURCE_DATE_EPOCH",
      synthetic: false,
    });
    expect(manifest.note).toBeUndefined();
  });

  test("a card without a hash speaks of whatever file is there", async () => {
    const path = csvFile(csv);
    card(path, "date: 2024-05-06\n");
    expect((await run(path)).manifest).toMatchObject({
      title: "Customers",
      date: "2024-05-06",
      dateOrigin: "metadata",
    });
  });

  test.for(["date: 6 May 2024", "colour: plum", "title: [unclosed", ""])(
    "the card %j is refused by name",
    async (text) => {
      const path = csvFile(csv);
      card(path, text);
      const error = await failure(run(path));
      expect(error.message).toContain("customers.about.yaml: ");
      expect(error).toMatchObject({
        exitCode: 3,
        hint: "A data card may hold title, date (YYYY-MM-DD), synthetic, note and sha256.",
      });
    },
  );
});
