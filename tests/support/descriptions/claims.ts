import type { Choose } from "./choose.ts";
import type { Known } from "./columns.ts";
import { isText, type KnownMetric } from "./metrics.ts";

const kinds = ["means", "rates", "lead", "part", "correlation", "because"] as const;
const metricFor = { means: "mean", rates: "share", lead: "sum", part: "sum" } as const;

function claimOf(
  choose: Choose,
  columns: readonly Known[],
  metrics: readonly KnownMetric[],
): object | undefined {
  const { of, some, maybe, yes } = choose;
  const kind = of(kinds);
  const texts = columns.filter(isText);
  const complete = columns.filter((column) => !isText(column) && !column.nullable);
  if (kind === "correlation")
    return complete.length === 0
      ? undefined
      : {
          correlation: [of(complete).name, of(complete).name],
          ...maybe(0.5, () => ({ matters: 0.1 })),
        };
  const shares = metrics.filter((metric) => metric.kind === "share");
  if (kind === "because")
    return {
      because: "The file does not say.",
      ...(shares.length > 0 && texts.length > 0
        ? maybe(0.5, () => ({ rates: of(shares).name, by: of(texts).name }))
        : {}),
    };
  const may = metrics.filter((metric) => metric.kind === metricFor[kind]);
  if (may.length === 0 || texts.length === 0) return undefined;
  const by = of(texts);
  const needsGroups = kind === "lead" || kind === "part";
  const pool = by.allowed ?? (yes(0.1) ? [...by.values, "Unseen"] : by.values);
  const groups = needsGroups
    ? some(pool, 1, kind === "lead" ? 2 : 1)
    : yes(0.5) && pool.length > 1
      ? some(pool, 2, 2)
      : [];
  return {
    [kind]: of(may).name,
    by: by.name,
    ...(groups.length > 0 ? { groups } : {}),
    ...maybe(0.5, () => ({ matters: of([0.01, 0.5, 5]) })),
  };
}

/** Up to five claims of any kind. */
export const claimsOf = (
  choose: Choose,
  columns: readonly Known[],
  metrics: readonly KnownMetric[],
): object[] =>
  Array.from({ length: choose.int(0, 5) }, (_, index) => {
    const claim = claimOf(choose, columns, metrics);
    return claim === undefined
      ? []
      : [
          {
            id: `claim-${index + 1}`,
            claim: "It is so.",
            about: choose.of(["Worth", "What goes together"]),
            ...claim,
            ...choose.maybe(0.5, () => ({ direction: choose.of(["more", "less", "differently"]) })),
            ...choose.maybe(0.2, () => ({ noun: ["purchase", "purchases"] })),
          },
        ];
  }).flat();

/** What may explain which means; nothing where there are none. */
export function driversOf(
  choose: Choose,
  columns: readonly Known[],
  metrics: readonly KnownMetric[],
): object {
  const means = metrics.filter(({ kind }) => kind === "mean");
  const texts = columns.filter(isText);
  if (means.length === 0 || texts.length === 0 || !choose.yes(0.7)) return {};
  return {
    drivers: {
      title: "What separates rows",
      of: choose.some(means, 1, 3).map(({ name }) => name),
      by: choose.some(texts, 1, 4).map(({ name }) => name),
    },
  };
}
