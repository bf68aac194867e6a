/**
 * The npm scripts of each tier: lanes run side by side, the scripts of a lane one after another.
 */
export const tiers = {
  fast: [
    ["check", "lint", "test:smoke"],
    ["test:unit", "test:parity"],
  ],
  full: [
    ["test:generated", "test:mysql", "test:servers"],
    ["test:browser", "test:lighthouse", "test:publishing", "test:workflows"],
  ],
} as const satisfies Record<string, readonly (readonly string[])[]>;
