import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

const measuredSchema = z.object({
  milliseconds: z.number(),
  peakBytes: z.number(),
  stages: z.record(z.string(), z.number()).default({}),
});
/**
 * One timed run in a process of its own: so that its peak memory is its alone and nothing is warm
 * that a build finds cold.
 */
export type Measured = z.infer<typeof measuredSchema>;

/**
 * Runs one of the measuring programs beside this file.
 * @param program its file name
 * @param args what it works on
 */
export async function measured(
  program: "run-etl.ts" | "run-scan.ts",
  ...args: readonly string[]
): Promise<Measured> {
  const { stdout } = await run(
    process.execPath,
    [new URL(program, import.meta.url).pathname, ...args],
    { maxBuffer: 1 << 24 },
  );
  return measuredSchema.parse(JSON.parse(stdout));
}
