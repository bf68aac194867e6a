import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The number of Linux's renameat2, by processor. */
const renameat2: Readonly<Partial<Record<NodeJS.Architecture, number>>> = { x64: 316, arm64: 276 };

/**
 * Node has no call that swaps two folders in one step; Linux has, and either of these programs asks
 * for it.
 */
function programs(first: string, second: string): readonly (readonly [string, ...string[]])[] {
  const number = renameat2[process.arch];
  const script = `exit(syscall(${number ?? 0}, -100, $ARGV[0], -100, $ARGV[1], 2) == 0 ? 0 : 1)`;
  // perl is nearly everywhere, an mv that can do it is young.
  return [
    ...(number === undefined ? [] : [["perl", "-e", script, "--", first, second] as const]),
    ["mv", "--exchange", "--no-copy", "--no-target-directory", "--", first, second],
  ];
}

/**
 * Two folders take each other's names in one step, in which nobody finds neither. False where the
 * system has no way to do so; then nothing is changed.
 */
export async function exchange(first: string, second: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  for (const [program, ...args] of programs(first, second)) {
    const done = await promisify(execFile)(program, args).then(
      () => true,
      () => false,
    );
    if (done) return true;
  }
  return false;
}
