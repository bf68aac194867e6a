import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { afterAll } from "vitest";
import { csvOf, someCustomers } from "../support/customers.ts";

const root = join(import.meta.dirname, "../..");

/**
 * A folder within the project, whose packages the pages are built with; gone after the tests of the
 * file.
 */
export function folderOfTests(): string {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/publishing-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A running build of the project's own command, in a process group of its own. */
export interface Build {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** What is built. */
export interface Source {
  readonly csv: string;
  /**
   * The edition that it is compared with. Without one it is that of the folder, and what is made
   * differs by what was there.
   */
  readonly previous?: string;
}

/** Begins `npm run build` without npm: a CSV into `snapshots` and `dist` of a folder. */
export function begin({ csv, previous }: Source, folder: string): Build {
  const args = [
    "bin/build.ts",
    "--csv",
    csv,
    "--snapshots",
    join(folder, "snapshots"),
    "--out",
    join(folder, "dist"),
    ...(previous === undefined ? [] : ["--previous", previous]),
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, SOURCE_DATE_EPOCH: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return { child, ended: once(child, "close").then(() => ({ code: child.exitCode, output })) };
}

export const build = (source: Source, folder: string): Promise<Ended> =>
  begin(source, folder).ended;

/**
 * What a folder holds, every file by its name and bytes, a line each: equal for equal sets,
 * "nothing" where it is not there.
 */
export function contents(folder: string): string {
  if (!existsSync(folder)) return "nothing";
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => ({
    file: entry.isFile(),
    path: join(entry.parentPath, entry.name),
  }));
  return entries
    .map(
      ({ file, path }) =>
        `${relative(folder, path)} ${file ? createHash("sha256").update(readFileSync(path)).digest("hex") : "folder"}`,
    )
    .toSorted()
    .join("\n");
}

/** Both sets that a build makes. */
export interface Sets {
  readonly snapshots: string;
  readonly dist: string;
}

export const setsOf = (folder: string): Sets => ({
  snapshots: contents(join(folder, "snapshots")),
  dist: contents(join(folder, "dist")),
});

/** What is built, and what a build of it that nothing disturbs makes. */
export interface Known extends Sets, Source {}

/** Two different files of one name, both compared with the same third, and their sets. */
export async function twoKnown(folder: string): Promise<readonly [Known, Known]> {
  const known = async (count: number, previous?: string): Promise<Known> => {
    const own = join(folder, `of-${count}`);
    const source = {
      csv: join(own, "customers.csv"),
      ...(previous === undefined ? {} : { previous }),
    };
    mkdirSync(own);
    writeFileSync(source.csv, csvOf(someCustomers(count)));
    const { code, output } = await build(source, own);
    if (code !== 0) throw new Error(output);
    return { ...source, ...setsOf(own) };
  };
  await known(45);
  const previous = join(folder, "of-45", "snapshots");
  return [await known(40, previous), await known(50, previous)];
}
