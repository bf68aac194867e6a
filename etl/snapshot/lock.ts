import { accessSync, constants, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { realFolder } from "./real.ts";

/**
 * Does work on folders that only one process at a time may replace.
 * @throws ReportError at once where another one is at it
 */
export async function withFolders<T>(
  folders: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const releases: (() => void)[] = [];
  try {
    for (const folder of new Set(folders.map((path) => realFolder(resolve(path)))))
      releases.push(lock(folder));
    return await work();
  } finally {
    for (const release of releases.toReversed()) release();
  }
}

/**
 * Locks a folder by a file beside it. The lock itself is the kernel's, taken through SQLite, and
 * ends with the process however that ends.
 */
function lock(folder: string): () => void {
  const path = `${folder}.lock`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
    for (;;) {
      const inode = inodeOf(path);
      const database = new DatabaseSync(path);
      // Opened once only to be made, where it is not there yet.
      if (inode !== undefined) lockOrClose(database);
      // Whoever held it before removes the file: then this lock is on one that nobody else would
      // find.
      if (inode !== undefined && inodeOf(path) === inode)
        return () => {
          rmSync(path, { force: true });
          database.close();
        };
      database.close();
    }
  } catch (cause) {
    throw refusal(folder, cause);
  }
}

function lockOrClose(database: DatabaseSync): void {
  try {
    // The journal in memory, so that there is no second file.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw cause;
  }
}

const inodeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.ino;

/**
 * SQLite's numbers for a file that is locked, and for one that is something else than a database.
 */
const [busy, foreign] = [5, 26];

function refusal(folder: string, cause: unknown): ReportError {
  const shown = relative(".", folder);
  const number =
    codeOf(cause) === "ERR_SQLITE_ERROR" && cause instanceof Error && "errcode" in cause
      ? cause.errcode
      : undefined;
  if (number === busy)
    return new ReportError("output", `Another build is writing to ${shown} at this moment.`, {
      hint: "Wait until it has ended, or name another folder; nothing was changed.",
      cause,
    });
  if (number === foreign)
    return new ReportError(
      "output",
      `${shown}.lock is another file than ours, so ${shown} is not replaced.`,
      { hint: "Move that file away, or name another folder.", cause },
    );
  return new ReportError("output", `${shown} cannot be written: ${messageOf(cause)}`, {
    hint: "Check the folder's permissions and the free space on the disk.",
    cause,
  });
}
