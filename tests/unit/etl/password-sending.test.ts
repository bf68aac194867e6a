import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAddress } from "../../../etl/load/mysql/address.ts";
import { connect } from "../../../etl/load/mysql/connect.ts";
import { fakeMysql } from "../../support/fake-mysql.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure } from "../../support/runs.ts";

const password = "S3cret of the keeper";
const now = () => Promise.resolve();
const address = (port: number, more = "") =>
  parseAddress(`mysql://keeper@127.0.0.1:${port}/trends${more}`, { MYSQL_PWD: password });

test.each([
  ["caching_sha2_password", "The password was not sent: the connection is not encrypted"],
  ["sha256_password", "The password was not sent: the connection is not encrypted"],
  ["mysql_clear_password", "The server asks for the password as plain text, which is never sent."],
])("a server without TLS that asks by %s does not get the password", async (plugin, message) => {
  for (const mode of ["PREFERRED", "DISABLED"]) {
    const server = await fakeMysql(plugin, password);
    const error = await failure(connect(address(server.port, `?ssl-mode=${mode}`), now));
    expect(error.message).toContain(message);
    expect(error.hint).toContain("?ssl-mode=REQUIRED");
    expect(error.exitCode).toBe(6);
    expect(server.answers(), "it got to the question").toBe(1);
    expect(server.stolen).toEqual([]);
    expect(server.received().includes(password)).toBe(false);
  }
});

test.each(["mysql_old_password", "dialog", "client_ed25519", "toString", "__proto__", ""])(
  "nor by the plugin %j, which nobody knows",
  async (plugin) => {
    const server = await fakeMysql(plugin, password);
    const error = await failure(connect(address(server.port), now));
    expect(error.exitCode).toBe(6);
    expect(server.answers()).toBe(1);
    expect(server.stolen).toEqual([]);
  },
);

test("a server that must have TLS and offers none gets not even a user's name", async () => {
  const server = await fakeMysql("caching_sha2_password", password);
  const error = await failure(connect(address(server.port, "?ssl-mode=VERIFY_IDENTITY"), now));
  expect(error.hint).toContain("offers no TLS");
  expect(server.received().includes("keeper")).toBe(false);
});

test.each(["caching_sha2_password", "sha256_password"])(
  "a server whose key was given gets it, encrypted with that key: %s",
  async (plugin) => {
    const server = await fakeMysql(plugin, password);
    const file = join(temporaryFolder(), "server.pem");
    writeFileSync(file, server.publicKey);
    const more = `?ssl-mode=DISABLED&server-public-key=${encodeURIComponent(file)}`;
    const error = await failure(connect(address(server.port, more), now));
    expect(error.message).toContain("Access denied");
    expect(server.stolen).toEqual([password]);
    expect(server.received().includes(password)).toBe(false);
  },
);

test("another server does not get it by that key", async () => {
  const [right, wrong] = [
    await fakeMysql("caching_sha2_password", password),
    await fakeMysql("caching_sha2_password", password),
  ];
  const file = join(temporaryFolder(), "server.pem");
  writeFileSync(file, right.publicKey);
  const more = `?ssl-mode=DISABLED&server-public-key=${encodeURIComponent(file)}`;
  await failure(connect(address(wrong.port, more), now));
  expect(wrong.answers()).toBe(1);
  expect(wrong.stolen.filter((found) => found === password)).toEqual([]);
});

test("a key that is not there is named", async () => {
  const error = await failure(connect(address(1, "?server-public-key=/nowhere/key.pem"), now));
  expect(error.message).toContain("The public key /nowhere/key.pem cannot be read");
  expect(error.exitCode).toBe(2);
});
