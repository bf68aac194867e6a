import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ReportError, codeOf, messageOf } from "../errors.ts";

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The file by which a folder is known to be one that we made, and may replace. */
export const marker = ".customer-trends";

async function refuseForeign(path: string): Promise<void> {
  const present = (await exists(path)) ? await readdir(path) : [];
  if (present.length > 0 && !present.includes(marker))
    throw new ReportError("output", `${path} holds other files than ours, so it is not replaced.`, { hint: "Name an empty or a new folder, or move these files away." });
}

/**
 * Replaces a folder as a whole: `fill` writes the new one beside it, and only when all is written do two renames put it in
 * place. Whatever fails before that leaves the old folder as it was; what a killed run left behind is cleared, or put back
 * where the run died between the renames. A folder that holds anything and is not ours is not touched.
 */
export async function replaceFolder<T>(folder: string, fill: (next: string) => Promise<T>): Promise<T> {
  const next = `${folder}.next`;
  const old = `${folder}.old`;
  try {
    for (const path of [folder, next, old]) await refuseForeign(path);
    if (!(await exists(folder)) && (await exists(old))) await rename(old, folder);
    await rm(old, { recursive: true, force: true });
    await rm(next, { recursive: true, force: true });
    await mkdir(next, { recursive: true });
    await writeFile(join(next, marker), "");
    const result = await fill(next).catch(async (cause: unknown) => {
      await rm(next, { recursive: true, force: true });
      throw cause;
    });
    // Whoever fills the folder may empty it first.
    await writeFile(join(next, marker), "");
    if (await exists(folder)) await rename(folder, old);
    await rename(next, folder).catch(async (cause: unknown) => {
      await rename(old, folder);
      throw cause;
    });
    await rm(old, { recursive: true, force: true });
    return result;
  } catch (cause) {
    if (!(cause instanceof ReportError)) await rm(next, { recursive: true, force: true }).catch(() => undefined);
    if (cause instanceof ReportError || codeOf(cause) === undefined) throw cause;
    throw new ReportError("output", `${folder} cannot be written: ${messageOf(cause)}`, { hint: "Check the folder's permissions and the free space on the disk.", cause });
  }
}

/** Writes files into a folder, by name. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  for (const [name, content] of files) await writeFile(join(folder, name), content);
}
