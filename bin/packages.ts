import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { z } from "zod";
import type { LicensedPackage } from "../src/site/licences.ts";

// Vite's build.license leaves out the bundler's own helpers and NOTICE files, and accepts packages
// without a license text; here each of these is published or ends the build.

const described = z.object({ name: z.string(), version: z.string(), license: z.string() });

/**
 * Vite's own file goes on with the licences of what Vite itself is made of, none of which is in a
 * page's script.
 */
const ofOthers = "\n# Licenses of bundled dependencies\n";

/**
 * The packages whose code a bundler adds of itself, by modules that are no files:
 * "\0vite/preload-helper.js".
 */
const added = /^\0(vite|rolldown)\//;

/** The nearest folder above a file whose package.json says whose it is. */
function folderOf(file: string): string {
  const folder = dirname(file);
  if (folder === file)
    throw new Error("A bundled script contains code that belongs to no package.");
  try {
    const content = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as object;
    if ("name" in content && "version" in content) return folder;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return folderOf(folder);
}

function packageIn(folder: string): LicensedPackage {
  const { name, version, license } = described.parse(
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
  );
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file))
    .toSorted();
  const text = files
    .map((file) =>
      (
        readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").split(ofOthers)[0] ?? ""
      ).trim(),
    )
    .join("\n\n");
  if (text === "")
    throw new Error(
      `The package ${name} ships no text of its license (${license}), which must be published with its code.`,
    );
  return { name, version, licence: license, text };
}

/**
 * The packages that modules of a bundle are from, this project among them, by name.
 * @param modules as the bundler calls them: files, or names of its own, which begin with a NUL
 * @param root the project's folder, of which are the modules that its own plugins write
 * @throws Error if it is not known whose code a module is, or under what licence
 */
export function packagesOf(modules: readonly string[], root: string): readonly LicensedPackage[] {
  const { resolve } = createRequire(join(root, "package.json"));
  const folders = modules.map((id) => {
    const [, bundler] = added.exec(id) ?? [];
    if (bundler !== undefined) return dirname(resolve(`${bundler}/package.json`));
    if (id.startsWith("\0stub:")) return folderOf(join(root, "x"));
    const file = id.replace(/^\0/, "").replace(/\?.*$/s, "");
    if (!isAbsolute(file))
      throw new Error(
        `A bundled script contains code named "${file}". Find out which package it is from, ` +
          "so that its license is published.",
      );
    return folderOf(file);
  });
  return [...new Set(folders)]
    .map(packageIn)
    .toSorted((one, other) =>
      `${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1,
    );
}
