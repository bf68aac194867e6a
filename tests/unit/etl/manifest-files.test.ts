import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../../format/store.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { run } from "../../support/runs.ts";

test("a manifest whose files leave its folder is refused; as it was written it is read", async () => {
  const { folder } = await run(csvFile(csvOf(someCustomers(8))));
  const path = join(folder, "manifest.json");
  const written = readFileSync(path, "utf8");
  const [first] = openStore(folder).manifest.snapshots;
  const file = first?.file ?? "";
  expect(file).toMatch(/\.arrow$/);
  for (const other of [
    "../x.arrow",
    "/etc/hostname",
    "a/b.arrow",
    String.raw`..\x`,
    "..",
    ".",
    "",
  ]) {
    writeFileSync(path, written.replace(JSON.stringify(file), JSON.stringify(other)));
    expect(() => openStore(folder), other).toThrow("cannot be read as a manifest");
  }
});
