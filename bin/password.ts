import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { report } from "./output.ts";

/**
 * Asks for a password at the terminal, which shows nothing of what is typed. Ctrl+C ends the
 * process, as it does elsewhere.
 */
export function askPassword(who: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({
    input: process.stdin,
    output: silent,
    terminal: true,
    historySize: 0,
  });
  // Not before the terminal has been told to show nothing: somebody may type as soon as this is
  // read.
  report(`Password of ${who} (Enter for none): `);
  return new Promise((resolve) => {
    let typed = "";
    reader.once("line", (line) => {
      typed = line;
      reader.close();
    });
    reader.once("SIGINT", () => {
      reader.close();
      process.kill(process.pid, "SIGINT");
    });
    // Also by Ctrl+D, which ends the input.
    reader.once("close", () => {
      report("\n");
      resolve(typed);
    });
  });
}
