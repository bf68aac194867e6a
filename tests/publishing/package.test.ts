import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { crawlFolder } from "../support/crawl.ts";
import { imitate } from "../workflows/imitate.ts";
import type { Job, Workflow } from "../workflows/workflow.ts";
import { folderOfTests } from "./builds.ts";

const project = resolve(import.meta.dirname, "../..");
const folder = join(folderOfTests(), "package");

/** The environment of a terminal that was opened elsewhere: npm's own variables are not in it. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
  PATH: (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((path) => !path.startsWith(project))
    .join(delimiter),
  SOURCE_DATE_EPOCH: "1735689600",
};

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** A CSV of 60 orders. */
const orders = [
  "Order,Region,Channel,Amount ($)",
  ...Array.from(
    { length: 60 },
    (_, row) =>
      `${1000 + row},${["North", "South", "East"][row % 3] ?? ""},${row % 4 ? "Web" : "Store"},${(row * 7) % 50}.5`,
  ),
].join("\n");

test("a checkout builds from and into a folder from which no package is found", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "customer-trends-elsewhere-"));
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  const built = run(process.execPath, [join(project, "bin/build.ts")], elsewhere);
  expect(built).toContain("The site is in dist/.");
  expect(readdirSync(elsewhere).toSorted()).toEqual(["dist", "snapshots"]);
  expect(existsSync(join(elsewhere, "dist/index.html"))).toBe(true);
  expect(readdirSync(join(project, ".cache")).filter((name) => name.startsWith("site-"))).toEqual(
    [],
  );
});

describe("the package, installed in a folder that holds nothing but a file", () => {
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    run("npm", ["pack", "--silent", "--pack-destination", folder], project);
    const [archive = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    writeFileSync(join(folder, "package.json"), "{}\n");
    run("npm", ["install", "--no-audit", "--no-fund", `./${archive}`], folder);
    writeFileSync(join(folder, "orders.csv"), orders);
  }, 1_200_000);

  test("drafts a report and builds it, with the snapshots that a checkout builds", () => {
    const drafted = run(
      "npx",
      ["customer-trends", "new", "orders.csv", "--into", ".", "--github"],
      folder,
    );
    expect(drafted).toContain("Build it with: npx customer-trends build\n");
    const built = run("npx", ["customer-trends", "build"], folder);
    expect(built).toContain("Open it with `npx customer-trends preview`");
    expect(existsSync(join(folder, "dist/index.html"))).toBe(true);
    expect(readFileSync(join(folder, "dist/method/index.html"), "utf8")).toContain(
      "npm ci &amp;&amp; npx customer-trends build",
    );

    const checkout = join(folder, "checkout");
    run(
      process.execPath,
      [join(project, "bin/etl.ts"), "--report", folder, "--snapshots", checkout],
      folder,
    );
    const names = readdirSync(checkout).filter((name) => name !== "inputs.json");
    expect(names.length).toBeGreaterThan(10);
    for (const name of names)
      expect(
        readFileSync(join(folder, "snapshots", name)).equals(readFileSync(join(checkout, name))),
        name,
      ).toBe(true);
  });

  test("is published by the workflow that it wrote, under the path of a repository", async () => {
    const { jobs } = parse(
      readFileSync(join(folder, ".github/workflows/pages.yml"), "utf8"),
    ) as Workflow;
    for (const made of ["dist", "snapshots", "node_modules"])
      rmSync(join(folder, made), { recursive: true });
    const base = "/orders";
    const { ran } = await imitate(jobs["publish"] as Job, folder, {
      contexts: {
        "inputs.accept-changes": "",
        "steps.pages.outputs.origin": "http://127.0.0.1:9",
        "steps.pages.outputs.base_path": base,
      },
      instead: { PREVIOUS: "" },
      without: [],
    });
    expect([...ran.keys()]).toEqual(["npm ci", "npx customer-trends build"]);
    const { seen, problems } = await crawlFolder(join(folder, "dist"), `${base}/`);
    expect(problems).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });

  test("says what its commands are, and that one is unknown", () => {
    expect(run("npx", ["customer-trends", "--help"], folder)).toContain(
      "new        drafts a report",
    );
    expect(run("npx", ["customer-trends", "build", "--help"], folder)).toContain(
      "npx customer-trends build [options]",
    );
    expect(() => run("npx", ["customer-trends", "bild"], folder)).toThrow(
      'There is no command "bild".',
    );
  });
});
