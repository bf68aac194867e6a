import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { actionIn, root, type Job, type Step } from "./workflow.ts";

type Environment = Readonly<Record<string, string>>;

/** What a run of a job knows besides its file. */
export interface Surroundings {
  /** The values of expressions, by their text: `steps.pages.outputs.origin`. */
  readonly contexts: Environment;
  /** Variables of steps that are otherwise here: where the service is, and its password. */
  readonly instead: Environment;
  /** Commands that are left out. */
  readonly without: readonly string[];
}

/** Copies what a clone would hold of this repository, with what is about to be committed. */
export async function cleanClone(folder: string): Promise<void> {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: root, encoding: "utf8" },
  );
  for (const file of new Set(
    listed.split("\0").filter((name) => name !== "" && existsSync(join(root, name))),
  )) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
}

/**
 * This process's variables without what npm and the tests put there, so that a command runs as it
 * does in a shell.
 */
function plainEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(?!config_(registry|cache|userconfig|nodedir)$)|INIT_CWD$|VITEST|TEST|NODE_ENV$|NODE_OPTIONS$|VITE_|DEV$|PROD$|MODE$|SSR$|BASE_URL$|E2E_)/i;
  const settings = new Set([
    "CSV",
    "SNAPSHOTS",
    "SQL",
    "SITE",
    "BASE_PATH",
    "OUT",
    "SOURCE_DATE_EPOCH",
    "SOURCE",
    "ENGINE",
    "DATABASE_URL",
    "ABOUT",
    "MIN_GROUP",
    "PREVIOUS",
    "ACCEPT_CHANGES",
    "MYSQL_PWD",
  ]);
  const kept = Object.entries(process.env).filter(
    ([name]) => !ours.test(name) && !settings.has(name),
  );
  const path = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

/** A text with its expressions evaluated. @throws Error for one whose value is not known */
function evaluated(text: string, contexts: Environment): string {
  return text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const value = contexts[name];
    if (value === undefined) throw new Error(`Nothing is known of the expression ${name}.`);
    return value;
  });
}

/**
 * Runs a script as a runner does on Linux: bash, ending at the first command that fails.
 * @throws Error with its output if it fails
 */
async function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0) throw new Error(`${script}\nended with ${code ?? "a signal"}:\n${output}`);
  return output;
}

/** What a job did: the output of each script that was run, and the summary that it wrote. */
export interface Imitation {
  readonly ran: ReadonlyMap<string, string>;
  readonly summary: string;
}

/**
 * Runs the scripts of a job one after another in a folder, with their variables.
 * @throws Error at the first that fails
 */
export async function imitate(
  job: Job,
  folder: string,
  { contexts, instead, without }: Surroundings,
): Promise<Imitation> {
  const summary = join(folder, "..", "summary.md");
  await writeFile(summary, "");
  const plain = plainEnvironment();
  const given = (env: Environment = {}, known: Environment) =>
    Object.fromEntries(
      Object.entries(env).map(([name, text]) => [name, instead[name] ?? evaluated(text, known)]),
    );
  const ran = new Map<string, string>();
  const runStep = async ({ run, env, uses, with: passed }: Step, known: Environment) => {
    // An action of the runner's own file system is looked up when its step comes.
    if (uses?.startsWith("./")) {
      const action = actionIn(join(folder, uses));
      const inputs = Object.entries(action.inputs).map(([name, { default: usual }]) => [
        `inputs.${name}`,
        passed?.[name] === undefined ? usual : evaluated(String(passed[name]), known),
      ]);
      for (const step of action.runs.steps)
        await runStep(step, { ...known, ...(Object.fromEntries(inputs) as Environment) });
    }
    if (run === undefined || without.includes(run.trim())) return;
    ran.set(
      run,
      await shell(evaluated(run, known), folder, {
        ...plain,
        CI: "true",
        npm_config_prefer_offline: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_STEP_SUMMARY: summary,
        ...given(job.env, known),
        ...given(env, known),
      }),
    );
  };
  for (const step of job.steps) await runStep(step, contexts);
  return { ran, summary: await readFile(summary, "utf8") };
}
