import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { exists } from "./cache.ts";
import type { PackageSet } from "./packages.ts";

/** The databases that tests run against. */
export type ServerKind = "mysql" | "mariadb";

/** A server program on this machine. */
export interface Installation {
  /** The program's version, to keep data folders of different versions apart. */
  readonly version: string;
  /** The program with the arguments that tell it where it is. */
  readonly command: readonly [string, ...string[]];
  /** The folder of its SQL scripts and messages. */
  readonly share: string;
}

/** What is different between the databases. */
export interface Engine {
  readonly kind: ServerKind;
  /** Its name as people write it. */
  readonly label: string;
  /** The names its program goes by. */
  readonly programs: readonly string[];
  /** The oldest version that can run the questions: major and minor. */
  readonly least: readonly [number, number];
  readonly packages: PackageSet;
  /** Options for every start. */
  readonly options: readonly string[];
  /** How to fill an empty folder with system tables: options, and what goes to standard input. */
  initialise(
    installation: Installation,
  ): Promise<{ readonly options: readonly string[]; readonly input: string }>;
  /** Tells by the names in it whether a folder is a data folder of this database. */
  isDataFolder(names: readonly string[]): boolean;
}

/** The user that a server must be told to run as, if it is root's. */
export const userOptions: readonly string[] = process.getuid?.() === 0 ? ["--user=root"] : [];

/**
 * How a program in a folder of unpacked packages is started: by its own loader with its own
 * libraries, so that it runs on a system that is
 * older, newer or not Debian.
 */
export async function ownLoader(root: string): Promise<readonly [string, ...string[]]> {
  const libraries: string[] = [];
  let loader: string | undefined;
  for (const lib of ["usr/lib", "lib"]) {
    for (const name of await readdir(join(root, lib)).catch(() => [])) {
      if (!name.includes("-linux-")) continue;
      const folder = join(root, lib, name);
      libraries.push(folder);
      loader ??= (await readdir(folder))
        .filter((file) => /^ld-linux.*\.so\.\d+$/.test(file))
        .map((file) => join(folder, file))[0];
    }
  }
  if (loader === undefined)
    throw new Error(
      `${root} has no loader (ld-linux*.so) for its programs; remove that folder and try again`,
    );
  return [loader, "--library-path", libraries.join(":")];
}

/** The server program in a folder of unpacked packages. */
export async function fetchedInstallation(
  root: string,
  program: string,
  named: string,
): Promise<Installation> {
  const loader = await ownLoader(root);
  const share = await firstThere(root, ["usr/share/mysql", "usr/share/mariadb"]);
  const plugins = await firstThere(root, ["usr/lib/mysql/plugin", "usr/lib/mariadb/plugin"]);
  const packages = await readFile(join(root, "packages.txt"), "utf8");
  const version = new RegExp(`  ${named}_(.+?)_`).exec(packages)?.[1] ?? "unknown";
  const where = [
    `--basedir=${join(root, "usr")}`,
    `--lc-messages-dir=${share}`,
    `--plugin-dir=${plugins}`,
  ];
  return {
    version: decodeURIComponent(version).replace(/^\d+:/, ""),
    command: [...loader, join(root, program), "--no-defaults", ...where],
    share,
  };
}

async function firstThere(root: string, candidates: readonly string[]): Promise<string> {
  for (const candidate of candidates)
    if (await exists(join(root, candidate))) return join(root, candidate);
  throw new Error(`${root} has none of ${candidates.join(", ")}; remove that folder and try again`);
}
