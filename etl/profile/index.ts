import type { Database } from "../database.ts";
import type { Draft } from "../snapshot/draft.ts";
import { magnitudes } from "./columns.ts";
import { correlations } from "./correlations.ts";
import { describe } from "./describe.ts";
import { ages, histograms } from "./histograms.ts";
import { duplicates, missing } from "./missing.ts";
import { outliers } from "./outliers.ts";

export interface ProfileResult {
  readonly drafts: readonly Draft[];
  readonly duplicates: { readonly customerIds: number; readonly apartFromId: number };
}

/** Stage 3: what `.info()` and `.describe()` tell an analyst, outliers, histograms and correlations, from `raw` and `customer`. */
export async function profile(database: Database, dropped: readonly string[], advance: (share: number) => void): Promise<ProfileResult> {
  const largest = await magnitudes(database);
  const described = await describe(database, dropped, largest);
  advance(0.4);
  const empties = await missing(database, dropped);
  const repeated = await duplicates(database);
  advance(0.6);
  const drafts = [
    ...described.drafts,
    empties,
    await outliers(database, described.numeric),
    await histograms(database, described.numeric),
    await ages(database),
  ];
  advance(0.8);
  return { drafts: [...drafts, await correlations(database, largest)], duplicates: repeated };
}
