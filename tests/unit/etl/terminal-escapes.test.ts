import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonLine, printable } from "../../../etl/printable.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { sqlFolder } from "../../support/runs.ts";
import { atTerminal, hasTerminals } from "../../support/terminal.ts";
import { fullTier } from "../../support/tier.ts";

/** Colors, a new window title, the 8-bit forms of both, a bell, and a reversed direction. */
const attack = "\u001b[31m\u001b]0;owned\u0007\u009b2J\u009d0;x\u009c\u202eevil\u2066";
const shown = String.raw`\u{1b}[31m\u{1b}]0;owned\u{7}\u{9b}2J\u{9d}0;x\u{9c}\u{202e}evil\u{2066}`;
const obeyed = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;
const root = join(import.meta.dirname, "../../..");

test("controls, direction marks and invisible characters are shown as codes, the rest as it is", () => {
  expect(printable(attack)).toBe(shown);
  expect(printable("a\r\u0000\u007f\u061c\u200b\u2028\ufeff\u{e0041}\ud800")).toBe(
    String.raw`a\u{d}\u{0}\u{7f}\u{61c}\u{200b}\u{2028}\u{feff}\u{e0041}\u{d800}`,
  );
  const plain = "Ärger – 東京 עברית 👩‍👧 \u200c\n\tnext line \\u{1b}";
  expect(printable(plain)).toBe(plain);
  expect(printable(printable(attack))).toBe(shown);
});

test("JSON lines hold the same characters as codes of JSON, so that readers get them back", () => {
  const line = jsonLine({ text: `${attack}\u{e0041}` });
  expect(line.trimEnd()).not.toMatch(obeyed);
  expect(JSON.parse(line)).toEqual({ text: `${attack}\u{e0041}` });
});

interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

async function command(program: string, words: readonly string[], env = {}): Promise<Output> {
  const child = spawn(process.execPath, [join(root, `bin/${program}.ts`), ...words], {
    env: { ...process.env, CI: undefined, DATABASE_URL: undefined, MYSQL_PWD: undefined, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => (output[stream] += text));
  const [exitCode] = (await once(child, "close")) as [number];
  return { ...output, exitCode };
}

/** Runs the ETL on a good file into a folder of its own. */
const etl = (more: readonly string[] = [], csv = csvFile(csvOf(someCustomers(8)))) =>
  command("etl", ["--csv", csv, "--snapshots", join(temporaryFolder(), "snapshots"), ...more]);

/** A copy of `sql/` with one file more. */
function sqlWith(text: string): string {
  const folder = join(temporaryFolder(), "sql");
  cpSync(sqlFolder, folder, { recursive: true });
  writeFileSync(join(folder, "questions/added.sql"), text);
  return folder;
}
const matter = (title: string) =>
  `/*\ntitle: ${title}\nquestion: Q?\nchart: { type: bars, label: a, value: b }\ncolumns:\n  a: { label: A, type: text }\n  b: { label: B, type: integer }\n*/\n`;

/** A folder with the repository's report and one guard more. */
function reportWith(guard: string): string {
  const folder = temporaryFolder();
  const text = readFileSync(join(root, "report.yaml"), "utf8");
  writeFileSync(join(folder, "report.yaml"), `${text.trimEnd()}\n  - { ${guard}, then: stop }\n`);
  return folder;
}

/** A server whose greeting is a refusal, in the words of MySQL's protocol. */
async function refusingServer(message: string) {
  const server = createServer((socket) => {
    const body = Buffer.from(`\xff\x10\x04${message}`, "latin1");
    socket.on("error", () => undefined);
    socket.end(Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

const cases: Readonly<Record<string, () => Promise<Output>>> = {
  "a file's name": () => etl([], join(temporaryFolder(), `${attack}.csv`)),
  "an unknown option": () => etl([`--${attack}`]),
  "an option's value": () => etl(["--engine", attack]),
  "a folder's name in the progress": () =>
    command("etl", [
      "--csv",
      csvFile(csvOf(someCustomers(8))),
      "--snapshots",
      join(temporaryFolder(), attack),
    ]),
  "an error of SQL": () =>
    etl(["--sql", sqlWith(`${matter("T")}SELECT "${attack.replaceAll(";", "")}" AS a, 1 AS b`)]),
  "an error of front matter": () => etl(["--sql", sqlWith(`${matter(`[${attack}`)}SELECT 1`)]),
  "an unknown key of report.yaml": () =>
    etl(["--report", reportWith(`rows: fell, "${attack}": 1`)]),
  "an unknown metric of report.yaml": () =>
    etl(["--report", reportWith(`metric: ${JSON.stringify(attack)}, moved: 5%`)]),
  "an error of metadata": () => {
    const file = join(temporaryFolder(), "about.yaml");
    writeFileSync(file, `title: [${attack}\n`);
    return etl(["--about", file]);
  },
  "a guard's notice": async () => {
    const snapshots = join(temporaryFolder(), "snapshots");
    const rows = someCustomers(8);
    const before = csvFile(csvOf(rows));
    const env = { SOURCE_DATE_EPOCH: "0" };
    expect((await command("etl", ["--csv", before, "--snapshots", snapshots], env)).exitCode).toBe(
      0,
    );
    const since = csvFile(
      csvOf(rows.map((row, i) => (i < 4 ? { ...row, category: `A${attack}` } : row))),
    );
    return command("etl", ["--csv", since, "--snapshots", snapshots, "--accept-changes"], {
      SOURCE_DATE_EPOCH: "86400",
    });
  },
  "a server's message": async () => {
    const { server, port } = await refusingServer(Buffer.from(attack).toString("latin1"));
    try {
      return await etl(["--engine", "mysql", "--database-url", `mysql://u@127.0.0.1:${port}/d`]);
    } finally {
      server.close();
    }
  },
  "a user's name in an address": () =>
    etl([
      "--engine",
      "mysql",
      "--database-url",
      `mysql://${encodeURIComponent(attack)}@no-such-host.invalid/d`,
    ]),
  "a bench that does not exist": () => command("bench", [attack]),
  "an option of the sample": () => command("sample", [`--${attack}`]),
};

const expectEscaped = async (name: string) => {
  const { stdout, stderr } = (await cases[name]?.()) ?? { stdout: "", stderr: "" };
  expect(`${stdout}${stderr}`).not.toMatch(obeyed);
  expect(`${stdout}${stderr}`).toContain(String.raw`\u{1b}[31m`);
};
const [names, few] = [Object.keys(cases), 4];
test.for(names.slice(0, few))("%s reaches no terminal as it is", expectEscaped);
test.for(names.slice(few))("%s reaches no terminal as it is", fullTier, expectEscaped);

test("nor do errors as JSON lines", fullTier, async () => {
  const { stdout, stderr } = await etl(["--json"], join(temporaryFolder(), `${attack}.csv`));
  expect(`${stdout}${stderr}`).not.toMatch(obeyed);
  const last = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as { message: string };
  expect(last.message).toContain(attack);
});

test.skipIf(!hasTerminals)(
  "a terminal gets the bar's own erasing of its line and no more",
  fullTier,
  async () => {
    const folder = join(temporaryFolder(), `s${attack}`);
    const { shown: text, exitCode } = await atTerminal(
      [
        process.execPath,
        join(root, "bin/etl.ts"),
        "--csv",
        csvFile(csvOf(someCustomers(8))),
        "--snapshots",
        folder,
      ],
      { ...process.env, CI: undefined },
      "never",
      "",
    );
    expect(exitCode).toBe(0);
    expect(text).toContain("100%");
    expect(text.replaceAll("\r\u001b[K", "").replaceAll("\r\n", "\n")).not.toMatch(obeyed);
  },
);

test("no program writes to its streams past the escaping", () => {
  const escaped =
    /process\.std(out|err)\.write\((?!`?(\$\{)?(printable|jsonLine)\(|\s*`?(\$\{)?JSON\.stringify\()/;
  const files = ["bin", "bench", "tools", "etl", "sample"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
  // What starts the package imports nothing of the program, and writes nothing of anyone's.
  files.splice(files.indexOf("bin/customer-trends.ts"), 1);
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => escaped.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
  expect(
    files.filter((file) => /console\.\w+\(/.test(readFileSync(join(root, file), "utf8"))),
  ).toEqual([]);
});
