/** One bin of values, right-closed: (lower, upper], the first including its lower edge. */
export interface Bin {
  readonly label: string;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Bins from quantile edges, as `pandas.qcut(duplicates="drop")` makes them: a repeated edge adds no
 * bin. Merged bins are labeled with the groups that they span ("Young to Old"), a single bin "All".
 * @param edges minimum, inner quantiles, maximum, ascending: one more than there are labels
 */
export function quantileBins(edges: readonly number[], labels: readonly string[]): Bin[] {
  const lowest = edges[0] ?? NaN;
  const bins: { first: number; last: number; lower: number; upper: number }[] = [];
  labels.forEach((_, index) => {
    const upper = edges[index + 1] ?? NaN;
    const previous = bins.at(-1);
    const lower = previous?.upper ?? lowest;
    // A part of no width joins the bin before it, or the next where there is none yet.
    if (upper > lower) bins.push({ first: previous ? index : 0, last: index, lower, upper });
    else if (previous) previous.last = index;
  });
  if (bins.length === 0)
    bins.push({ first: 0, last: labels.length - 1, lower: lowest, upper: lowest });
  const labelOf = (first: number, last: number) => {
    if (first === last) return labels[first] ?? "";
    if (first === 0 && last === labels.length - 1) return "All";
    return `${labels[first]} to ${labels[last]}`;
  };
  return bins.map(({ first, last, lower, upper }) => ({
    label: labelOf(first, last),
    lower,
    upper,
  }));
}
