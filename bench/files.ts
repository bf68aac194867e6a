import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where benches keep what they make. */
export const folder = join(".cache", "bench");

/** A synthetic file of so many rows, made once. */
export async function sample(rows: number): Promise<string> {
  const path = join(folder, `customers-${rows}.csv`);
  if (!(await stat(path).catch(() => undefined)))
    await run(process.execPath, ["bin/sample.ts", "--rows", String(rows), "--out", path]);
  return path;
}
