import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf } from "../../etl/errors.ts";

const execute = promisify(execFile);

/** Takes user names and passwords out of addresses, so that a message can be shown and logged. */
export function withoutSecrets(text: string): string {
  return text.replace(/(\w:\/\/)[^\s/@']+@/g, "$1");
}

/**
 * Runs a program to its end and returns what it printed.
 * @throws Error whose message is the last lines of what the program complained of
 */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], {
      ...options,
      env: { ...process.env, LC_ALL: "C" },
      maxBuffer: 1 << 26,
    });
    return stdout;
  } catch (cause) {
    const stderr = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : "";
    const complaint = (stderr || messageOf(cause)).split("\n").slice(-4).join(" ");
    throw new Error(`${command}: ${withoutSecrets(complaint)}`, { cause });
  }
}

/** What an asynchronous function answers, or undefined where it fails. */
export async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(() => undefined);
}
