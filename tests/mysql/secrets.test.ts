import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { writePayloads } from "../support/payloads.ts";
import { secretIn, watchProcesses, type Sighting } from "../support/sightings.ts";
import { atTerminal, hasTerminals } from "../support/terminal.ts";
import { asRoot } from "./steps.ts";

const password = "S3cret/p@ss%w:rd 7351";
const wrong = "Wr0ng/p@ss%w:rd 1537";
const prompt = "(Enter for none): ";
// Within the project, whose packages the pages are built with.
const folder = resolve(".cache/secrets");
/** Where building leaves things for the next time. */
const caches = ["node_modules/.vite", "node_modules/.astro", ".astro"];
let server: RunningServer;
let started: number;

beforeAll(async () => {
  server = await privateServer("mysql");
  await asRoot(server, async (connection) => {
    await connection.query(`CREATE USER keeper IDENTIFIED BY '${password}'`);
    await connection.query("GRANT ALL ON `customer\\_trends%`.* TO keeper");
  });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writePayloads(join(folder, "customers.csv"));
  started = Date.now();
}, 1_200_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How a build is told the password. */
interface Telling {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly typed?: string;
}

const urlWith = (given = "") => {
  const url = new URL(server.url);
  [url.username, url.password] = ["keeper", encodeURIComponent(given)];
  return url.href;
};

/** Builds a whole site and says where a secret was seen meanwhile. */
async function build(
  name: string,
  { words = [], env = {}, typed }: Telling,
  more: readonly string[] = [],
) {
  const place = join(folder, name);
  const temporary = join(place, "tmp");
  mkdirSync(temporary, { recursive: true });
  const marker = `SECRETS_OF=${name}-${String(process.pid)}`;
  const [variable = "", value = ""] = marker.split("=");
  const all = [
    process.execPath,
    "bin/build.ts",
    "--engine",
    "mysql",
    "--csv",
    join(folder, "customers.csv"),
    "--snapshots",
    join(place, "snapshots"),
    "--out",
    join(place, "dist"),
    ...words,
    ...more,
  ];
  const inherited = {
    ...process.env,
    MYSQL_PWD: undefined,
    DATABASE_URL: undefined,
    CI: undefined,
    TMPDIR: temporary,
    DEBUG: "1",
    [variable]: value,
    ...env,
  };
  let shown = "";
  if (typed !== undefined) {
    const watched = watchProcesses(marker, [password, wrong], temporary);
    const session = await atTerminal(all, inherited, prompt, typed);
    return { place, ...session, seen: watched.stop() };
  }
  const child = spawn(all[0] ?? "", all.slice(1), {
    env: inherited,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const watched = watchProcesses(
    marker,
    [password, wrong],
    temporary,
    child.pid,
    () => shown !== "",
  );
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (shown += text));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { place, shown, exitCode, seen: watched.stop() };
}

/**
 * The files of folders, of all or of those written since the tests began, that hold the password.
 */
const filesWith = (folders: readonly string[], since = 0) =>
  folders.flatMap((path) => {
    const files = statSync(path, { throwIfNoEntry: false })
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [];
    const recent = files.filter((file) => statSync(file).mtimeMs >= since);
    if (since === 0) expect(recent.length, `${path} has files`).toBeGreaterThan(30);
    return recent.filter((file) => secretIn(readFileSync(file), [password, wrong]));
  });

/** A process has for ever what it was started with; nobody but its user and root can read that. */
const own = ({ what, root }: Sighting) => what === "environ" && root;

async function expectNowhere(
  name: string,
  telling: Telling,
  more: readonly string[] = [],
): Promise<void> {
  const { place, shown, exitCode, seen } = await build(name, telling, more);
  expect({ exitCode, shown: exitCode === 0 ? "" : shown }).toEqual({ exitCode: 0, shown: "" });
  expect(shown).toContain(more.includes("--json") ? '"event":"done"' : "The site is in");
  expect(secretIn(Buffer.from(shown), [password, wrong])).toBe(false);
  expect(seen.looks, "the processes were looked at while they ran").toBeGreaterThan(20);
  expect(seen.sightings.filter((sighting) => !own(sighting))).toEqual([]);
  expect(filesWith([join(place, "dist"), join(place, "snapshots")])).toEqual([]);
  expect(filesWith(caches, started)).toEqual([]);
}

test("a password in the URL of an option is in no file, log, title or child of a whole build", () =>
  expectNowhere("option", { words: ["--database-url", urlWith(password)] }));

test("one in the URL of the environment neither, nor in the log for programs", () =>
  expectNowhere("variable", { env: { DATABASE_URL: urlWith(password) } }, ["--json"]));

test("one in MYSQL_PWD neither", () =>
  expectNowhere("pwd", { words: ["--database-url", urlWith()], env: { MYSQL_PWD: password } }));

test("nor from a table that was in the database already", async () => {
  const telling = { words: ["--database-url", urlWith()], env: { MYSQL_PWD: password } };
  expect((await build("loaded", telling)).exitCode).toBe(0);
  await expectNowhere("table", telling, ["--source", "database"]);
});

test.skipIf(!hasTerminals)("one typed at the prompt neither", () =>
  expectNowhere("prompt", { words: ["--database-url", urlWith()], typed: `${password}\r` }),
);

test.each([
  ["a wrong password", () => ({ words: ["--database-url", urlWith(wrong)] })],
  [
    "a wrong option beside it",
    () => ({ words: ["--database-url", urlWith(password), urlWith(password)] }),
  ],
  [
    "a database that is not there",
    () => ({
      words: [
        "--database-url",
        urlWith(password).replace(/\/customer_trends.*/, "/customer_trends_none"),
      ],
    }),
  ],
  [
    "an address where nobody answers",
    () => ({ words: ["--database-url", urlWith(password).replace(/:\d+\//, ":1/")] }),
  ],
])("a build that ends by %s tells nobody", async (name, telling) => {
  const { shown, exitCode, seen } = await build(name.replaceAll(" ", "-"), telling());
  expect([2, 6]).toContain(exitCode);
  expect(shown).toContain("Error: ");
  expect(secretIn(Buffer.from(shown), [password, wrong])).toBe(false);
  expect(seen.sightings.filter((sighting) => !own(sighting))).toEqual([]);
});

test("what is looked for would be found: in a child of the root's own title, in a word given to a child, in a file", async () => {
  const place = join(folder, "leaks");
  mkdirSync(place, { recursive: true });
  const marker = `SECRETS_OF=leaks-${String(process.pid)}`;
  const [variable = "", value = ""] = marker.split("=");
  const same = "process.title = 'one title';";
  const leaking = `${same} const { spawn } = require("node:child_process"); const { MYSQL_PWD, ...others } = process.env;
    spawn(process.execPath, ["--eval", "${same} setTimeout(() => {}, 700)"]);
    spawn(process.execPath, ["--eval", "setTimeout(() => {}, 700)", MYSQL_PWD], { env: others });
    require("node:fs").writeFileSync(${JSON.stringify(join(place, "left"))}, encodeURIComponent(MYSQL_PWD));`;
  const child = spawn(process.execPath, ["--eval", leaking], {
    env: { ...process.env, MYSQL_PWD: password, [variable]: value },
    stdio: "ignore",
  });
  const watched = watchProcesses(marker, [password], place, child.pid);
  await once(child, "close");
  const found = watched
    .stop()
    .sightings.filter((sighting) => !own(sighting))
    .map(({ what, where }) => `${what} of ${where.split(" ").slice(0, 2).join(" ")}`);
  expect(found.toSorted()).toEqual([
    `cmdline of ${process.execPath} --eval`,
    "environ of one title",
    "file of left",
  ]);
});
