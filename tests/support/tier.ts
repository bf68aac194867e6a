const full = process.env["TIER"] === "full";

/** The cases a test tries, or how many: `few` under `npm test`, `many` under `npm run test:full`. */
export const cases = <T>(few: T, many: T): T => (full ? many : few);

/** For a test that only the full tier runs. */
export const fullTier = { tags: ["full"] };

/** For a test that both tiers run, the full one with more `cases`. */
export const sized = { tags: ["sized"] };
