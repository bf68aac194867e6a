import type { Database } from "../database.ts";
import type { Draft } from "../draft.ts";

import { correlations } from "./correlations.ts";
import { describe } from "./describe.ts";
import { ages, histograms } from "./histograms.ts";
import { duplicates, missing } from "./missing.ts";
import { magnitudes, prepareNumbers } from "./numbers.ts";
import { outliers } from "./outliers.ts";

export interface ProfileResult {
  readonly drafts: readonly Draft[];
  readonly duplicates: { readonly customerIds: number; readonly apartFromId: number };
}

/** Stage 3: what `.info()` and `.describe()` tell an analyst, outliers, histograms and correlations, from `raw` and `customer`. */
export async function profile(database: Database, dropped: readonly string[], advance: (share: number) => void): Promise<ProfileResult> {
  await prepareNumbers(database);
  const largest = await magnitudes(database);
  advance(0.2);
  const described = await describe(database, dropped, largest);
  advance(0.5);
  const repeated = await duplicates(database);
  advance(0.7);
  const drafts = [
    ...described.drafts,
    missing(described.filled, dropped),
    await outliers(database, described.numeric),
    await histograms(database, described.numeric),
    await ages(database),
    await correlations(database, largest),
  ];
  await database.run("DROP TABLE numbers; DROP TABLE value_counts");
  return { drafts, duplicates: repeated };
}
