import { expect, test } from "vitest";
import { fuzz } from "../../support/fuzz.ts";
import { fullTier } from "../../support/tier.ts";

test("700 mutated files end in figures or in a sentence", fullTier, async () => {
  const { figures, refused } = await fuzz(700, 1);
  // Neither outcome is rare: the mutations damage files without always destroying them.
  expect(Math.min(figures, refused)).toBeGreaterThan(140);
});
