import { expect, test } from "vitest";
import { fuzz } from "../../support/fuzz.ts";

test("5,000 mutated files end in figures or in a sentence", { timeout: 900_000 }, async () => {
  const { figures, refused } = await fuzz(5_000, 2);
  // Neither outcome is rare: the mutations damage files, and do not only destroy them.
  expect(Math.min(figures, refused)).toBeGreaterThan(1_000);
});
