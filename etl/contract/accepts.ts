import { maxTextLength, type Column } from "./columns.ts";

const limits = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** What a column accepts, in words: "a whole number from 1 to 120". */
export function accepts(column: Column): string {
  return `${acceptsOnceClean(column)}${column.nullable ? ", or nothing" : ""}`;
}

/** What a column holds once it is clean: the same, but never nothing. */
export function acceptsOnceClean(column: Column): string {
  if (column.allowed)
    return column.allowed.length === 2
      ? column.allowed.join(" or ")
      : `one of ${column.allowed.join(", ")}`;
  if (column.type === "text") return `any text of up to ${maxTextLength} characters`;
  const [low, high] = column.range ?? [-Infinity, Infinity];
  const range = `from ${limits.format(low)} to ${limits.format(high)}`;
  return {
    integer: `a whole number ${range}`,
    money: `an amount ${range}, with at most two decimals`,
    rating: `a number ${range}, with at most two decimals`,
  }[column.type];
}
