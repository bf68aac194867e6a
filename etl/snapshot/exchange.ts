import { execFile } from "node:child_process";
import { promisify } from "node:util";

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
