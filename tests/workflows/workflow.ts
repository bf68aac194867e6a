import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

type Environment = Readonly<Record<string, string>>;

/** One step of a job: an action, or a shell script. */
export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly env?: Environment;
}

/** A database that runs beside a job. */
export interface Service {
  readonly image: string;
  readonly env: Environment;
  readonly ports: readonly string[];
}

/** One job of a workflow. */
export interface Job {
  readonly permissions?: Environment;
  readonly "timeout-minutes"?: number;
  readonly services?: Readonly<Record<string, Service>>;
  readonly env?: Environment;
  /** The jobs that must pass first. */
  readonly needs?: string | readonly string[];
  /** The workflow that it calls; then it has no steps. */
  readonly uses?: string;
  readonly steps: readonly Step[];
}

/** A workflow, as its file says it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Environment;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A composite action, as its file says it. */
export interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default: string }>
  >;
  readonly runs: { readonly steps: readonly Step[] };
}

/** The action in a folder. */
export const actionIn = (folder: string): Action =>
  parse(readFileSync(join(folder, "action.yml"), "utf8")) as Action;

/** The repository's own folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the workflows are. */
export const workflowFolder = join(root, ".github/workflows");

/** The text of a workflow by the name of its file. */
export const workflowText = (name: string): string =>
  readFileSync(join(workflowFolder, name), "utf8");

/** A workflow by the name of its file. */
export function workflowNamed(name: string): Workflow {
  const workflow = parse(workflowText(name)) as Workflow;
  const jobs = Object.entries(workflow.jobs as Record<string, Partial<Job>>).map(
    ([id, job]) => [id, { steps: [], ...job }] as const,
  );
  return { ...workflow, jobs: Object.fromEntries(jobs) };
}

/** A job of a workflow. @throws Error where there is none of that name */
export function jobOf(file: string, name: string): Job {
  const job = workflowNamed(file).jobs[name];
  if (!job) throw new Error(`${file} has no job "${name}".`);
  return job;
}
