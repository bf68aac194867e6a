import { minus, pick } from "./deals.ts";
import type { Deal } from "./deals.ts";
import type { Marginals } from "./facts.ts";

type Halves = Readonly<Record<"Yes" | "No", Readonly<Record<string, number>>>>;

/** The ages of each age group, from their histogram. */
export function agesByGroup(marginals: Marginals): Deal[] {
  const ages = Object.entries(pick(marginals.histogram.age, "count"));
  return [...Map.groupBy(ages, ([age]) => ageGroup(age))].map(([age_group, counts]) => ({
    where: { age_group },
    counts: Object.fromEntries(counts),
  }));
}

/** Amounts below 60 dollars and from there up, with and without a discount. */
export function amountBands(marginals: Marginals): Deal[] {
  return banded("discount_applied", amountsByDiscount(marginals), amountBand);
}

/** Amounts within their band, with and without a discount. */
export function amountsByBand(marginals: Marginals): Deal[] {
  return withinBands("discount_applied", amountsByDiscount(marginals), "a60", amountBand);
}

/** Bands of previous purchases, with and without a subscription. */
export function previousBands(marginals: Marginals): Deal[] {
  return banded("subscription_status", previousBySubscription(marginals), previousBand);
}

/** Previous purchases within their band, with and without a subscription. */
export function previousByBand(marginals: Marginals): Deal[] {
  return withinBands(
    "subscription_status",
    previousBySubscription(marginals),
    "previous_band",
    previousBand,
  );
}

function amountsByDiscount(marginals: Marginals): Halves {
  const { purchase_amount: all, purchase_amount_discounted: discounted } = marginals.histogram;
  return { Yes: discounted, No: minus(all, discounted) };
}

function previousBySubscription(marginals: Marginals): Halves {
  const all = pick(marginals.histogram.previous_purchases, "count");
  const subscribed = pick(marginals.histogram.previous_purchases, "subscribed");
  return { Yes: subscribed, No: minus(all, subscribed) };
}

function banded(outer: string, halves: Halves, band: (token: string) => string): Deal[] {
  return Object.entries(halves).map(([half, counts]) => {
    const bands: Record<string, number> = {};
    for (const [token, n] of Object.entries(counts)) {
      bands[band(token)] = (bands[band(token)] ?? 0) + n;
    }
    return { where: { [outer]: half }, counts: bands };
  });
}

function withinBands(
  outer: string,
  halves: Halves,
  inner: string,
  band: (token: string) => string,
): Deal[] {
  return Object.entries(halves).flatMap(([half, counts]) =>
    [...Map.groupBy(Object.entries(counts), ([token]) => band(token))].map(([label, entries]) => ({
      where: { [outer]: half, [inner]: label },
      counts: Object.fromEntries(entries),
    })),
  );
}

function amountBand(token: string): string {
  return Number(token) >= 60 ? "1" : "0";
}

/**
 * Names the loyalty group, then whether there were more than 5 purchases: the two splits of the
 * previous purchases that the marginals count.
 */
export function previousBand(token: string): string {
  const previous = Number(token);
  const loyalty = previous === 1 ? "New" : previous <= 10 ? "Returning" : "Loyal";
  return `${loyalty} ${previous > 5 ? "1" : "0"}`;
}

function ageGroup(token: string): string {
  const age = Number(token);
  return age <= 31 ? "Young Adult" : age <= 44 ? "Adult" : age <= 57 ? "Middle-aged" : "Senior";
}
