import { hash } from "node:crypto";
import type { Step } from "../clean/step.ts";

/** Identifies what was asked: a statement, or a description. */
export const askedDigest = (asked: string): string => hash("sha256", asked).slice(0, 16);

/** The cleaning steps that decide the values of some columns, as report.yaml has them. */
export function lineage(columns: readonly string[], cleaning: readonly Step[]): string[] {
  const wanted = new Set(columns);
  const steps: string[] = [];
  for (const { makes, mayDrop, uses, described } of cleaning.toReversed()) {
    // A step that makes and drops no column chooses rows, and so decides all values.
    const isChoice = makes === undefined && mayDrop.length === 0;
    if (!isChoice && !(makes && wanted.has(makes.name))) continue;
    for (const { column } of uses) wanted.add(column);
    steps.unshift(described);
  }
  return steps;
}
