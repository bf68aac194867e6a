/**
 * Some unknown numbers, by name, and what they add up to: what a reader has who subtracts all that
 * is shown from a total.
 */
export interface Rest {
  readonly unknown: ReadonlySet<string>;
  readonly sum: number;
}

/** More rests than these are not subtracted from one another. */
const most = 3000;

const isPart = (part: Rest, whole: Rest) =>
  part.unknown.size < whole.unknown.size &&
  [...part.unknown].every((name) => whole.unknown.has(name));
const keyOf = ({ unknown }: Rest) => [...unknown].sort().join("\n");

/**
 * What a reader can work out who subtracts rests from rests, again and again: numbers by
 * themselves, and what a single total leaves
 * where that is smaller than may be told.
 * @returns what was worked out, in words
 */
export function workedOut(rests: readonly Rest[], least: number): string[] {
  const known = new Map(
    rests.filter(({ unknown }) => unknown.size > 0).map((rest) => [keyOf(rest), rest]),
  );
  // What several lines leave together is no group that anybody asked for; what one leaves is.
  const given = new Set([...known.values()].map(({ unknown }) => [...unknown].join(", ")));
  let fresh = [...known.values()];
  while (fresh.length > 0 && known.size < most) {
    const found: Rest[] = [];
    const all = [...known.values()];
    for (const one of fresh)
      for (const other of all)
        for (const [part, whole] of [
          [one, other],
          [other, one],
        ] as const) {
          if (!isPart(part, whole)) continue;
          const rest = {
            unknown: new Set([...whole.unknown].filter((name) => !part.unknown.has(name))),
            sum: whole.sum - part.sum,
          };
          if (known.has(keyOf(rest))) continue;
          known.set(keyOf(rest), rest);
          found.push(rest);
        }
    fresh = found;
  }
  return [...known.values()].flatMap(({ unknown, sum }) => {
    const names = [...unknown].join(", ");
    if (unknown.size === 1) return [`${names} must be ${sum}`];
    return given.has(names) && sum > 0 && sum < least ? [`${names} are together ${sum}`] : [];
  });
}
