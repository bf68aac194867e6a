import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type Database } from "../../../etl/database.ts";
import { storedSums } from "../../../etl/plan/cube.ts";
import { margins } from "../../../etl/suppress/margins.ts";
import { rowsOf } from "../../../format/columns.ts";
import { worldOf } from "../../support/descriptions/world.ts";
import { temporaryFolder } from "../../support/folders.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

describe("where small groups are hidden", () => {
  const report = `currency: EUR
data: d.csv
table: t
row: { one: order, many: orders }
columns:
  a: { header: a, type: string }
  b: { header: b, type: string }
  x: { header: x, type: string }
metrics:
  n_of: { count: rows }
  part: { share: { x: "Yes" } }
dashboard:
  figures:
    - { id: one, bars: part, by: a }
    - { id: two, heatmap: part, by: [a, b] }
    - { id: three, stacked: n_of, by: [b, a] }
`;
  const lines = (a: string, b: string, yes: number, no: number) => [
    ...Array.from({ length: yes }, () => `${a},${b},Yes`),
    ...Array.from({ length: no }, () => `${a},${b},No`),
  ];
  const rows = [
    ...lines("a1", "b1", 3, 17),
    ...["b2", "b3"].flatMap((b) => lines("a1", b, 0, 20)),
    ...["b1", "b2", "b3"].flatMap((b) => [
      ...lines("a2", b, 5, 60),
      ...lines("a3", b, 20, 10),
      ...lines("a4", b, 20, 11),
    ]),
  ];
  const shown = async (least: number) => {
    const file = join(temporaryFolder(), "data.csv");
    const world = await worldOf(
      { yaml: report, csv: `a,b,x\n${rows.join("\n")}\n` },
      database,
      file,
    );
    const { columns } = margins(world.results.groupings, storedSums(world.asked.analysis), least);
    return rowsOf(columns).filter((row) => row["dimension"] === "a" && row["dimension_2"] !== null);
  };

  test("pairs of values do not add up to a share that is hidden", async () => {
    const found = await shown(5);
    // Those of a1 are three, so those of a2 are hidden too, and one of its parts.
    expect(
      found.filter((row) => row["dimension_2"] === "part_count").map(({ value }) => value),
    ).toEqual(["a3", "a3", "a4", "a4"]);
    const pairs = found.filter((row) => row["dimension_2"] === "b");
    expect(pairs).toHaveLength(12);
    for (const value of ["a1", "a2"])
      expect(
        pairs.filter((row) => row["value"] === value && row["sum_part_count"] === null),
      ).toHaveLength(1);
  });

  test("two figures by the same two dimensions share their groups", async () => {
    const pairs = (await shown(1)).filter((row) => row["dimension_2"] === "b");
    expect(pairs).toHaveLength(12);
    expect(pairs.every((row) => row["sum_part_count"] !== null)).toBe(true);
  });
});
