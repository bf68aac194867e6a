import { stageNames, type Reporter } from "./progress.ts";
import cliProgress from "cli-progress";

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
      output.write(`${stage.padEnd(width)}  ${detail} (${seconds(milliseconds)})\n`),
    notice: (text) => output.write(`note    ${text}\n`),
  };
}

/** One JSON object a line: `{"event": "stage", ...}`. */
export function jsonReporter(output: Output): Reporter {
  const line = (value: object) => output.write(`${JSON.stringify(value)}\n`);
  return {
    begin: (stage) => line({ event: "begin", stage }),
    advance: () => undefined,
    end: (stage, detail, milliseconds) =>
      line({ event: "end", stage, detail, milliseconds: Math.round(milliseconds) }),
    notice: (text) => line({ event: "notice", text }),
  };
}

/** One line a stage with a live bar while it runs, for a person at a terminal. */
export function terminalReporter(output: Output & NodeJS.WriteStream): Reporter {
  const plain = plainReporter(output);
  let bar: cliProgress.SingleBar | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(stage) {
      stop();
      bar = new cliProgress.SingleBar(
        {
          stream: output,
          format: `${stage.padEnd(width)}  {bar} {percentage}%  {duration_formatted}`,
          clearOnComplete: true,
          hideCursor: true,
        },
        cliProgress.Presets.shades_classic,
      );
      bar.start(100, 0);
    },
    advance: (share) => bar?.update(Math.round(share * 100)),
    end(stage, detail, milliseconds) {
      stop();
      plain.end(stage, detail, milliseconds);
    },
    notice(text) {
      stop();
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
