import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Asks for a password at the terminal, which shows nothing of what is typed. */
export function askPassword(who: string): Promise<string> {
  process.stderr.write(`Password of ${who} (Enter for none): `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    reader.question("", (answer) => {
      reader.close();
      process.stderr.write("\n");
      resolve(answer);
    });
  });
}
