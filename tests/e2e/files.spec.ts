import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeArrow } from "../../format/arrow.ts";
import { openStore } from "../../format/store.ts";
import { expect, test } from "./support/fixture.ts";
import { filesOf, siteNamed } from "./support/sites.ts";
import { parseHtml } from "./support/xml.ts";

const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const hashes = (folder: string) =>
  Object.fromEntries(filesOf(folder).map((file) => [file, sha256(join(folder, file))]));

test("two builds of the same input, in other folders and another time zone, are byte-identical", () => {
  const [first, second] = [siteNamed("sample"), siteNamed("again")];
  expect(Object.keys(hashes(first.dist)).length).toBeGreaterThan(60);
  expect(hashes(second.dist)).toEqual(hashes(first.dist));
  expect(hashes(second.snapshots)).toEqual(hashes(first.snapshots));
});

test("the site of 20,000 customers is as large as that of 3,900, within 5%", ({}, info) => {
  const size = (folder: string) =>
    filesOf(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  const [small, large] = [size(siteNamed("sample").dist), size(siteNamed("large").dist)];
  info.annotations.push({
    type: "measured",
    description:
      `dist of 3,900 rows: ${small} bytes; of 20,000 rows: ${large} bytes ` +
      `(${((large / small - 1) * 100).toFixed(1)}%)`,
  });
  expect(Math.abs(large / small - 1)).toBeLessThanOrEqual(0.05);
});

for (const name of ["sample", "hostile", "alone", "large"] as const) {
  const site = siteNamed(name);
  const files = filesOf(site.dist);

  test(`nothing of a single customer is in "${name}": no private snapshot, no column of ids`, () => {
    const secret = openStore(site.snapshots).manifest.snapshots.filter(
      ({ published }) => !published,
    );
    expect(secret.map((snapshot) => snapshot.name)).toEqual(["discount-big-spenders"]);
    for (const { name: snapshot, file } of secret) {
      expect(files.filter((path) => path.split("/").at(-1)?.split(".")[0] === snapshot)).toEqual(
        [],
      );
      const known = sha256(join(site.snapshots, file));
      expect(Object.entries(hashes(site.dist)).filter(([, hash]) => hash === known)).toEqual([]);
    }
    expect(files.filter((file) => /manifest|\.(sql|map|ts|parquet|db)$/.test(file))).toEqual([]);
    const arrows = files.filter((file) => file.endsWith(".arrow"));
    expect(arrows.length).toBeGreaterThan(10);
    for (const file of arrows)
      expect(
        decodeArrow(readFileSync(join(site.dist, file))).fields.map((field) => field.name),
      ).not.toContain("customer_id");
    for (const file of files.filter((path) => path.endsWith(".csv")))
      expect(
        readFileSync(join(site.dist, file), "utf8").split(/\r?\n/)[0]?.split(","),
      ).not.toContain("customer_id");
    for (const file of files.filter((path) => path.endsWith(".html"))) {
      const labels = [
        ...parseHtml(readFileSync(join(site.dist, file), "utf8")).querySelectorAll("thead th"),
      ].map((cell) => cell.textContent);
      expect(
        labels.filter((label) => /customer[ _]id/i.test(label)),
        file,
      ).toEqual([]);
    }
  });
}
