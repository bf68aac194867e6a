import { execFile } from "node:child_process";
import { existsSync, readlinkSync, realpathSync, renameSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { ReportError, cannotWrite, codeOf } from "../errors.ts";

/** Marks a folder as one that this program wrote and may replace. */
export const marker = ".customer-trends";

/** The folder that a path leads to, also through a link whose target does not exist yet. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") return path;
  }
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return path;
  }
}

/** The folders beside one that is replaced: `room` holds the next set and, between renames, the old. */
function workshop(folder: string) {
  const room = `${folder}.next`;
  return { room, next: join(room, "set"), old: join(room, "old") };
}

async function refuseForeign(path: string): Promise<void> {
  const present = existsSync(path) ? await readdir(path) : [];
  if (present.length > 0 && !present.includes(marker))
    throw new ReportError(
      "output",
      `${path} holds files that this program did not write, so it is not replaced.`,
      { hint: "Name an empty or a new folder, or move these files away." },
    );
}

/** Removes a folder, its marker last: after a kill half-way it can still be recognized. */
async function discard(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each !== marker))
    await rm(join(folder, name), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** The number of Linux's renameat2, by processor. */
const renameat2: Readonly<Partial<Record<NodeJS.Architecture, number>>> = { x64: 316, arm64: 276 };

/**
 * Exchanges the names of two folders in one step, so that at no moment either is missing. Node has
 * no call for it; perl has, and comes with Debian, Ubuntu and git (`mv --exchange` is too young).
 * @returns false where the system cannot do it; then nothing has changed
 */
export async function exchange(first: string, second: string): Promise<boolean> {
  const number = renameat2[process.arch];
  if (process.platform !== "linux" || number === undefined) return false;
  const script = `exit(syscall(${number}, -100, $ARGV[0], -100, $ARGV[1], 2) == 0 ? 0 : 1)`;
  return promisify(execFile)("perl", ["-e", script, "--", first, second]).then(
    () => true,
    () => false,
  );
}

/** Restores the old set if a run was killed between the two renames of `replaceFolder`. */
export async function putBack(folder: string): Promise<void> {
  const { old } = workshop(realFolder(folder));
  if (!existsSync(folder) && existsSync(old)) await rename(old, realFolder(folder));
}

/**
 * Replaces a folder as a whole: `fill` writes the new set beside it, then the two are exchanged in
 * one step or, where the system cannot do that, by two renames. A failure or a kill leaves the old
 * set; what a killed run left behind is removed, or restored, by the next one.
 * @throws ReportError for a folder that cannot be written, or that holds files of others
 */
export async function replaceFolder<T>(
  path: string,
  fill: (next: string) => Promise<T>,
  swap = exchange,
): Promise<T> {
  const folder = realFolder(path);
  const { room, next, old } = workshop(folder);
  try {
    for (const each of [folder, room]) await refuseForeign(each);
    await putBack(folder);
    await discard(room);
    try {
      await mkdir(room, { recursive: true });
      await writeFile(join(room, marker), "");
      await mkdir(next);
      const result = await fill(next);
      await writeFile(join(next, marker), "");
      await putInPlace(next, folder, old, swap);
      return result;
    } finally {
      // What cannot be removed now is removed by the next run.
      await discard(room).catch(() => undefined);
    }
  } catch (cause) {
    if (cause instanceof ReportError || codeOf(cause) === undefined) throw cause;
    throw cannotWrite(folder, cause);
  }
}

async function putInPlace(next: string, folder: string, old: string, swap: typeof exchange) {
  if (!existsSync(folder)) return rename(next, folder);
  if (await swap(next, folder)) return;
  // Synchronous, so that nothing else of this process runs between the two.
  renameSync(folder, old);
  try {
    renameSync(next, folder);
  } catch (cause) {
    renameSync(old, folder);
    throw cause;
  }
}

/** Writes files into a folder, by name. */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, Uint8Array | string>,
): Promise<void> {
  for (const [name, content] of files) await writeFile(join(folder, name), content);
}
