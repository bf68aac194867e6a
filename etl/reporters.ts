import { jsonLine, printable } from "./printable.ts";
import { stageNames, type Reporter, type StageName } from "./progress.ts";

/** A place that text is written to; process.stderr is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const seconds = (milliseconds: number) =>
  `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
const width = Math.max(...stageNames.map((name) => name.length));

/** One plain line a stage, for logs and pipes. */
export function plainReporter(output: Output): Reporter {
  return {
    begin: () => undefined,
    advance: () => undefined,
    end: (stage, detail, milliseconds) =>
      output.write(`${stage.padEnd(width)}  ${printable(detail)} (${seconds(milliseconds)})\n`),
    notice: (text) => output.write(`note    ${printable(text)}\n`),
  };
}

/** One JSON object a line: `{"event": "stage", ...}`. */
export function jsonReporter(output: Output): Reporter {
  const line = (value: object) => output.write(jsonLine(value));
  return {
    begin: (stage) => line({ event: "begin", stage }),
    advance: () => undefined,
    end: (stage, detail, milliseconds) =>
      line({ event: "end", stage, detail, milliseconds: Math.round(milliseconds) }),
    notice: (text) => line({ event: "notice", text }),
  };
}

const barLength = 30;
const eraseLine = "\r\u001b[K";

/** One line a stage with a live bar while it runs, for a person at a terminal. */
export function terminalReporter(output: Output): Reporter {
  const plain = plainReporter(output);
  let running: StageName | undefined;
  let drawn = "";
  const draw = (line: string) => {
    if (line === drawn) return;
    output.write(`${eraseLine}${line}`);
    drawn = line;
  };
  const advance = (share: number) => {
    if (running === undefined) return;
    const full = Math.round(share * barLength);
    const bar = `${"█".repeat(full)}${"░".repeat(barLength - full)}`;
    draw(`${running.padEnd(width)}  ${bar} ${Math.round(share * 100)}%`);
  };
  return {
    begin(stage) {
      running = stage;
      advance(0);
    },
    advance,
    end(stage, detail, milliseconds) {
      running = undefined;
      draw("");
      plain.end(stage, detail, milliseconds);
    },
    notice(text) {
      draw("");
      plain.notice(text);
    },
  };
}

/** The reporter that suits where the output goes. */
export function reporterFor(output: NodeJS.WriteStream, json: boolean): Reporter {
  if (json) return jsonReporter(output);
  return output.isTTY && process.env["CI"] === undefined
    ? terminalReporter(output)
    : plainReporter(output);
}
