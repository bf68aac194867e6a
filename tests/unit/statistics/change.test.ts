import { describe, expect, test } from "vitest";
import { seeded } from "../../../sample/random.ts";
import {
  countChange,
  meanChange,
  shareChange,
  totalChange,
  type Change,
} from "../../../src/statistics/change.ts";
import type { Sample } from "../../../src/statistics/sample.ts";
import { normals } from "../../support/normals.ts";

const runs = 4000;

/** A Poisson number: how many exponential waits fit into `mean`. */
function poisson(mean: number, next: () => number): number {
  let [count, time] = [0, -Math.log(1 - next())];
  for (; time < mean; time -= Math.log(1 - next())) count++;
  return count;
}

const sampleOf = (values: readonly number[]): Sample => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value * value, 0),
});

/**
 * In which share of many pairs of editions the interval holds the true change, and in which share p
 * says that it is more than chance.
 */
function told(truth: number, draw: () => Change): { covered: number; called: number } {
  const found = Array.from({ length: runs }, draw);
  return {
    covered: found.filter(({ low, high }) => low <= truth && truth <= high).length / runs,
    called: found.filter(({ p }) => p < 0.05).length / runs,
  };
}

/** Four standard errors of a share of 95 in 100. */
const near = 4 * Math.sqrt((0.95 * 0.05) / runs);

function expectHonest({ covered, called }: { covered: number; called: number }): void {
  expect(Math.abs(covered - 0.95)).toBeLessThan(near);
  expect(called).toBeLessThan(0.05 + near);
}

describe("between two editions, the interval of a change holds the truth in about 95 of 100, and no change is called one in at most 5", () => {
  const next = seeded(21).next;
  const deviate = normals(22);
  const basket = (mean: number) =>
    Array.from({ length: poisson(mean, next) }, () => 60 + 24 * deviate());

  test("of a number of customers", () => {
    expectHonest(told(0, () => countChange(poisson(200, next), poisson(200, next))));
    expect(
      Math.abs(told(50, () => countChange(poisson(200, next), poisson(250, next))).covered - 0.95),
    ).toBeLessThan(near);
    expect(
      told(100, () => countChange(poisson(200, next), poisson(300, next))).called,
    ).toBeGreaterThan(0.95);
  });

  test("of a total, whose number of customers varies as well", () => {
    expectHonest(told(0, () => totalChange(sampleOf(basket(150)), sampleOf(basket(150)))));
    expect(
      Math.abs(
        told(3000, () => totalChange(sampleOf(basket(150)), sampleOf(basket(200)))).covered - 0.95,
      ),
    ).toBeLessThan(near);
  });

  test("of a mean", () => {
    expectHonest(told(0, () => meanChange(sampleOf(basket(150)), sampleOf(basket(150)))));
  });

  test("of a share", () => {
    const hits = () => Array.from({ length: 300 }, next).filter((value) => value < 0.27).length;
    expectHonest(told(0, () => shareChange({ hits: hits(), n: 300 }, { hits: hits(), n: 300 })));
  });
});

test("the same figures twice are no change", () => {
  const sample = sampleOf([20, 30, 70]);
  for (const { estimate, p } of [
    countChange(9, 9),
    totalChange(sample, sample),
    meanChange(sample, sample),
    shareChange({ hits: 2, n: 9 }, { hits: 2, n: 9 }),
  ])
    expect([estimate, p]).toEqual([0, expect.closeTo(1, 9)]);
});
