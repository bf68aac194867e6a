import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ReportError, codeOf, messageOf } from "../errors.ts";

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Replaces a folder as a whole: `fill` writes the new one beside it, and only when all is written do two renames put it in
 * place. Whatever fails before that leaves the old folder as it was; what a killed run left behind is cleared, or put back
 * where the run died between the renames.
 * @param owned a file by which a folder is known to be one of ours; a folder without it that holds anything is not replaced
 */
export async function replaceFolder<T>(folder: string, owned: string, fill: (next: string) => Promise<T>): Promise<T> {
  const next = `${folder}.next`;
  const old = `${folder}.old`;
  try {
    for (const path of [folder, old]) {
      const present = (await exists(path)) ? await readdir(path) : [];
      if (present.length > 0 && !present.includes(owned))
        throw new ReportError("output", `${path} holds other files than ours, so it is not replaced.`, { hint: "Name an empty or a new folder." });
    }
    if (!(await exists(folder)) && (await exists(old))) await rename(old, folder);
    await rm(old, { recursive: true, force: true });
    await rm(next, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(next);
    const result = await fill(next);
    if (await exists(folder)) await rename(folder, old);
    await rename(next, folder);
    await rm(old, { recursive: true, force: true });
    return result;
  } catch (cause) {
    await rm(next, { recursive: true, force: true }).catch(() => undefined);
    if (cause instanceof ReportError || codeOf(cause) === undefined) throw cause;
    throw new ReportError("output", `${folder} cannot be written: ${messageOf(cause)}`, { hint: "Check the folder's permissions and the free space on the disk.", cause });
  }
}

/** Writes files into a folder, by name. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  for (const [name, content] of files) await writeFile(join(folder, name), content);
}
