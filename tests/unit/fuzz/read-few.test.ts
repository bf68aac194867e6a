import { expect, test } from "vitest";
import { fuzz } from "../../support/fuzz.ts";

test("60 mutated files end in figures or in a sentence", async () => {
  const { figures, refused } = await fuzz(60, 5);
  expect(Math.min(figures, refused)).toBeGreaterThan(9);
});
