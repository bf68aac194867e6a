import type { Columns } from "../../format/columns.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import type { Interval } from "../statistics/means.ts";

/** What the data say of a claim. */
export type Verdict = "supported" | "not supported" | "too close to call" | "cannot be shown";

/** A group that takes part, and how many customers it has. */
export interface Part {
  readonly name: string;
  readonly n: number;
}

/** One group of those that are compared: its total, and its mean or share with the interval. */
export interface Ranked extends Part {
  readonly total: number;
  readonly mean: number;
  readonly interval: Interval;
}

/** Two of several groups, the one with the larger mean first. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly difference: Interval;
  /** Corrected for all pairs of the claim. */
  readonly p: number;
}

/** What was found of a claim before it is known what else is tested on the page. */
export interface Measured {
  readonly parts: readonly Part[];
  /** Groups that the claim names and the data do not have, so that it cannot be tested. */
  readonly absent: readonly string[];
  /**
   * The effect in the claim's unit, first group less second; undefined where there is no single
   * one.
   */
  readonly effect: Interval | undefined;
  /**
   * How strong it is: of means a standardized difference or eta squared, of counts Cramér's V, of
   * numbers their correlation.
   */
  readonly strength: { readonly kind: "d" | "eta" | "V" | "r"; readonly value: number } | undefined;
  readonly test: string;
  readonly p: number;
  /**
   * The p-value of being equivalent: within the difference that matters, or of several groups next
   * to nothing.
   */
  readonly equivalent: number;
  /** Groups by what is compared, the largest first. */
  readonly ranking: readonly Ranked[];
  /** Of several groups each two, the most clearly different first; of the largest if many. */
  readonly pairs: readonly Pair[];
}

/** A claim's query with its rows. */
export interface Claim {
  readonly entry: Pick<SnapshotEntry, "name" | "finding" | "suppressed">;
  readonly columns: Columns;
}
