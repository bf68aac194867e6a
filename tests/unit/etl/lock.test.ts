import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { withFolders } from "../../../etl/snapshot/lock.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure } from "../../support/runs.ts";

const holder = join(import.meta.dirname, "../../support/hold-folder.ts");
const nothing = () => Promise.resolve();
const hint = "Wait until it has finished, or name another folder. Nothing was changed.";

/** Another process that has the folder until it is killed. */
async function heldElsewhere(folder: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [holder, folder], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return async () => {
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  };
}

test("a folder that another process replaces is refused with a sentence, and others are not; that process killed, it is free again", async () => {
  const parent = temporaryFolder();
  const [folder, other] = [join(parent, "snapshots"), join(parent, "dist")];
  const kill = await heldElsewhere(folder);
  try {
    const error = await failure(withFolders([other, folder], nothing));
    expect(error.message).toMatch(/^Another build is writing to .*snapshots\.$/);
    expect(error).toMatchObject({ exitCode: 5, hint: hint });
    expect(await withFolders([other], () => Promise.resolve("done"))).toBe("done");
  } finally {
    await kill();
  }
  expect(readdirSync(parent)).toEqual(["snapshots.lock"]);
  expect(await withFolders([folder, other], () => Promise.resolve("done"))).toBe("done");
  expect(readdirSync(parent)).toEqual([]);
});

test("within one process it holds as well, for a folder by any of its names, and ends with what is done, also by a failure", async () => {
  const folder = join(temporaryFolder(), "a/b/snapshots");
  await withFolders([folder, `${folder}/`, join(folder, "../snapshots")], async () => {
    expect(await failure(withFolders([folder], nothing))).toMatchObject({ hint: hint });
    expect(existsSync(`${folder}.lock`)).toBe(true);
  });
  await expect(
    withFolders([folder], () => Promise.reject(new TypeError("the work"))),
  ).rejects.toThrow(new TypeError("the work"));
  expect(readdirSync(join(folder, ".."))).toEqual([]);
});

test("of processes that all want it, one at a time has it", async () => {
  const folder = join(temporaryFolder(), "snapshots");
  await Promise.all(
    Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, [holder, folder, "60"])),
  );
  expect(readdirSync(join(folder, ".."))).toEqual([]);
});

test("somebody's own file of that name is kept", async () => {
  const parent = temporaryFolder();
  writeFileSync(
    join(parent, "snapshots.lock"),
    "years of work, and none of it in a database, not even a little one of a few pages",
  );
  expect(await failure(withFolders([join(parent, "snapshots")], nothing))).toMatchObject({
    message: expect.stringMatching(/snapshots\.lock is not a lock file of this program/) as string,
    exitCode: 5,
  });
  expect(readFileSync(join(parent, "snapshots.lock"), "utf8")).toMatch(/^years of work/);
});

test("where no file can be made, it says why", async () => {
  const parent = temporaryFolder();
  mkdirSync(join(parent, "a"));
  writeFileSync(join(parent, "a/file"), "");
  const error = await failure(withFolders([join(parent, "a/file/snapshots")], nothing));
  expect(error.message).toMatch(/snapshots cannot be written: E(NOTDIR|EXIST)/);
  expect(error.exitCode).toBe(5);
});
