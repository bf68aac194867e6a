import type { Choose } from "./choose.ts";
import type { Known } from "./columns.ts";
import {
  bins,
  compute,
  fill,
  isText,
  madeNames,
  map,
  oneOf,
  quantiles,
  replace,
  type Make,
} from "./making.ts";

const drop: Make = (choose, known) => {
  const column = oneOf(choose, known);
  const other = oneOf(
    choose,
    known.filter((each) => column && each !== column && isText(each) === isText(column)),
  );
  if (!column || !other) return undefined;
  // What is dropped may be named later; then that is left out.
  const isTold = choose.yes(0.3);
  return {
    step: { drop: column.name, ...(isTold ? {} : { when_equal_to: other.name }) },
    known:
      isTold && !madeNames.has(column.name) && choose.yes(0.7)
        ? known.filter((each) => each !== column)
        : known,
  };
};

const filter: Make = (choose, known) => {
  const column = oneOf(
    choose,
    known.filter(({ first }) => first !== undefined),
  );
  const first = column?.first;
  if (!column || first === undefined) return undefined;
  if (typeof first === "string")
    return {
      step: {
        filter: column.name,
        keep: [...new Set([first, ...choose.some(column.values, 0, 9)])],
      },
      known,
    };
  const limit = (by: number) => Number((first + by).toFixed(column.decimals ?? 0));
  return {
    step: {
      filter: column.name,
      ...choose.of([
        { minimum: limit(0) },
        { maximum: limit(10) },
        { minimum: limit(-5), maximum: limit(5) },
      ]),
    },
    known,
  };
};

const deduplicate: Make = (choose, known) => {
  const names = choose.some(known, 1, 3).map(({ name }) => name);
  const [only] = names;
  return {
    step: {
      deduplicate: names.length === 1 ? only : names,
      ...choose.maybe(0.3, () => ({ keep: "last" })),
    },
    known,
  };
};

/** The steps that make and mend columns, then those that choose rows: the first row is kept longest. */
const early: readonly Make[] = [
  fill,
  fill,
  quantiles,
  bins,
  bins,
  map,
  replace,
  compute,
  drop,
  filter,
];

/** Up to six steps in a sensible order, and the columns that there are after them. */
export function cleaningOf(
  choose: Choose,
  raw: readonly Known[],
): { steps: object[]; known: readonly Known[] } {
  const steps: object[] = [];
  let known = raw;
  const add = (make: Make) => {
    const done = make(choose, known);
    if (!done) return;
    known = done.known;
    steps.push({ ...done.step, id: `step-${steps.length + 1}` });
  };
  for (let left = choose.int(0, 5); left > 0; left--) add(choose.of(early));
  if (choose.yes(0.2)) add(deduplicate);
  return { steps, known };
}
