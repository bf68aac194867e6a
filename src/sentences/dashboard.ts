import type { Dashboard, Slice } from "../model/dashboard.ts";
import { measures, type Measure, type Sums } from "../model/measures.ts";
import { count, percent, short, usd, usdCompact } from "../text/numbers.ts";
import { and, plural } from "../text/words.ts";

/** The slices at the top of a measure: one, or all that tie for it. */
export function leaders(slices: readonly Slice[], measure: Measure): readonly Slice[] {
  const values = slices.map(({ sums }) => measure.of(sums) ?? -Infinity);
  const top = Math.max(...values);
  return slices.filter((_, index) => values[index] === top);
}

const names = (slices: readonly Slice[]) => and(slices.map(({ name }) => name));

/** An average this close to another, in relative terms, is called alike; the report's tests say more than this does. */
const alike = 0.02;

/**
 * The page's headline: who earns the most, and whether by selling more often or for more. It claims a reason only where the
 * figures have one.
 */
export function headline({ categories, total }: Dashboard): string {
  const [first, second] = leaders(categories, measures.revenue);
  if (!first || total.revenue === 0) return `${count(total.customers)} ${plural(total.customers, "customer")}, ${usd(total.revenue / 100)} of revenue.`;
  if (second) return `${names(leaders(categories, measures.revenue))} earn the same, ${usd(first.sums.revenue / 100)} each.`;
  if (categories.length === 1) return `All ${usd(total.revenue / 100)} of revenue come from ${first.name}.`;
  const cents = Math.round((100 * first.sums.revenue) / total.revenue);
  const earns = `${first.name} ${cents >= 1 ? `earns ${cents} ${plural(cents, "cent")} of every dollar` : "earns the most"}`;
  const soldMost = leaders(categories, measures.customers);
  const difference = relativeDifference(first.sums, total);
  const sellsMost = soldMost.length === 1 && soldMost[0] === first;
  if (sellsMost && Math.abs(difference) <= alike) return `${earns}, because it sells more often, not for more.`;
  if (sellsMost && difference > alike) return `${earns}: it sells more often, and for more.`;
  if (sellsMost) return `${earns}: it sells more often, though for less.`;
  if (difference > alike) return `${earns}, because it sells for more, not more often.`;
  return `${earns}.`;
}

function relativeDifference(part: Sums, whole: Sums): number {
  return (measures.averagePurchase.of(part) ?? 0) / (measures.averagePurchase.of(whole) ?? 1) - 1;
}

/** "Clothing brings in $104k of the $233k" */
export function revenueTitle(slices: readonly Slice[], total: Sums): string {
  const top = leaders(slices, measures.revenue);
  const value = usdCompact((top[0]?.sums.revenue ?? 0) / 100);
  return top.length === 1 ? `${names(top)} brings in ${value} of the ${usdCompact(total.revenue / 100)}` : `${names(top)} bring in ${value} each`;
}

/** Who buys most often, and whether that is who brings in the most. */
export function purchasesTitle(slices: readonly Slice[], total: Sums): string {
  const top = leaders(slices, measures.customers);
  const value = count(top[0]?.sums.customers ?? 0);
  if (top.length > 1) return `${names(top)} have ${value} purchases each`;
  const same = leaders(slices, measures.revenue).includes(top[0] as Slice);
  return `${names(top)} ${same ? "also has" : "has"} the most purchases: ${value} of ${count(total.customers)}`;
}

/** "The Young Adult group brings in the most, $62.1k" */
export function ageRevenueTitle(groups: readonly Slice[]): string {
  const top = leaders(groups, measures.revenue);
  const value = usdCompact((top[0]?.sums.revenue ?? 0) / 100);
  return top.length === 1 ? `The ${names(top)} group brings in the most, ${value}` : `The ${names(top)} groups bring in ${value} each`;
}

export function agePurchasesTitle(groups: readonly Slice[]): string {
  const top = leaders(groups, measures.customers);
  const value = `${count(top[0]?.sums.customers ?? 0)} purchases`;
  if (top.length > 1) return `The ${names(top)} groups are equally large: ${value} each`;
  const same = leaders(groups, measures.revenue).length === 1 && leaders(groups, measures.revenue)[0] === top[0];
  return `The ${names(top)} group is ${same ? "also " : ""}the largest: ${value}`;
}

/** "27% of customers subscribe" */
export function subscriptionTitle(total: Sums): string {
  const share = measures.subscriberShare.of(total) ?? 0;
  if (total.subscribers === 0) return "No customer subscribes";
  if (total.subscribers === total.customers) return "Every customer subscribes";
  return `${percent(share)} of customers subscribe`;
}

/** Whether one gender brings in more in every age group, in some, or by turns. */
export function ageGenderTitle({ ageGenders, ageGroups }: Dashboard): string {
  const wins = winners(
    ageGroups.map(({ name }) => ageGenders.filter((slice) => slice.name === name).map(({ other, sums }) => ({ name: other, sums }))),
  );
  const [best] = wins;
  if (!best) return "Revenue by age group and gender";
  if (best.wins === ageGroups.length) return `${best.name} customers bring in more in ${ageGroups.length === 1 ? "the one age group" : "every age group"}`;
  return `${best.name} customers bring in more in ${best.wins} of ${ageGroups.length} age groups`;
}

/** "Clothing leads in every season" */
export function seasonTitle({ categorySeasons, seasons }: Dashboard): string {
  const [best] = winners(seasons.map((season) => categorySeasons.filter(({ other }) => other === season)));
  if (!best) return "Revenue by category and season";
  if (best.wins < seasons.length) return `${best.name} leads in ${best.wins} of ${seasons.length} seasons`;
  return seasons.length === 1 ? `${best.name} leads in ${seasons[0] ?? ""}` : `${best.name} leads in every season`;
}

/** Who has the most revenue alone, in how many of the sets; the most frequent winner first. */
function winners(sets: readonly (readonly Slice[])[]): { name: string; wins: number }[] {
  const tally = new Map<string, number>();
  for (const set of sets) {
    const top = leaders(set, measures.revenue);
    const [only] = top;
    if (only && top.length === 1) tally.set(only.name, (tally.get(only.name) ?? 0) + 1);
  }
  return [...tally].map(([name, wins]) => ({ name, wins })).toSorted((a, b) => b.wins - a.wins);
}

/** "Discounts reach 42% to 44% of purchases, whatever the category" */
export function discountTitle(categories: readonly Slice[]): string {
  const shares = categories.map(({ sums }) => measures.discountShare.of(sums) ?? 0);
  const [low, high] = [short(Math.min(...shares), "share"), short(Math.max(...shares), "share")];
  return low === high ? `${low} of purchases are discounted in every category` : `Discounts reach ${low} to ${high} of purchases in each category`;
}

/** "Blouse, Jewelry, and Pants sell most: 171 purchases each" */
export function topProductsTitle({ topProducts }: Dashboard): string {
  const top = leaders(topProducts, measures.customers);
  const value = `${count(top[0]?.sums.customers ?? 0)} ${plural(top[0]?.sums.customers ?? 0, "purchase")}`;
  if (top.length > 3) return `${top.length} products sell most: ${value} each`;
  return top.length === 1 ? `${names(top)} sells most: ${value}` : `${names(top)} sell most: ${value} each`;
}
