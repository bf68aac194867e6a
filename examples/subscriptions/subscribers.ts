import { seeded, type Random } from "../../sample/random.ts";

const rowCount = 2000;
const seed = 20260930;

/** One value of several, by their weights. */
function pick<Value>(random: Random, choices: readonly (readonly [Value, number])[]): Value {
  let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  const found = choices.find(([, weight]) => (left -= weight) < 0) ?? choices.at(-1);
  if (!found) throw new Error("There is nothing to choose from.");
  return found[0];
}

const within = (low: number, high: number, value: number) => Math.min(high, Math.max(low, value));

/** Around nought, from -2 to 2: four uniform numbers, so that no logarithm differs between machines. */
const noise = (random: Random) => random.next() + random.next() + random.next() + random.next() - 2;

/** The plans: their share of subscribers, the price of a month in cents, and how many pay by the year. */
const plans = {
  Basic: { weight: 45, monthly: 799, annual: 666, byYear: 0.25 },
  Standard: { weight: 37, monthly: 1199, annual: 999, byYear: 0.35 },
  Premium: { weight: 18, monthly: 1699, annual: 1416, byYear: 0.45 },
} as const;
type Plan = keyof typeof plans;

/** Who joined before the last increase still pays a euro less. */
const oldPriceFrom = 37;

const planWeights = (Object.keys(plans) as Plan[]).map(
  (plan) => [plan, plans[plan].weight] as const,
);
const countries = [
  ["Germany", 34],
  ["France", 24],
  ["Netherlands", 16],
  ["Spain", 15],
  ["Austria", 11],
] as const;
/** Two systems write the channels, each in its own words; some accounts have none. */
const channels = [
  ["Search", 22],
  ["Google", 9],
  ["Social media", 24],
  ["Referral", 12],
  ["Friend", 6],
  ["App store", 16],
  ["", 11],
] as const;
const ages = [
  ["18-24", 18],
  ["25-34", 30],
  ["35-44", 24],
  ["45-54", 16],
  ["55 and over", 12],
] as const;
const ticketCounts = [
  [0, 52],
  [1, 25],
  [2, 12],
  [3, 6],
  [4, 3],
  [5, 2],
] as const;

const header = [
  "Subscriber ID",
  "Account Type",
  "Plan",
  "Billing",
  "Country",
  "Channel",
  "Age Group",
  "Tenure (months)",
  "Monthly Price (EUR)",
  "Active Days per Week",
  "Support Tickets",
  "Satisfaction",
  "Churned",
];

/**
 * One row. Monthly billing, little use, many tickets and a short tenure make leaving likelier; plan,
 * country, channel and age make no difference.
 */
function subscriber(random: Random, place: number): readonly string[] {
  const plan = pick(random, planWeights);
  const byYear = random.next() < plans[plan].byYear;
  const tenure = 1 + Math.floor(60 * random.next() * random.next());
  const price = plans[plan][byYear ? "annual" : "monthly"] - (tenure >= oldPriceFrom ? 100 : 0);
  const days = within(0, 7, Math.round((3.4 + 1.9 * noise(random)) * 10) / 10);
  const tickets = pick(random, ticketCounts);
  const content = within(
    1,
    5,
    Math.round(3.9 - 0.4 * tickets + 0.2 * (days - 3.4) + 1.6 * noise(random)),
  );
  const leaving =
    0.03 +
    (byYear ? 0 : 0.12) +
    0.045 * (3.4 - days) +
    (tickets >= 3 ? 0.14 : 0) +
    (tenure <= 12 ? 0.05 : 0);
  return [
    `S${String(100_000 + place)}`,
    random.next() < 0.015 ? "Staff" : "Paying",
    plan,
    byYear ? "Annual" : "Monthly",
    pick(random, countries),
    pick(random, channels),
    pick(random, ages),
    String(tenure),
    (price / 100).toFixed(2),
    days.toFixed(1),
    String(tickets),
    random.next() < 0.35 ? "" : String(content),
    random.next() < within(0.01, 0.9, leaving) ? "Yes" : "No",
  ];
}

/** The example's CSV: synthetic subscribers of a streaming service, the same bytes each time. */
export function subscribersCsv(): string {
  const random = seeded(seed);
  const rows = Array.from({ length: rowCount }, (_, place) => subscriber(random, place + 1));
  return [header, ...rows].map((row) => `${row.join(",")}\n`).join("");
}
