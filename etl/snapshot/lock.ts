import { accessSync, constants, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ReportError, cannotWrite, codeOf } from "../errors.ts";
import { realFolder } from "./publish.ts";

/**
 * Runs work on folders that only one process at a time may replace.
 * @throws ReportError, without waiting, where another process holds one of them
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
 * Locks a folder through a file beside it. Node cannot lock a file; SQLite, which is part of Node,
 * takes the kernel's lock on every system, and the kernel releases it however the process ends.
 */
function lock(folder: string): () => void {
  const path = `${folder}.lock`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
    for (;;) {
      const inode = inodeOf(path);
      const database = new DatabaseSync(path);
      // Where the file did not exist, opening has created it: the next round locks it.
      if (inode !== undefined) lockOrClose(database);
      // The last holder removes the file: a lock on a file that has no name any more is void.
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

/** SQLite's error codes for a locked file, and for a file that is not a database. */
const [busy, foreign] = [5, 26];

function refusal(folder: string, cause: unknown): ReportError {
  const shown = relative(".", folder);
  const code =
    codeOf(cause) === "ERR_SQLITE_ERROR" && cause instanceof Error && "errcode" in cause
      ? cause.errcode
      : undefined;
  if (code === busy)
    return new ReportError("output", `Another build is writing to ${shown}.`, {
      hint: "Wait until it has finished, or name another folder. Nothing was changed.",
      cause,
    });
  if (code === foreign)
    return new ReportError(
      "output",
      `${shown}.lock is not a lock file of this program, so ${shown} is not replaced.`,
      { hint: "Move that file away, or name another folder.", cause },
    );
  return cannotWrite(shown, cause);
}
