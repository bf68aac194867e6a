import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReportError, codeOf } from "../errors.ts";

/**
 * Runs `work` with a new empty folder, which is removed afterwards, whatever happens.
 * @throws ReportError where the disk is full
 */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "customer-trends-"));
  try {
    return await work(folder);
  } catch (cause) {
    if (codeOf(cause) !== "ENOSPC") throw cause;
    throw new ReportError(
      "output",
      `The disk of ${tmpdir()} is full, and the file must be unpacked or converted there.`,
      { hint: "Free space there, or name another folder in TMPDIR.", cause },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
