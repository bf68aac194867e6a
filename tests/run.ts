import { spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { tiers } from "./tiers.ts";

const parts = tiers.full.flat().map((script) => script.replace("test:", ""));
const help = `Runs the tests in one of two tiers.

  npm test                               types, lint, unit tests, one parity run on MySQL and MariaDB,
                                         the browser over every page and the dashboard's main paths
  npm run test:full                      everything else: ${parts.join(", ")}
  npm run test:full -- mysql browser     only these parts of it

Each step is an npm script that also runs alone. What it prints is kept in .cache/tests/.
`;

const logs = ".cache/tests";
const running = new Set<ChildProcess>();
const say = (text: string) => void process.stdout.write(`${text}\n`);

/** How many tests passed and failed. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The lines that Vitest and Playwright close with. */
const closing = /^ *(Test Files|Tests) .*|^ *\d+ (passed|failed|skipped|flaky)\b.*$/;

/** Adds up the runners' closing lines; a script without any counts as one test. */
function tallyOf(lines: readonly string[], succeeded: boolean): Tally {
  const counted = lines.filter((line) => closing.test(line) && !line.includes("Test Files"));
  const count = (word: string) =>
    counted
      .flatMap((line) => [...line.matchAll(new RegExp(`(\\d+) ${word}\\b`, "g"))])
      .reduce((sum, [, digits]) => sum + Number(digits), 0);
  const [passed, failed] = [count("passed"), count("failed")];
  return succeeded
    ? { passed: Math.max(passed, 1), failed: 0 }
    : { passed, failed: Math.max(failed, 1) };
}

/** Runs an npm script; shows its closing lines where it succeeds, else all that it printed. */
async function step(script: string): Promise<Tally> {
  const start = Date.now();
  const child = spawn("npm", ["run", "--silent", script], { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  running.delete(child);
  const log = join(logs, `${script.replace(":", "-")}.log`);
  writeFileSync(log, output);
  const lines = stripVTControlCharacters(output).split("\n");
  // Vitest lists what failed after all that passed.
  const failures = Math.max(
    0,
    lines.findIndex((line) => line.includes("Failed Tests")),
  );
  const shown =
    code === 0 ? lines.filter((line) => closing.test(line)) : output.split("\n").slice(failures);
  const seconds = Math.round((Date.now() - start) / 1000);
  say(`${code === 0 ? "✓" : "✗"} npm run ${script} (${seconds} s${code === 0 ? "" : `, ${log}`})`);
  for (const line of shown) say(`    ${line.trimEnd()}`);
  return tallyOf(lines, code === 0);
}

async function lane(scripts: readonly string[]): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const script of scripts) tallies.push(await step(script));
  return tallies;
}

async function main([tier = "", ...wanted]: readonly string[]): Promise<boolean> {
  const known = wanted.filter((part) => parts.includes(part));
  if ((tier !== "fast" && tier !== "full") || known.length < wanted.length) {
    process.stdout.write(help);
    return wanted.includes("--help");
  }
  const lanes = tiers[tier].map((scripts: readonly string[]) =>
    wanted.length === 0
      ? scripts
      : scripts.filter((script) => wanted.includes(script.replace("test:", ""))),
  );
  mkdirSync(logs, { recursive: true });
  const tallies = (await Promise.all(lanes.map(lane))).flat();
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  const { TEST_TALLY: file } = process.env;
  if (file) appendFileSync(file, `${sum("passed")} ${sum("failed")}\n`);
  return sum("failed") === 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(130);
  });

if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
