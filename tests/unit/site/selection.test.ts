import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Metric } from "../../../format/report.ts";
import {
  admits,
  choose,
  chosenIn,
  emptySelection,
  isChosen,
  isEmptySelection,
  isSame,
  pick,
  toggle,
  without,
  type Clause,
  type Selection,
} from "../../../src/model/selection.ts";
import { nobody, type Sums } from "../../../src/model/metric.ts";
import * as sentences from "../../../src/sentences/selection.ts";
import { metric, model } from "../../support/model.ts";

const { dimensions } = model;
const dimensionNames = dimensions.map(({ name }) => name);
const describeSelection = (selection: Selection) => sentences.describeSelection(selection, model);
const values = ["a", "b", "c"];
const dimension = fc.constantFrom(...dimensionNames);
/** Dimensions are chosen in any order. */
const selection: fc.Arbitrary<Selection> = fc
  .shuffledSubarray(dimensionNames)
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.shuffledSubarray(values)))),
  )
  .map((chosen) => chosen.reduce((all, [name, some]) => choose(all, name, some), emptySelection));
const clause: fc.Arbitrary<Clause> = fc
  .subarray([...dimensionNames], { minLength: 1, maxLength: 2 })
  .chain((names) =>
    fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom(...values)]))),
  );

describe("a selection", () => {
  test("has its dimensions in one order, and none without a value", () => {
    fc.assert(
      fc.property(selection, (chosen) => {
        const inOrder = chosenIn(chosen, dimensions).map(([{ name }, some]) => [name, some]);
        expect(inOrder.map(([name]) => name)).toEqual(
          dimensionNames.filter((name) => chosen[name]),
        );
        expect(Object.fromEntries(inOrder)).toEqual(chosen);
        expect(Object.values(chosen).every(({ length }) => length > 0)).toBe(true);
        expect(isEmptySelection(chosen)).toBe(Object.keys(chosen).length === 0);
      }),
    );
  });

  test("with a value toggled twice restricts as before", () => {
    fc.assert(
      fc.property(selection, dimension, fc.constantFrom(...values), (chosen, name, value) => {
        const once = toggle(chosen, name, value);
        expect(once[name]?.includes(value) ?? false).toBe(
          !(chosen[name]?.includes(value) ?? false),
        );
        expect(isSame(once, chosen)).toBe(false);
        expect(isSame(toggle(once, name, value), chosen)).toBe(true);
      }),
    );
  });

  test("with a mark picked is, in its dimensions, that mark alone; picked again they are free, and the others stay", () => {
    fc.assert(
      fc.property(selection, clause, (chosen, mark) => {
        const names = Object.keys(mark);
        const others = without(chosen, names);
        const first = isChosen(chosen, mark) ? without(chosen, names) : chosen;
        const picked = pick(first, mark);
        expect(isChosen(picked, mark)).toBe(true);
        expect(admits(picked, mark)).toBe(true);
        expect(without(picked, names)).toEqual(others);
        expect(pick(picked, mark)).toEqual(others);
      }),
    );
  });

  test("admits a mark where nothing else is chosen in its dimensions", () => {
    fc.assert(
      fc.property(selection, clause, (chosen, mark) => {
        expect(admits(chosen, mark)).toBe(
          Object.entries(mark).every(([name, value]) => chosen[name]?.includes(value) ?? true),
        );
        expect(admits(emptySelection, mark)).toBe(true);
        expect(isChosen(emptySelection, mark)).toBe(false);
      }),
    );
  });

  test("is the same in whatever order its values were chosen, and another with one more", () => {
    fc.assert(
      fc.property(selection, selection, (a, b) => {
        const turned = Object.fromEntries(
          Object.entries(a)
            .toReversed()
            .map(([name, some]) => [name, some.toReversed()]),
        );
        expect(isSame(a, turned)).toBe(true);
        const sorted = (chosen: Selection) =>
          dimensionNames.map((name) => chosen[name]?.toSorted() ?? []);
        expect(isSame(a, b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
  });
});

test("every dimension has a key of its own in links and a name, and each slicer is a dimension", () => {
  expect(new Set(dimensions.map(({ key }) => key)).size).toBe(dimensions.length);
  expect(
    dimensions.every(({ key, label }) => /^[a-z]+$/.test(key) && key !== "vs" && label !== ""),
  ).toBe(true);
  expect(model.dashboard.slicers.every((name) => dimensionNames.includes(name))).toBe(true);
});

test("a selection in words names its values, and everybody where nothing is chosen", () => {
  expect(describeSelection(emptySelection)).toBe("all customers");
  expect(
    describeSelection({
      season: ["Winter"],
      category: ["Clothing", "Footwear"],
      subscription_status: ["Yes"],
    }),
  ).toBe("Subscribers, Clothing or Footwear, Winter");
  expect(describeSelection({ subscription_status: ["No", "Maybe"] })).toBe(
    "Not subscribed or Maybe",
  );
});

test("what is announced says how many of all, and what they bring in", () => {
  const sums = (customers: number, revenue: number) => ({ ...nobody(model), customers, revenue });
  const extent = (part: Sums, whole: Sums) => sentences.extent(part, whole, model);
  expect(extent(sums(556, 3363600), sums(3900, 23308100))).toBe("556 of 3,900 customers, $33,636");
  expect(extent(sums(3900, 23308129), sums(3900, 23308129))).toBe(
    "All 3,900 customers, $233,081.29",
  );
  expect(extent(sums(0, 0), sums(1, 100))).toBe("0 of 1 customer, $0");
  const led = (lead: string) => ({ ...model, dashboard: { ...model.dashboard, lead } });
  const [part, whole] = [sums(556, 3363600), sums(3900, 23308100)];
  expect(sentences.extent(part, whole, led("customers"))).toBe("556 of 3,900 customers");
  const rated = { ...part, review_rating_sum: 208500 };
  const summed: Metric = {
    ...metric("revenue"),
    name: "points",
    measure: "points of rating",
    kind: "fixed",
    sum: "review_rating_sum",
  };
  expect(
    sentences.extent(rated, whole, { ...led("points"), metrics: [...model.metrics, summed] }),
  ).toBe("556 of 3,900 customers, 2,085.00 points of rating");
});
