import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { Socket } from "node:net";

/**
 * Becomes the server, having left a guard behind that reads from this process. When that pipe ends
 * without a word, this process
 * is dead, of whatever cause: the guard then ends the server and removes its folder. (A process
 * without an executable has ended,
 * and waits only for somebody to ask how.)
 */
const guarded = `
folder=$1 signal=$2 input=$3 server=$$
shift 3
(
  trap '' HUP INT TERM
  while read -r word; do
    case $word in ended) server= ;; done) exit 0 ;; esac
  done
  if [ -n "$server" ]; then
    kill -"$signal" "$server"
    tries=0
    while kill -0 "$server" && { [ ! -d /proc/self ] || [ -e "/proc/$server/exe" ]; } && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$server"
  fi
  rm -rf -- "$folder"
) <&3 >/dev/null 2>&1 &
exec "$@" 3<&- <"$input"
`;

/** A server's process, which does not outlive this one. */
export interface GuardedProcess {
  readonly pid: number;
  /**
   * Settles when the process has ended, with its exit code (null after a signal). This process may
   * end before.
   */
  readonly ended: Promise<number | null>;
  readonly hasEnded: () => boolean;
  /**
   * Waits until the process has ended, as `ended` does, and keeps this process running until then.
   */
  wait(): Promise<number | null>;
  /**
   * Sends a signal and waits until the process has ended; one that takes longer than 30 s is
   * killed.
   */
  end(signal: NodeJS.Signals): Promise<void>;
  /**
   * Sends the guard home, once the process has ended: its folder is someone else's business from
   * now on.
   */
  dismissGuard(): void;
}

/**
 * What to start, and what is left to do when this process dies before it has dismissed the guard.
 */
export interface Guarded {
  readonly command: readonly string[];
  /** Is removed. */
  readonly folder: string;
  /** Takes what the program prints. */
  readonly log: string;
  /** The signal that the program gets, SIGKILL unless said otherwise. */
  readonly last?: "KILL" | "TERM";
  /** A file to read as standard input. */
  readonly input?: string;
}

/** Starts a program that ends with this process, also where that is killed. */
export function startGuarded({
  command,
  folder,
  log,
  last = "KILL",
  input = "/dev/null",
}: Guarded): GuardedProcess {
  const output = openSync(log, "a", 0o600);
  // In a session of its own, Ctrl+C in a terminal reaches this process only.
  const child = spawn("/bin/sh", ["-c", guarded, "sh", folder, last, input, ...command], {
    stdio: ["ignore", output, output, "pipe"],
    detached: true,
    cwd: "/",
  });
  closeSync(output);
  const guard = child.stdio[3];
  if (!(guard instanceof Socket) || child.pid === undefined)
    throw new Error("/bin/sh, which is to start the server, cannot be run");
  const pid = child.pid;
  // The guard may be gone before it hears the last word.
  guard.on("error", () => undefined);
  // Neither keeps a process from ending that has forgotten to stop its server.
  child.unref();
  guard.unref();
  let running = true;
  const ended = new Promise<number | null>((resolve) => {
    child.on("exit", (code) => {
      running = false;
      guard.write("ended\n");
      resolve(code);
    });
  });
  const wait = () => {
    if (running) child.ref();
    return ended;
  };
  return {
    pid,
    ended,
    hasEnded: () => !running,
    wait,
    end: async (signal) => {
      if (running) child.kill(signal);
      const timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
      await wait();
      clearTimeout(timer);
    },
    dismissGuard: () => guard.end("done\n"),
  };
}
