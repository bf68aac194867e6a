const full = process.env["TIER"] === "full";

/** How many cases a test tries: `few` under `npm test`, `many` under `npm run test:full`. */
export const cases = (few: number, many: number): number => (full ? many : few);

/** For a test that only the full tier runs. */
export const fullTier = { tags: ["full"] };

/** For a test that both tiers run, the full one with more `cases`. */
export const sized = { tags: ["sized"] };
