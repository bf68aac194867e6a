import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { codeOf } from "../../etl/errors.ts";
import { withLock } from "./lock.ts";
import { orUndefined } from "./run.ts";

/** Where servers that were fetched, and data folders ready to copy, are kept between runs. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return resolve(env["SERVER_CACHE"] || resolve(import.meta.dirname, "../../.cache/servers"));
}

/**
 * Makes a folder once for all processes: `make` fills a sibling, which takes the folder's name when
 * it is complete. A run that
 * was interrupted leaves that sibling behind for the next to go on with.
 * @returns the folder, made now or before
 */
export async function madeOnce(
  folder: string,
  make: (sibling: string) => Promise<void>,
): Promise<string> {
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  await withLock(folder, async () => {
    if (await exists(folder)) return;
    const sibling = `${folder}.part`;
    await mkdir(sibling, { recursive: true });
    await make(sibling);
    await rename(sibling, folder);
  });
  return folder;
}

/** An empty folder of that name, whatever was there before. */
export async function emptyFolder(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Whether something of that name is there. */
export async function exists(path: string): Promise<boolean> {
  return (await orUndefined(stat(path))) !== undefined;
}

/** Whether an error says that this user may not write there. */
export function isNotWritable(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS"].includes(codeOf(error) ?? "");
}
