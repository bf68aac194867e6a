import { expect, test } from "vitest";
import { fuzz } from "../../support/fuzz.ts";
import { fullTier } from "../../support/tier.ts";

test("1,000 mutated files end in figures or in a sentence", fullTier, async () => {
  const { figures, refused } = await fuzz(1_000, 2);
  // Neither outcome is rare: the mutations damage files without always destroying them.
  expect(Math.min(figures, refused)).toBeGreaterThan(200);
});
