import { max } from "d3-array";
import { bars } from "../../charts/bars.ts";
import { shareBar } from "../../charts/share-bar.ts";
import { sumOf } from "../../model/cube.ts";
import { areParts, readingOf, valueOf, type Sums } from "../../model/metric.ts";
import { percentFine, short } from "../../text/numbers.ts";
import { partPercents } from "../../text/shares.ts";
import { inSentence } from "../../text/words.ts";
import type { Draw } from "./drawing.ts";

/**
 * One bar of everybody, divided into parts; bars where there are many, and bars of what they come to
 * where one is below zero, so that they are no parts.
 */
export const drawShare: Draw = ({ data: { spec, slices }, model, metric, marked }) => {
  const amount = readingOf(metric);
  const everyone = valueOf(metric, sumOf(slices, model)) ?? 0;
  const shareOf = (sums: Sums) => {
    const value = valueOf(metric, sums);
    return everyone === 0 || value === null ? null : value / everyone;
  };
  const reading = {
    kind: "share",
    label: `Share of ${inSentence(metric.label)}`,
    of: shareOf,
  } as const;
  const parts = marked.map(({ slice, names: [name = ""], key, faded }) => ({
    name,
    own: slice.keys[0] ?? "",
    amount: valueOf(metric, slice.sums) ?? 0,
    share: shareOf(slice.sums) ?? 0,
    key,
    faded,
  }));
  const most = max(parts, ({ amount }) => amount);
  const isAccent = ({ own, amount }: (typeof parts)[number]) =>
    spec.of === undefined ? amount === most : own === spec.of;
  const barsOf = (value: "amount" | "share", write: (value: number) => string) =>
    bars(
      parts.map((part) => ({
        ...part,
        value: part[value],
        label: write(part[value]),
        highlight: isAccent(part),
      })),
    );
  if (!areParts(metric, slices))
    return { reading: amount, chart: barsOf("amount", (value) => short(value, amount.kind)) };
  if (parts.length > mostParts) return { reading, amount, chart: barsOf("share", percentFine) };
  // Rounded together, so that what is written adds up to 100%; the accent's part first.
  const ordered = parts.toSorted((a, b) => Number(isAccent(b)) - Number(isAccent(a)));
  const percents = partPercents(ordered.map(({ amount }) => amount));
  const labels = new Map(ordered.map(({ key }, index) => [key, percents[index] ?? ""]));
  return {
    reading,
    amount,
    chart: shareBar(
      parts.map((part) => ({
        ...part,
        label: labels.get(part.key) ?? "",
        highlight: isAccent(part),
      })),
    ),
  };
};

/** More parts than these are too narrow to be named. */
const mostParts = 4;
