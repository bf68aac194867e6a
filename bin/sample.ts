import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ReportError, messageOf } from "../etl/errors.ts";
import { SAMPLE_ROWS, SAMPLE_SEED, writeSample } from "../sample/write.ts";
import { runCommand } from "./command.ts";

const HELP = `Writes a synthetic customers CSV and, beside it, a card that says so.

Usage: npm run sample -- [--rows N] [--out FILE] [--seed N]

  --rows N    how many customers (default ${String(SAMPLE_ROWS)}, which agree exactly with the published
              counts and sums; any other number is drawn from those)
  --out FILE  where to write (default data/customers.csv; required with another size or seed)
  --seed N    another set of rows that agrees as well (default ${String(SAMPLE_SEED)})
  --help      this text
`;

interface Options {
  readonly out: string;
  readonly rows: number;
  readonly seed: number;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(HELP);
    return;
  }
  const { out, rows, seed } = options;
  const started = performance.now();
  const { bytes } = await writeSample(out, rows, seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${relative(".", out)}: ${String(rows)} rows, ${String(bytes)} bytes, ${seconds} s\n`,
  );
}

function readOptions(args: string[]): Options | undefined {
  const values = parse(args);
  if (values.help === true) {
    return undefined;
  }
  const rows = wholeNumber("--rows", values.rows, SAMPLE_ROWS, 1);
  const seed = wholeNumber("--seed", values.seed, SAMPLE_SEED, 0);
  if (values.out === undefined && (rows !== SAMPLE_ROWS || seed !== SAMPLE_SEED)) {
    throw new ReportError("usage", "data/customers.csv is kept for the sample itself.", {
      hint: "With another --rows or --seed, say where to write: --out FILE.",
    });
  }
  if (values.out === "") {
    throw new ReportError("usage", "--out names no file.");
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
