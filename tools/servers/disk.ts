import { run } from "./run.ts";
import type { RunningServer } from "./server.ts";

/**
 * Starts a server so that it learns of a full disk by an error, and not by a signal (SIGXFSZ) that
 * ends it.
 */
export const toleratesFullDisk = ["/bin/sh", "-c", `trap '' XFSZ; exec "$@"`, "sh"] as const;

/**
 * As if the disk were full: from now on no file of the server grows beyond so many bytes, and what
 * would is refused with the
 * errors of a full disk. It must have been started by `toleratesFullDisk`; its own tables and logs
 * must be smaller.
 */
export async function fillDisk({ pid }: RunningServer, bytes: number): Promise<void> {
  await run("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}

/** Ends what `fillDisk` began. */
export async function freeDisk({ pid }: RunningServer): Promise<void> {
  await run("prlimit", ["--pid", String(pid), "--fsize=unlimited:unlimited"]);
}
