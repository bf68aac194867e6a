import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ReportError, messageOf } from "../etl/errors.ts";
import { SAMPLE_ROWS, SAMPLE_SEED, writeSample } from "../sample/write.ts";
import { runCommand } from "./command.ts";
import { print } from "./output.ts";

const HELP = `Writes a synthetic CSV of customers, with a metadata file that says so.

  npm run sample [-- options]

  --rows N             number of customers (default ${String(SAMPLE_ROWS)}: they match the published counts and
                       sums exactly; any other number is drawn from those rows)
  --out FILE           file to write (default data/customers.csv; required with --rows or --seed)
  --seed N             seed; each gives other rows that match as well (default ${String(SAMPLE_SEED)})
  --help               show this help
`;

interface Options {
  readonly out: string;
  readonly rows: number;
  readonly seed: number;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    print(HELP);
    return;
  }
  const { out, rows, seed } = options;
  const started = performance.now();
  const { bytes } = await writeSample(out, rows, seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`${relative(".", out)}: ${String(rows)} rows, ${String(bytes)} bytes, ${seconds} s\n`);
}

function readOptions(args: string[]): Options | undefined {
  const values = parse(args);
  if (values.help === true) {
    return undefined;
  }
  const rows = wholeNumber("--rows", values.rows, SAMPLE_ROWS, 1);
  const seed = wholeNumber("--seed", values.seed, SAMPLE_SEED, 0);
  if (values.out === undefined && (rows !== SAMPLE_ROWS || seed !== SAMPLE_SEED)) {
    throw new ReportError(
      "usage",
      "Without --out this would overwrite the sample, data/customers.csv.",
      {
        hint: "With --rows or --seed, name the file to write: --out FILE.",
      },
    );
  }
  if (values.out === "") {
    throw new ReportError("usage", "--out needs a file name.");
  }
  return {
    out: resolve(values.out ?? fileURLToPath(new URL("../data/customers.csv", import.meta.url))),
    rows,
    seed,
  };
}

function parse(args: string[]): { rows?: string; out?: string; seed?: string; help?: boolean } {
  try {
    return parseArgs({
      args,
      options: {
        rows: { type: "string" },
        out: { type: "string" },
        seed: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new ReportError("usage", messageOf(error), {
      hint: "`npm run sample -- --help` lists the options.",
    });
  }
}

function wholeNumber(
  flag: string,
  text: string | undefined,
  fallback: number,
  least: number,
): number {
  if (text === undefined) {
    return fallback;
  }
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new ReportError(
      "usage",
      `${flag} needs a whole number of at least ${least}, not "${text}".`,
    );
  }
  return value;
}

await runCommand(main);
