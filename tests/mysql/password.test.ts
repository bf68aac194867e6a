import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { csvFile, csvOf, someCustomers } from "../support/customers.ts";
import { temporaryFolder } from "../support/folders.ts";
import { atTerminal, hasTerminals } from "../support/terminal.ts";

const wrong = "not-the-password-7351";
let server: RunningServer;
let right: string;
beforeAll(async () => {
  server = await privateServer("mysql");
  right = new URL(server.url).password;
}, 1_200_000);
afterAll(() => server.stop());

/**
 * The real command on the server, without a password unless one is given; what goes wrong is told
 * at length.
 */
function command(password = "", env: Readonly<Record<string, string>> = {}) {
  const url = new URL(server.url);
  url.password = password;
  const folder = join(temporaryFolder(), "snapshots");
  return {
    words: [
      process.execPath,
      "bin/etl.ts",
      "--engine=mysql",
      `--csv=${csvFile(csvOf(someCustomers()))}`,
      `--snapshots=${folder}`,
    ],
    env: {
      ...process.env,
      MYSQL_PWD: undefined,
      CI: undefined,
      DATABASE_URL: url.href,
      DEBUG: "1",
      ...env,
    },
    /** Every byte of what it wrote. */
    written: () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), "latin1"))
        .join(),
  };
}

/** Runs the command where nobody can be asked. */
function unattended({ words: [program = "", ...words], env }: ReturnType<typeof command>) {
  const { status, stdout, stderr } = spawnSync(program, words, {
    env,
    encoding: "utf8",
    input: `${right}\n`,
  });
  return { exitCode: status, shown: stdout + stderr };
}

const mend =
  'The password or the user "trends" is wrong. Give the password in MYSQL_PWD, in DATABASE_URL, or at the prompt.';
const prompt = "(Enter for none): ";

test.skipIf(!hasTerminals)(
  "a password is asked for at a terminal, which does not show it",
  async () => {
    const { words, env, written } = command();
    const { shown, exitCode } = await atTerminal(words, env, prompt, `${right}\r`);
    expect({ shown, exitCode }).toMatchObject({
      exitCode: 0,
      shown: expect.stringContaining(
        `Password of trends@127.0.0.1:${server.port}/customer_trends ${prompt}\r\n`,
      ) as string,
    });
    expect(shown).not.toContain(right);
    expect(written()).toContain("MySQL");
    expect(written()).not.toContain(right);
  },
);

test.skipIf(!hasTerminals).each([
  ["a wrong one", `${wrong}\r`],
  ["none", "\r"],
  ["the end of the input", "\x04"],
])("%s, typed at the prompt, is refused with the mend and not shown", async (_, typed) => {
  const { words, env } = command();
  const { shown, exitCode } = await atTerminal(words, env, prompt, typed);
  expect(exitCode).toBe(6);
  expect(shown).toContain("Access denied");
  expect(shown).toContain(mend);
  expect(shown).not.toContain(wrong);
});

test.skipIf(!hasTerminals)(
  "Ctrl+C at the prompt ends the command, and nothing more is said",
  async () => {
    const { words, env } = command();
    const { shown, exitCode } = await atTerminal(words, env, prompt, "half a pass\x03");
    expect(exitCode).toBe(130);
    expect(shown).toMatch(/\(Enter for none\): \r\n$/);
  },
);

test("nobody is asked where there is no terminal", () => {
  const { shown, exitCode } = unattended(command());
  expect(exitCode).toBe(6);
  expect(shown).toContain(mend);
  expect(shown).not.toContain("Password of");
  expect(shown).not.toContain(right);
});

test.skipIf(!hasTerminals)("nobody is asked where the output is for programs", async () => {
  const { words, env } = command();
  const { shown, exitCode } = await atTerminal([...words, "--json"], env, prompt, "");
  expect(exitCode).toBe(6);
  expect(shown).not.toContain("Password of");
});

test.each(["the URL", "the environment"])(
  "a password in %s is taken, and shown nowhere, right or wrong",
  (where) => {
    const given = (password: string) =>
      where === "the URL" ? command(password) : command("", { MYSQL_PWD: password });
    const good = given(right);
    const accepted = unattended(good);
    const refused = unattended(given(wrong));
    expect([accepted.exitCode, refused.exitCode]).toEqual([0, 6]);
    expect(refused.shown).toContain(mend);
    for (const text of [accepted.shown, refused.shown, good.written()])
      for (const secret of [right, wrong]) expect(text).not.toContain(secret);
  },
);
