import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { packagesOf } from "../../../bin/packages.ts";
import { licencesFile } from "../../../src/site/licences.ts";
import { temporaryFolder } from "../../support/folders.ts";

const root = resolve(".");

/** Writes a package and gives the name of a module of it. */
function moduleOf(description: object, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "package.json"), JSON.stringify(description));
  // What tells Node how to read a folder says nothing of whose it is.
  writeFileSync(join(folder, "dist/package.json"), '{"type":"module"}');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, "dist/index.js");
}

test("modules are of the package around them, the bundler's own of the bundler, those of plugins of this project", () => {
  const file = moduleOf(
    { name: "some", version: "1.0.0", license: "Apache-2.0" },
    { LICENSE: "Terms.\r\n", NOTICE: "By somebody.\n", "licenses.js": "" },
  );
  const packages = packagesOf(
    [
      file,
      `${file}?url`,
      `\0${file}?commonjs`,
      "\0vite/preload-helper.js",
      "\0rolldown/runtime.js",
      "\0stub:d3-geo",
      join(root, "src/client/app.ts"),
    ],
    root,
  );
  expect(packages.map(({ name }) => name)).toEqual(["customer-trends", "rolldown", "some", "vite"]);
  expect(packages.find(({ name }) => name === "some")).toEqual({
    name: "some",
    version: "1.0.0",
    licence: "Apache-2.0",
    text: "Terms.\n\nBy somebody.",
  });
  expect(packages.find(({ name }) => name === "vite")?.text).not.toContain("bundled dependencies");
  expect(licencesFile(packages)).toContain("\nsome 1.0.0 (Apache-2.0)\n");
});

test("a build ends where a licence or its text is missing, or nobody knows whose code it is", () => {
  expect(() =>
    packagesOf([moduleOf({ name: "some", version: "1.0.0", license: "MIT" }, {})], root),
  ).toThrow("The package some ships no text of its license (MIT)");
  expect(() =>
    packagesOf([moduleOf({ name: "some", version: "1.0.0" }, { LICENSE: "Terms." })], root),
  ).toThrow("license");
  expect(() => packagesOf(["\0helpers.js"], root)).toThrow('code named "helpers.js"');
});
