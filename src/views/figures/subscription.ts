import { shareBar } from "../../charts/share-bar.ts";
import { sumOf } from "../../model/cube.ts";
import { measures, type Sums } from "../../model/measures.ts";
import { sliceTable } from "../../model/tables.ts";
import { subscriptionTitle } from "../../sentences/dashboard.ts";
import { subscriptionName } from "../../sentences/selection.ts";
import { partPercents } from "../../text/shares.ts";
import { clickable, type DrawnFigure, type FigureData } from "./marks.ts";

const { customers, revenue, averagePurchase } = measures;

/** The share of customers who subscribe. */
export function subscriptionFigure({ data: { subscriptions }, marked }: FigureData): DrawnFigure {
  const everyone = sumOf(subscriptions);
  const subscription = marked(subscriptions, ["subscription_status"], ({ name }) =>
    subscriptionName(name),
  );
  const shareOf = (sums: Sums) =>
    everyone.customers === 0 ? null : sums.customers / everyone.customers;
  const ordered = subscriptions.toSorted(
    (a, b) => Number(b.name === "Yes") - Number(a.name === "Yes"),
  );
  const shares = partPercents(ordered.map(({ sums }) => sums.customers));
  const percents = new Map(ordered.map(({ name }, index) => [name, shares[index]]));
  return {
    id: "subscription",
    title: subscriptionTitle(everyone),
    subtitle: "Share of customers by subscription",
    ...clickable(subscription),
    reading: { kind: "share", label: "Share of customers", of: shareOf },
    chart: shareBar(
      // Rounded together, so that what is written adds up to 100%.
      subscription.slices.map(({ slice: { name, sums }, key, faded }) => {
        const share = shareOf(sums) ?? 0;
        return {
          name: subscriptionName(name),
          share,
          label: percents.get(name) ?? "",
          highlight: name === "Yes",
          key,
          faded,
        };
      }),
    ),
    table: sliceTable(subscriptions, "Subscribed", [customers, revenue, averagePurchase]),
  };
}
