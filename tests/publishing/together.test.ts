import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build, folderOfTests, setsOf, twoKnown } from "./builds.ts";

const folder = folderOfTests();

test("of two builds into the same folders one is refused with a sentence, and both sets are the other's; into different folders both succeed", async () => {
  const [first, second] = await twoKnown(folder);
  const place = join(folder, "work");
  mkdirSync(place);
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const ended = await Promise.all([build(one, place), build(other, place)]);
    expect(ended.map(({ code }) => code).toSorted()).toEqual([0, 5]);
    expect(ended.find(({ code }) => code === 5)?.output).toMatch(
      /Error: Another build is writing to .*(snapshots|dist)\.\nWait until it has finished/,
    );
    const winner = ended[0].code === 0 ? one : other;
    expect(setsOf(place)).toEqual({ snapshots: winner.snapshots, dist: winner.dist });
    expect(readdirSync(place).toSorted()).toEqual(["dist", "snapshots"]);
  }
  const places = [join(folder, "here"), join(folder, "there")] as const;
  for (const each of places) mkdirSync(each);
  const both = await Promise.all([build(first, places[0]), build(second, places[1])]);
  expect(both.map(({ code, output }) => (code === 0 ? "" : output))).toEqual(["", ""]);
  expect(places.map(setsOf)).toEqual(
    [first, second].map(({ snapshots, dist }) => ({ snapshots, dist })),
  );
});
