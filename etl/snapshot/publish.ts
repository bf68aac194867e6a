import { renameSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { exchange } from "./exchange.ts";
import { realFolder } from "./real.ts";

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The file by which a folder is known to be one that we made, and may replace. */
export const marker = ".customer-trends";

/**
 * Where a folder's next set is made, and the old one waits for its end: a folder of ours beside it,
 * whatever a killed run left in it.
 */
function workshop(folder: string): {
  readonly room: string;
  readonly next: string;
  readonly old: string;
} {
  const room = `${folder}.next`;
  return { room, next: join(room, "set"), old: join(room, "old") };
}

async function refuseForeign(path: string): Promise<void> {
  const present = (await exists(path)) ? await readdir(path) : [];
  if (present.length > 0 && !present.includes(marker))
    throw new ReportError("output", `${path} holds other files than ours, so it is not replaced.`, {
      hint: "Name an empty or a new folder, or move these files away.",
    });
}

/** Removes a folder of ours, the marker last: killed half-way, it is still known as ours. */
async function discard(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each !== marker))
    await rm(join(folder, name), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/**
 * Puts the old set back where a run was killed after it had taken that away and before the next one
 * was there.
 */
export async function putBack(folder: string): Promise<void> {
  const { old } = workshop(realFolder(folder));
  if (!(await exists(folder)) && (await exists(old))) await rename(old, realFolder(folder));
}

/**
 * Replaces a folder as a whole: `fill` writes the new one beside it, and when all is written the
 * two change places in one step, or,
 * where the system cannot do that, by two renames. Whatever fails before leaves the old folder as
 * it was; what a killed run left
 * behind is cleared, or put back where it died between the renames. A folder that holds anything
 * and is not ours is not touched.
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
    throw new ReportError("output", `${folder} cannot be written: ${messageOf(cause)}`, {
      hint: "Check the folder's permissions and the free space on the disk.",
      cause,
    });
  }
}

async function putInPlace(
  next: string,
  folder: string,
  old: string,
  swap: typeof exchange,
): Promise<void> {
  if (!(await exists(folder))) return rename(next, folder);
  if (await swap(next, folder)) return;
  // At once, so that nothing of this process comes between the two.
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
