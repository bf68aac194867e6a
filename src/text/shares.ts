import { styled } from "../../format/numerals.ts";

/** Shares of one are counted in millionths of their unit, so that equal amounts stay equal. */
const exact = (value: number) => BigInt(Math.round(value * 1e6));

/**
 * The parts of a whole as percentages that add up to 100 as they are written (largest remainder). A
 * part that is not nothing is never written as 0%, and one that is not the whole never as 100%.
 * @param values the parts, none negative; of two parts with the same remainder the first is rounded
 * up
 * @param decimals how many decimals each percentage has
 */
export function partPercents(values: readonly number[], decimals: 0 | 1 = 0): string[] {
  const parts = values.map(exact);
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  const write = (units: number) => styled((units / 10 ** decimals).toFixed(decimals), "%");
  if (whole <= 0n) return parts.map(() => write(0));
  const all = 100 * 10 ** decimals;
  const scaled = parts.map((part) => part * BigInt(all));
  const floors = scaled.map((part) => Number(part / whole));
  const missing = all - floors.reduce((sum, floor) => sum + floor, 0);
  const raised = new Set(
    scaled
      .map((part, index) => ({ index, rest: part % whole }))
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return parts.map((part, index) => {
    const units = (floors[index] ?? 0) + (raised.has(index) ? 1 : 0);
    if (part > 0n && units === 0) return `<${write(1)}`;
    return part < whole && units === all ? `>${write(all - 1)}` : write(units);
  });
}
