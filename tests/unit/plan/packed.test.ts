import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packedBytes } from "../../../etl/plan/packed.ts";
import { field } from "../../../etl/result-table.ts";
import { decodeArrow, encodeArrow } from "../../../format/arrow.ts";
import { columnsFrom, type Columns, type Value } from "../../../format/columns.ts";
import { seeded } from "../../../sample/random.ts";
import { run } from "../../support/runs.ts";
import { cases, sized } from "../../support/tier.ts";

/** How many bytes a cube is said to have, of those that it has as `gzip -9` packs it. */
const ratioOf = (cube: Columns) =>
  packedBytes(cube) / gzipSync(encodeArrow(cube, true), { level: 9 }).length;

function expectNear(cube: Columns, about: string): void {
  expect(ratioOf(cube), about).toBeGreaterThan(0.7);
  expect(ratioOf(cube), about).toBeLessThan(1.3);
}

interface Shape {
  readonly seed: number;
  /** How many values each dimension has. */
  readonly sizes: readonly number[];
  /** How many rows were counted. */
  readonly rows: number;
  /** From 1, where values are as frequent as each other. */
  readonly skew: number;
  /** The largest amount, in cents. */
  readonly most: number;
}

/** The cube of rows made from a seed: their number, amounts in cents, ratings, and a share. */
function cubeOf({ seed, sizes, rows, skew, most }: Shape): Columns {
  const { next } = seeded(seed);
  const cells = new Map<string, [string[], number, number, number, number]>();
  for (let row = 0; row < rows; row++) {
    const keys = sizes.map((size, at) => `Value ${Math.floor(size * next() ** skew)} of ${at}`);
    const cell = cells.get(keys.join()) ?? [keys, 0, 0, 0, 0];
    cells.set(keys.join(), cell);
    cell[1]++;
    cell[2] += Math.floor(next() * most);
    cell[3] += 250 + 10 * Math.floor(next() * 25);
    cell[4] += Number(next() < 0.43);
  }
  const tuples = [...cells]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [keys, ...amounts]]): Value[] => [...keys, ...amounts]);
  return columnsFrom(
    [
      ...sizes.map((_, at) => field(`dimension_${at}`, "text", `Dimension ${at}`)),
      field("customers", "count", "Customers"),
      field("revenue", "money", "Revenue", "USD"),
      field("rating_sum", "decimal", "Sum of rating"),
      field("share_count", "count", "Share", "", "customers"),
    ],
    tuples,
  );
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  sizes: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 2, max: 8 }) },
      fc.integer({ min: 9, max: 42 }),
    ),
    { minLength: 1, maxLength: 7 },
  ),
  rows: fc.integer({ min: 0, max: 100 }).map((power) => Math.round(100 * 2 ** (power / 10))),
  skew: fc.integer({ min: 10, max: 25 }).map((tenths) => tenths / 10),
  most: fc.integer({ min: 4, max: 5 }).map((digits) => 10 ** digits),
});

describe("the bytes of a packed cube are foreseen within 30%", () => {
  const real = process.env["REAL_CSV"] ?? "";
  test.for([
    ["the sample", "data/customers.csv"],
    ["the real export (REAL_CSV)", real],
  ] as const)("of %s", async ([what, csv], { skip }) => {
    skip(!existsSync(csv), `${what} is not there`);
    const { rows, folder } = await run(csv);
    const cube = decodeArrow(readFileSync(join(folder, "cube-main.arrow")));
    expect(rows("cube-main").length).toBeGreaterThan(2_000);
    expectNear(cube, what);
  });

  const few = cases(20, 300);
  test(`of ${few} generated cubes of 100 to 20,000 cells`, sized, () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const cube = cubeOf(shape);
        fc.pre(cube.length >= 100 && cube.length <= 20_000);
        expectNear(cube, JSON.stringify(shape));
      }),
      { numRuns: few },
    );
  });
});
