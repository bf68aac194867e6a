/** The four age groups, from the youngest quartile to the oldest. */
export const ageGroupNames = ["Young Adult", "Adult", "Middle-aged", "Senior"] as const;

/** One bin of ages, right-closed: (lower, upper], the first including its lower edge. */
export interface AgeBin {
  readonly label: string;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Bins from the five quartile edges, as `pandas.qcut(q=4, duplicates="drop")` makes them: a repeated
 * edge adds no bin. Merged bins are labeled with the groups that they span ("Young Adult to Adult"),
 * a single bin "All ages".
 * @param edges minimum, three quartiles, maximum, ascending
 */
export function quartileBins(edges: readonly number[]): AgeBin[] {
  const lowest = edges[0] ?? NaN;
  const bins: { first: number; last: number; lower: number; upper: number }[] = [];
  ageGroupNames.forEach((_, quarter) => {
    const upper = edges[quarter + 1] ?? NaN;
    const previous = bins.at(-1);
    const lower = previous?.upper ?? lowest;
    // A quarter of no width joins the bin before it, or the next where there is none yet.
    if (upper > lower) bins.push({ first: previous ? quarter : 0, last: quarter, lower, upper });
    else if (previous) previous.last = quarter;
  });
  if (bins.length === 0)
    bins.push({ first: 0, last: ageGroupNames.length - 1, lower: lowest, upper: lowest });
  return bins.map(({ first, last, lower, upper }) => ({
    label: labelOf(first, last),
    lower,
    upper,
  }));
}

function labelOf(first: number, last: number): string {
  if (first === last) return ageGroupNames[first] ?? "";
  if (first === 0 && last === ageGroupNames.length - 1) return "All ages";
  return `${ageGroupNames[first]} to ${ageGroupNames[last]}`;
}
