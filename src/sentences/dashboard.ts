import type { Dashboard, Slice } from "../model/dashboard.ts";
import { measures, type Measure, type Sums } from "../model/measures.ts";
import { largest, smallest } from "../statistics/extremes.ts";
import { isolated } from "../text/direction.ts";
import { count, percent, usd, usdCompact } from "../text/numbers.ts";
import { and, plural } from "../text/words.ts";

/** The slices at the top of a measure: one, or all that tie for it. */
export function leaders(slices: readonly Slice[], measure: Measure): readonly Slice[] {
  const values = slices.map(({ sums }) => measure.of(sums) ?? -Infinity);
  const top = largest(values);
  return slices.filter((_, index) => values[index] === top);
}

const leadsAlone = (slices: readonly Slice[], measure: Measure, slice: Slice | undefined) => {
  const top = leaders(slices, measure);
  return top.length === 1 && top[0] === slice;
};

const namedAtMost = 3;

/** Names of slices in words, each once; more than a few are counted instead. */
function names(slices: readonly Slice[], many: string): string {
  const distinct = [...new Set(slices.map(({ name }) => isolated(name)))];
  return distinct.length > namedAtMost ? `${count(distinct.length)} ${many}` : and(distinct);
}

/**
 * An average this close to another, in relative terms, is called alike; the report's tests say more
 * than this does.
 */
const alike = 0.02;

/**
 * The page's headline: who earns the most, and whether by selling more often or for more than the
 * rest. It claims a reason
 * only where the figures have one.
 */
export function headline({ categories, total }: Pick<Dashboard, "categories" | "total">): string {
  const top = leaders(categories, measures.revenue);
  const [first] = top;
  if (!first || total.revenue === 0)
    return `${counted(total.customers, "customer")}, ${usd(total.revenue / 100)} of revenue.`;
  if (categories.length === 1)
    return `All ${usd(total.revenue / 100)} of revenue is from ${isolated(first.name)}.`;
  if (top.length > 1)
    return `${names(top, "categories")} earn the same, ${usd(first.sums.revenue / 100)} each.`;
  const cents = Math.round((100 * first.sums.revenue) / total.revenue);
  const earns = `${isolated(first.name)} ${first.sums.revenue === total.revenue ? "earns every cent" : cents === 100 ? "earns almost every cent" : cents >= 1 ? `earns ${cents} ${plural(cents, "cent")} of every dollar` : "earns the most"}`;
  const soldMost = leaders(categories, measures.customers);
  const difference = relativeDifference(first.sums, {
    ...total,
    revenue: total.revenue - first.sums.revenue,
    customers: total.customers - first.sums.customers,
  });
  const sellsMost = soldMost.length === 1 && soldMost[0] === first;
  if (!sellsMost && soldMost.includes(first)) {
    if (difference > alike) return `${earns}: it sells for more, and as often as any other.`;
    return difference < -alike
      ? `${earns}: it sells as often as any other, though for less.`
      : `${earns}.`;
  }
  if (sellsMost && Math.abs(difference) <= alike)
    return `${earns}, because it sells more often, not for more.`;
  if (sellsMost && difference > alike) return `${earns}: it sells more often, and for more.`;
  if (sellsMost) return `${earns}: it sells more often, though for less.`;
  if (difference > alike) return `${earns}, because it sells for more, not more often.`;
  return `${earns}.`;
}

const counted = (value: number, noun: string) => `${count(value)} ${plural(value, noun)}`;

function relativeDifference(part: Sums, rest: Sums): number {
  const other = measures.averagePurchase.of(rest) ?? 0;
  return other === 0 ? Infinity : (measures.averagePurchase.of(part) ?? 0) / other - 1;
}

/** "Clothing brings in $104k of the $233k" */
export function revenueTitle(slices: readonly Slice[], total: Sums): string {
  const top = leaders(slices, measures.revenue);
  const most = top[0]?.sums.revenue ?? 0;
  const [value, whole] = [usdCompact(most / 100), usdCompact(total.revenue / 100)];
  if (total.revenue === 0) return "No category brings in anything";
  if (top.length > 1) return `${names(top, "categories")} bring in ${value} each`;
  if (most === total.revenue) return `${names(top, "categories")} brings in all ${whole}`;
  return `${names(top, "categories")} brings in ${value === whole ? `almost all of the ${whole}` : `${value} of the ${whole}`}`;
}

/** What a chart of purchases says where there are none, whatever it is by. */
const noPurchases = "No purchases";

/** Who buys most often, and whether that is who brings in the most. */
export function purchasesTitle(slices: readonly Slice[], total: Sums): string {
  const top = leaders(slices, measures.customers);
  const value = top[0]?.sums.customers ?? 0;
  if (total.customers === 0) return noPurchases;
  if (top.length > 1) return `${names(top, "categories")} have ${counted(value, "purchase")} each`;
  if (slices.length === 1)
    return `${names(top, "categories")} has all ${counted(value, "purchase")}`;
  const same = leadsAlone(slices, measures.revenue, top[0]);
  return (
    `${names(top, "categories")} ${same ? "also has" : "has"} the most purchases: ` +
    `${count(value)} of ${count(total.customers)}`
  );
}

/** "The Young Adult group brings in the most, $62.1k" */
export function ageRevenueTitle(groups: readonly Slice[]): string {
  const top = leaders(groups, measures.revenue);
  const value = usdCompact((top[0]?.sums.revenue ?? 0) / 100);
  if (top.every(({ sums }) => sums.revenue === 0)) return "No age group brings in anything";
  if (groups.length === 1) return `One age group brings in all ${value}`;
  // A group is called large for its purchases, not for its revenue.
  if (top.length > namedAtMost) return `${count(top.length)} age groups bring in ${value} each`;
  return top.length === 1
    ? `The ${names(top, "groups")} group brings in the most, ${value}`
    : `The ${names(top, "groups")} groups bring in ${value} each`;
}

/** "The Young Adult group is also the largest: 1,028 purchases" */
export function agePurchasesTitle(groups: readonly Slice[]): string {
  const top = leaders(groups, measures.customers);
  const value = counted(top[0]?.sums.customers ?? 0, "purchase");
  if (top.every(({ sums }) => sums.customers === 0)) return noPurchases;
  if (groups.length === 1) return `One age group has all ${value}`;
  if (top.length > 1) return `The ${names(top, "largest")} groups are equally large: ${value} each`;
  const same = leadsAlone(groups, measures.revenue, top[0]);
  return `The ${names(top, "groups")} group is ${same ? "also " : ""}the largest: ${value}`;
}

/** "27% of customers subscribe" */
export function subscriptionTitle(total: Sums): string {
  const share = measures.subscriberShare.of(total) ?? 0;
  if (total.customers === 0) return noPurchases;
  if (total.subscribers === 0) return "No customer subscribes";
  if (total.subscribers === total.customers) return "Every customer subscribes";
  return `${inWords(percent(share))} of customers subscribe`;
}

/** "<1%" as a sentence has it. */
const inWords = (share: string) => share.replace("<", "Under ").replace(">", "Over ");

/** Whether one gender brings in more in every age group, in most, or in none more than another. */
export function ageGenderTitle({ ageGenders, ageGroups, genders }: Dashboard): string {
  const sets = ageGroups.map(({ name }) =>
    ageGenders
      .filter((slice) => slice.name === name)
      .map(({ other, sums }) => ({ name: other, sums })),
  );
  const best = mostWins(sets);
  if (genders.length < 2 || !best) return "Revenue by age group and gender";
  if (best.wins === ageGroups.length)
    return (
      `${isolated(best.name)} customers bring in more in ` +
      (ageGroups.length === 1 ? "the one age group" : "every age group")
    );
  return `${isolated(best.name)} customers bring in more in ${best.wins} of ${ageGroups.length} age groups`;
}

/** "Clothing leads in every season" */
export function seasonTitle({ categorySeasons, seasons, categories }: Dashboard): string {
  const best = mostWins(
    seasons.map((season) => categorySeasons.filter(({ other }) => other === season)),
  );
  if (categories.length < 2 || !best) return "Revenue by category and season";
  if (best.wins < seasons.length)
    return `${isolated(best.name)} leads in ${best.wins} of ${seasons.length} seasons`;
  return seasons.length === 1
    ? `${isolated(best.name)} leads in ${isolated(seasons[0] ?? "")}`
    : `${isolated(best.name)} leads in every season`;
}

/**
 * Who alone has the most revenue in more of the sets than anybody else, and in how many; undefined
 * where nobody has.
 */
function mostWins(sets: readonly (readonly Slice[])[]): { name: string; wins: number } | undefined {
  const tally = new Map<string, number>();
  for (const set of sets) {
    const [only, ...others] = leaders(set, measures.revenue);
    if (only && others.length === 0 && only.sums.revenue > 0)
      tally.set(only.name, (tally.get(only.name) ?? 0) + 1);
  }
  const [best, next] = [...tally]
    .map(([name, wins]) => ({ name, wins }))
    .toSorted((a, b) => b.wins - a.wins);
  return best && best.wins > (next?.wins ?? 0) ? best : undefined;
}

/** "Discounts reach 42% to 44% of purchases in each category" */
export function discountTitle(all: readonly Slice[]): string {
  const categories = all.filter(({ sums }) => sums.customers > 0);
  const shares = categories.map(({ sums }) => measures.discountShare.of(sums) ?? 0);
  const [low, high] = [smallest(shares), largest(shares)];
  if (categories.length === 0) return noPurchases;
  if (high === 0) return "No purchase was discounted";
  if (percent(low) === percent(high))
    return categories.length === 1
      ? `${inWords(percent(low))} of purchases are discounted`
      : `${inWords(percent(low))} of purchases are discounted in every category`;
  return `Discounts reach ${percent(low)} to ${percent(high)} of purchases in each category`;
}

/** "Blouse, Jewelry, and Pants lead their categories with 171 purchases each" */
export function topProductsTitle({ leadingProducts }: Pick<Dashboard, "leadingProducts">): string {
  if (leadingProducts.length === 0) return noPurchases;
  const value = counted(leadingProducts[0]?.sums.customers ?? 0, "purchase");
  const named = names(leadingProducts, "products");
  if (leadingProducts.length === 1)
    return `${named} leads its category with ${value}, more than any other product`;
  // One name may lead in several categories, and several in one.
  const led = plural(new Set(leadingProducts.map(({ other }) => other)).size, "category");
  return `${named} ${new Set(leadingProducts.map(({ name }) => name)).size === 1 ? `leads its ${led}` : `lead their ${led}`} with ${value} each`;
}
