import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { marker } from "../../etl/snapshot/publish.ts";
import { begin, build, folderOfTests, setsOf, twoKnown, type Known } from "./builds.ts";

const kills = Number(process.env["KILLS"] ?? 16);
const folder = folderOfTests();

/**
 * When to kill: at any moment of the build, from when one of its sets is complete and about to be
 * put in place, or once it has been.
 */
const moments = [
  "any",
  "snapshots complete",
  "snapshots replaced",
  "any",
  "dist complete",
  "dist replaced",
] as const;
type Moment = (typeof moments)[number];

const work = join(folder, "work");
const setOf = (moment: Moment) =>
  moment === "any" ? undefined : moment.startsWith("dist") ? "dist" : "snapshots";
const numberOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.ino;

/**
 * Whether a moment has come. The marker of a complete set is the last that is written to it; a set
 * that was replaced is another folder.
 */
function watch(moment: Moment): () => boolean {
  const set = setOf(moment);
  if (set === undefined) return () => true;
  if (moment.endsWith("complete")) {
    const mark = join(work, `${set}.next`, "set", marker);
    // A killed build may have left one, which the next clears away first.
    let cleared = false;
    return () => {
      const there = existsSync(mark);
      cleared ||= !there;
      return cleared && there;
    };
  }
  const before = numberOf(join(work, set));
  return () => ![before, undefined].includes(numberOf(join(work, set)));
}

async function killed(known: Known, moment: Moment, duration: number): Promise<"killed" | "ended"> {
  const hasCome = watch(moment);
  const running = begin(known, work);
  if (moment === "any") await Promise.race([sleep(Math.random() * duration), running.ended]);
  else {
    while (!hasCome() && running.child.exitCode === null) await sleep(1);
    await sleep(Math.random() * (moment.endsWith("complete") ? 60 : 10));
  }
  const alive = running.child.exitCode === null;
  if (alive && running.child.pid !== undefined) process.kill(-running.child.pid, "SIGKILL");
  const { code } = await running.ended;
  return code === null ? "killed" : "ended";
}

test(
  `after each of ${kills} kills of a build, both folders are the old set or the new one, and the next build clears up`,
  async () => {
    const [first, second] = await twoKnown(folder);
    mkdirSync(work);
    const start = performance.now();
    expect((await build(first, work)).code).toBe(0);
    const duration = performance.now() - start;
    const nameOf = (set: string, kind: "snapshots" | "dist") =>
      set === first[kind] ? "first" : set === second[kind] ? "second" : `neither, but ${set}`;
    const tally = new Map<string, number>();
    let old: Known = first;
    for (let index = 0; index < kills; index++) {
      const moment = moments[index % moments.length] ?? "any";
      const next = old === first ? second : first;
      const before = setsOf(work);
      const how = await killed(next, moment, duration);
      const after = setsOf(work);
      const names = {
        snapshots: nameOf(after.snapshots, "snapshots"),
        dist: nameOf(after.dist, "dist"),
      };
      const about = `kill ${index + 1} at ${moment}: ${JSON.stringify(names)}`;
      expect(["first", "second"], about).toContain(names.snapshots);
      expect(["first", "second"], about).toContain(names.dist);
      // A new site without the snapshots that it was made of would have come from nowhere.
      if (after.dist === next.dist && before.dist !== next.dist)
        expect(after.snapshots, about).toBe(next.snapshots);
      const replaced = moment.endsWith("replaced") ? setOf(moment) : undefined;
      if (replaced)
        expect(names[replaced], `${about}, seen to be replaced`).toBe(
          next === first ? "first" : "second",
        );
      const outcome = `${moment}: ${how}, snapshots ${after.snapshots === next.snapshots ? "new" : "old"}, dist ${after.dist === next.dist ? "new" : "old"}`;
      tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      old = after.snapshots === next.snapshots ? next : old;
    }
    for (const known of [first, second]) {
      const { code, output } = await build(known, work);
      expect(code, output).toBe(0);
      expect(setsOf(work)).toEqual({ snapshots: known.snapshots, dist: known.dist });
      expect(readdirSync(work).toSorted()).toEqual(["dist", "snapshots"]);
    }
    const all = [...tally]
      .filter(([outcome]) => outcome.includes("killed"))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(all, "most builds were not over before they were killed").toBeGreaterThan(kills / 2);
    if (process.env["KILLS"])
      process.stdout.write(
        `${[...tally]
          .toSorted()
          .map(([outcome, count]) => `${String(count).padStart(4)}  ${outcome}`)
          .join("\n")}\n`,
      );
  },
  300_000 + kills * 60_000,
);
