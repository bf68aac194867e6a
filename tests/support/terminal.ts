import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** A command that ran at a terminal. */
export interface Session {
  /** All that the terminal showed. */
  readonly shown: string;
  readonly exitCode: number | null;
}

/**
 * Whether this machine can give a command a terminal: Debian has the program for it always, other
 * systems in another kind.
 */
export const hasTerminals = String(spawnSync("script", ["--help"]).stdout).includes("--echo");

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * Runs a command at a terminal of its own (by util-linux's `script`), which shows what is typed
 * unless the command tells it not to.
 * @param prompt what the command shows when it waits
 * @param typed what is then typed
 */
export async function atTerminal(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  prompt: string,
  typed: string,
): Promise<Session> {
  const child = spawn(
    "script",
    [
      "--quiet",
      "--return",
      "--echo=always",
      "--command",
      command.map(quoted).join(" "),
      "/dev/null",
    ],
    { env, stdio: ["pipe", "pipe", "pipe"] },
  );
  let shown = "";
  let waiting = true;
  const take = (chunk: string) => {
    shown += chunk;
    if (!waiting || !shown.includes(prompt)) return;
    waiting = false;
    child.stdin.write(typed);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { shown, exitCode };
}
