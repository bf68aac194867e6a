import { othersName } from "../text/others.ts";
import type { Choosable } from "./frame.ts";

/** A value of one part of one bar. */
export interface Part extends Choosable {
  readonly name: string;
  readonly part: string;
  readonly value: number;
  readonly label: string;
}

/**
 * Folds the smallest parts into one where there are more than `most`; the others stay in their
 * order. The one is named as no part is, so that it is never mistaken for a value of the data.
 * @param format writes the sums of what is folded
 */
export function foldSmallest(
  data: readonly Part[],
  parts: readonly string[],
  most: number,
  format: (value: number) => string,
): { readonly data: readonly Part[]; readonly parts: readonly string[] } {
  if (parts.length <= most) return { data, parts };
  const sizes = new Map<string, number>();
  for (const { part, value } of data) sizes.set(part, (sizes.get(part) ?? 0) + Math.abs(value));
  const largest = parts.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const kept = new Set(largest.slice(0, most - 1));
  const rest = othersName(parts.length - kept.size, parts);
  const folded = Map.groupBy(
    data.filter(({ part }) => !kept.has(part)),
    ({ name }) => name,
  );
  return {
    data: [
      ...data.filter(({ part }) => kept.has(part)),
      ...[...folded].flatMap(([name, members]): Part[] => {
        const value = members.reduce((sum, member) => sum + member.value, 0);
        const faded = members.every((member) => member.faded);
        return value === 0 ? [] : [{ name, part: rest, value, label: format(value), faded }];
      }),
    ],
    parts: [...parts.filter((part) => kept.has(part)), rest],
  };
}
