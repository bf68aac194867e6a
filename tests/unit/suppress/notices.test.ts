import { expect, test } from "vitest";
import { shownNotice } from "../../../etl/suppress/notices.ts";

test.for([
  [
    'Trimmed the spaces around 3 values of "Category".',
    'Trimmed the spaces around fewer than 5 values of "Category".',
  ],
  [
    'Trimmed the spaces around 5 values of "Category".',
    'Trimmed the spaces around 5 values of "Category".',
  ],
  [
    'Read 1,204 values of "Age" without leading zeros.',
    'Read 1,204 values of "Age" without leading zeros.',
  ],
  [
    "Left out 2 of 3,902 lines, which cannot be used.",
    "Left out fewer than 5 lines, which cannot be used.",
  ],
  [
    "Left out 39 of 3,902 lines, which cannot be used.",
    "Left out 39 of 3,902 lines, which cannot be used.",
  ],
] as const)("%s", ([notice, told]) => {
  expect(shownNotice(notice, 5)).toBe(told);
});
