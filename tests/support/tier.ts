const full = process.env["TIER"] === "full";

/**
 * How many cases a generated test tries: `few` under `npm test`, `many` under `npm run test:full`.
 * vitest.config.ts lists the files that run in both tiers.
 */
export const cases = (few: number, many: number): number => (full ? many : few);
