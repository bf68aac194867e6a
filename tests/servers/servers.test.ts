import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { privateServer, testServer } from "../../tools/servers/choose.ts";
import { readGreeting } from "../../tools/servers/greeting.ts";
import { withLock } from "../../tools/servers/lock.ts";
import { withoutSecrets } from "../../tools/servers/run.ts";

const kinds = ["mysql", "mariadb"] as const;
const versions = { mysql: /^(?!.*MariaDB)\d+\./, mariadb: /MariaDB/ } as const;
const held = z.object({ pid: z.number(), folder: z.string() });
const scratch = await mkdtemp(join(tmpdir(), "servers-test-"));

afterAll(() => rm(scratch, { recursive: true }));

/** A process that has ended but that nobody has asked after yet counts as ended. */
async function runs(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return stat !== undefined && !/\) Z /.test(stat);
}

describe.each(kinds)("a private %s", { timeout: 1_200_000 }, (kind) => {
  it("greets, comes back after a kill with the same port, and leaves nothing behind", async () => {
    const server = await privateServer(kind);
    const address = { host: "127.0.0.1", port: server.port };
    expect(server.version).toMatch(versions[kind]);
    const [first, url] = [server.pid, server.url];
    await server.kill();
    await expect(readGreeting(address)).rejects.toThrow("ECONNREFUSED");
    await server.restart();
    expect(server.pid).not.toBe(first);
    expect(server.url).toBe(url);
    expect(await readGreeting(address)).toBe(server.version);
    await server.stop();
    expect(await runs(server.pid)).toBe(false);
    expect(existsSync(server.dataFolder)).toBe(false);
  });

  it("refuses a folder that holds something else, and says why a start failed", async () => {
    await writeFile(join(scratch, "letter.txt"), "Dear reader");
    await expect(privateServer(kind, { dataFolder: scratch })).rejects.toThrow(
      "neither empty nor a data folder",
    );
    await expect(privateServer(kind, { extra: ["--nonsense=1"] })).rejects.toThrow(
      /unknown (variable|option)/,
    );
    expect(existsSync(join(scratch, "letter.txt"))).toBe(true);
  });

  it.each(["SIGINT", "SIGTERM", "SIGKILL", "throw", "forget"] as const)(
    "ends with the process that started it: %s",
    async (end) => {
      const how = end.startsWith("SIG") ? "wait" : end;
      const parent = spawn(process.execPath, [join(import.meta.dirname, "hold.ts"), kind, how], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const ended = once(parent, "exit");
      // A process that ends without a word would never be heard of.
      const [line] = (await Promise.race([once(parent.stdout, "data"), ended])) as [unknown];
      const { pid, folder } = held.parse(JSON.parse(String(line)));
      if (how === "wait") {
        expect(await runs(pid)).toBe(true);
        parent.kill(end as NodeJS.Signals);
      }
      await ended;
      await expect.poll(() => runs(pid), { timeout: 120_000 }).toBe(false);
      await expect.poll(() => existsSync(folder), { timeout: 120_000 }).toBe(false);
    },
  );

  it("is the one that the environment names, if that is the right one", async () => {
    const variable = kind === "mysql" ? "TEST_MYSQL_URL" : "TEST_MARIADB_URL";
    const other = kind === "mysql" ? "mariadb" : "mysql";
    const server = await privateServer(kind);
    expect(await testServer(kind, {}, { [variable]: server.url })).toMatchObject({
      owned: false,
      url: server.url,
      version: server.version,
    });
    await expect(
      testServer(other, {}, { TEST_MYSQL_URL: server.url, TEST_MARIADB_URL: server.url }),
    ).rejects.toThrow(/and not (MySQL|MariaDB) \d+/);
    await server.stop();
    const failure = await testServer(kind, {}, { [variable]: server.url }).catch((error: unknown) =>
      String(error),
    );
    expect(failure).toContain(
      `${variable} names mysql://127.0.0.1:${server.port}/customer_trends, where no server answers`,
    );
  });
});

it("says what a server refuses with", async () => {
  const message = "Too many connections";
  const packet = Buffer.from([
    message.length + 3,
    0,
    0,
    0,
    0xff,
    0x10,
    0x04,
    ...Buffer.from(message),
  ]);
  const server = createServer((socket) => socket.end(packet)).listen(join(scratch, "socket"));
  await once(server, "listening");
  await expect(readGreeting({ path: join(scratch, "socket") })).rejects.toThrow(
    "It refused: Too many connections",
  );
  server.close();
});

it("lets one at a time do what is locked, also after one has failed", async () => {
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await sleep(20);
    seen.push(`${name} ends`);
    if (name === "a") throw new Error("a failed");
  };
  const results = await Promise.allSettled(
    ["a", "b", "c"].map((name) => withLock(scratch, work(name))),
  );
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  for (let turn = 0; turn < 6; turn += 2)
    expect(seen[turn + 1]).toBe(seen[turn]?.replace("begins", "ends"));
});

it("shows no password", () => {
  expect(withoutSecrets("E: https://someone:secret@mirror/debian and mysql://root:x@h:1/d")).toBe(
    "E: https://mirror/debian and mysql://h:1/d",
  );
});
