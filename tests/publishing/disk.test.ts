import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { build, folderOfTests, setsOf, twoKnown, type Known } from "./builds.ts";

const folder = folderOfTests();

/** A disk of its own of so many bytes, for the running test. @returns where it is */
function disk(bytes: number): string {
  const place = mkdtempSync(join(folder, "disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", place]);
  onTestFinished(() => void execFileSync("umount", ["--lazy", place]));
  return place;
}

/** Whether a disk can be mounted here: only root may, and not in every container. */
function mountable(): boolean {
  const place = join(folder, "probe");
  mkdirSync(place);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "tmpfs", place]);
  return status === 0 && spawnSync("umount", [place]).status === 0;
}

describe.skipIf(!mountable())("on a disk of its own, which only root can mount", () => {
  let first: Known;
  let second: Known;
  beforeAll(async () => {
    [first, second] = await twoKnown(folder);
  });

  test.each([
    ["the snapshots", 100_000, /Error: .*snapshots cannot be written: ENOSPC/],
    ["the pages", 1_600_000, /Error: The pages could not be built: .*ENOSPC/],
  ])(
    "a disk that is full while %s are written: each folder is a whole set, and with space again the build succeeds",
    async (what, room, message) => {
      const place = disk(30_000_000 + room);
      expect((await build(first, place)).code).toBe(0);
      const { bavail, bsize } = statfsSync(place);
      writeFileSync(join(place, "filler"), Buffer.alloc(bavail * bsize - room, 1));
      const { code, output } = await build(second, place);
      expect(output).toMatch(message);
      expect(code).toBe(5);
      expect(setsOf(place)).toEqual({
        snapshots: (what === "the pages" ? second : first).snapshots,
        dist: first.dist,
      });
      expect(readdirSync(place).toSorted()).toEqual(["dist", "filler", "snapshots"]);
      rmSync(join(place, "filler"));
      expect((await build(second, place)).code).toBe(0);
      expect(setsOf(place)).toEqual({ snapshots: second.snapshots, dist: second.dist });
      expect(readdirSync(place).toSorted()).toEqual(["dist", "snapshots"]);
    },
  );

  test("a folder that cannot be written to: the build says so, and both sets stay", async () => {
    const place = disk(31_000_000);
    expect((await build(first, place)).code).toBe(0);
    execFileSync("mount", ["-o", "remount,ro", place]);
    const { code, output } = await build(second, place);
    expect(output).toMatch(/Error: .*snapshots cannot be written: EROFS/);
    expect(code).toBe(5);
    expect(setsOf(place)).toEqual({ snapshots: first.snapshots, dist: first.dist });
  });
});
