import { previousBand } from "./bands.ts";
import { cellKey } from "./facts.ts";
import type { Fact, Marginals } from "./facts.ts";

// Each of these follows from sums by the second factor's tokens (the revenue of each age, ...).
const IMPLIED = new Set([
  "age*purchase_amount",
  "purchase_amount*previous_purchases",
  "purchase_amount*purchase_frequency_days",
  "purchase_frequency_days*r100",
  "previous_purchases*purchase_frequency_days",
]);

const BLOCK = ["category", "gender", "subscription_status", "discount_applied"];

/**
 * The facts the search has to meet, each stated once. Overlapping facts would make one wrong row
 * cost several times over and leave the search stuck, so the finest statement stands for all.
 */
export function searchFacts(facts: readonly Fact[], marginals: Marginals): Fact[] {
  const all = [...facts, ...categoriesInBlocks(facts), bandRevenue(marginals)];
  return all.filter(
    (fact) => !IMPLIED.has(fact.measure) && !all.some((finer) => isFiner(finer, fact)),
  );
}

function isFiner(finer: Fact, fact: Fact): boolean {
  return (
    finer.measure === fact.measure &&
    finer.dims.length > fact.dims.length &&
    fact.dims.every((dim) => finer.dims.includes(dim))
  );
}

// The same reasoning as in categoriesByBlock, for every measure the three two-way tables share.
function categoriesInBlocks(facts: readonly Fact[]): Fact[] {
  const cellsOf = (dim: string, measure: string): Fact["cells"] =>
    facts.find((fact) => fact.dims.join() === `category,${dim}` && fact.measure === measure)
      ?.cells ?? new Map<string, number>();
  return facts
    .filter((fact) => fact.dims.join() === "category,gender")
    .map(({ cells: byGender, measure }) => {
      const bySubscription = cellsOf("subscription_status", measure);
      const byDiscount = cellsOf("discount_applied", measure);
      const categories = new Set([...byGender.keys()].map((key) => key.split(" | ")[0] ?? ""));
      const cells = [...categories].flatMap((category): [string, number][] => {
        const sum = (from: Fact["cells"], label: string): number =>
          from.get(cellKey([category, label])) ?? 0;
        const women = sum(byGender, "Female");
        const subscribed = sum(bySubscription, "Yes");
        return [
          [cellKey([category, "Male", "Yes", "Yes"]), subscribed],
          [cellKey([category, "Male", "No", "Yes"]), sum(byDiscount, "Yes") - subscribed],
          [cellKey([category, "Male", "No", "No"]), sum(byDiscount, "No") - women],
          [cellKey([category, "Female", "No", "No"]), women],
        ];
      });
      return { dims: BLOCK, measure, cells: new Map(cells) };
    });
}

// The previous purchases stay within their band, so the band must already have the revenue that
// the histogram gives its values together.
function bandRevenue(marginals: Marginals): Fact {
  const cells = new Map<string, number>();
  for (const [value, sums] of Object.entries(marginals.histogram.previous_purchases)) {
    const band = previousBand(value);
    cells.set(band, (cells.get(band) ?? 0) + (sums["revenue"] ?? 0));
  }
  return { dims: ["previous_band"], measure: "revenue", cells };
}
