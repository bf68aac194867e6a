import { expect, test } from "vitest";
import { fuzz } from "../../support/fuzz.ts";

test("200 mutated files end in figures or in a sentence", async () => {
  const { figures, refused } = await fuzz(200, 5);
  expect(Math.min(figures, refused)).toBeGreaterThan(30);
});
