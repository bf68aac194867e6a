import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".github/workflows");
const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;

test.for(readdirSync(folder))("%s: actions by commit, least permissions, one run at a time, commands that there are", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const workflow = parse(text) as Workflow;
  expect(workflow.permissions).toEqual({ contents: "read" });
  expect(workflow.concurrency).toBeDefined();
  const jobs = Object.values(workflow.jobs);
  expect(jobs.every((job) => (job["timeout-minutes"] ?? 0) > 0)).toBe(true);
  const uses = jobs.flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
  expect(uses.length).toBeGreaterThan(1);
  for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
  // The version that a commit is of stands beside it, for who reviews an update.
  expect(text.match(/uses: .*@[0-9a-f]{40} # v\d/g)).toHaveLength(uses.length);
  const commands = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => (run ?? "").split(/&&|\n/).map((each) => each.trim()).filter(Boolean)));
  for (const command of commands) {
    const [, script = ""] = /^npm (?:run )?([a-z:]+)/.exec(command) ?? [];
    expect(script === "ci" || script in scripts, command).toBe(true);
  }
  expect(text).not.toMatch(/\$\{\{[^}]*\}\}.*\n?.*run:/);
});
