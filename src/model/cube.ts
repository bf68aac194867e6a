import type { Columns } from "../../format/arrow.ts";
import type { Sums } from "./measures.ts";

/** One group of a roll-up: the dimensions' values in the order asked for, and the sums of its customers. */
export interface Group {
  readonly keys: readonly string[];
  readonly sums: Sums;
}

const additive = ["customers", "revenue", "rating_sum", "subscribers", "discounted"] as const satisfies readonly (keyof Sums)[];
const nothing: Sums = { customers: 0, revenue: 0, rating_sum: 0, subscribers: 0, discounted: 0 };

/**
 * Sums a cube's cells by some of its dimensions; by none, into one group of everybody.
 * @param cube a snapshot that holds all additive columns
 * @throws Error for a dimension or a sum that the cube does not hold: it is refused, not guessed
 */
export function rollUp(cube: Columns, dimensions: readonly string[]): Group[] {
  const column = (name: string) => {
    const values = cube.values[name];
    if (!values) throw new Error(`The cube holds no "${name}".`);
    return values;
  };
  const keyColumns = dimensions.map(column);
  const sumColumns = additive.map((name) => [name, column(name)] as const);
  const groups = new Map<string, { keys: string[]; sums: Record<keyof Sums, number> }>();
  if (dimensions.length === 0) groups.set("[]", { keys: [], sums: { ...nothing } });
  for (let row = 0; row < cube.length; row++) {
    const keys = keyColumns.map((values) => String(values[row]));
    const id = JSON.stringify(keys);
    const group = groups.get(id) ?? { keys, sums: { ...nothing } };
    groups.set(id, group);
    for (const [name, values] of sumColumns) group.sums[name] += Number(values[row]);
  }
  return [...groups.values()];
}

/** Groups in the order readers expect of a value (seasons, age groups); values without a place come last, by name. */
export function inOrder<T>(items: readonly T[], valueOf: (item: T) => string, order: readonly string[] = []): T[] {
  const place = (item: T) => {
    const index = order.indexOf(valueOf(item));
    return index < 0 ? order.length : index;
  };
  return items.toSorted((a, b) => place(a) - place(b) || compareText(valueOf(a), valueOf(b)));
}

/** Code unit order, the same in every locale. */
export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
