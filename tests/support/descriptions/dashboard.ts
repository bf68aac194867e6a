import type { Choose } from "./choose.ts";
import { keysOf, type Known } from "./columns.ts";
import { isAdditive, isText, type KnownMetric } from "./metrics.ts";

/** Names of some values, no two alike; another value may be what one is called. */
function namesOf({ some }: Choose, values: readonly string[]): ReadonlyMap<string, string> {
  const names = some(["Name 1", "No", "Hat", "A “name”", "Yes"], 3, 3);
  return new Map(some(keysOf(values), 1, 3).map((value, index) => [value, names[index] ?? value]));
}

/** What readers call dimensions and some of their values. */
export function dimensionsOf(choose: Choose, columns: readonly Known[]): Record<string, object> {
  const { of, maybe, yes } = choose;
  return Object.fromEntries(
    columns.filter(isText).flatMap(({ name, values }) =>
      yes(0.5)
        ? [
            [
              name,
              {
                ...maybe(0.3, () => ({ label: of(["Kind", "ID type", "Größe"]) })),
                ...maybe(0.3, () => ({ key: `k-${name.replaceAll("_", "-")}` })),
                ...maybe(0.3, () => ({
                  noun: of([
                    ["kind", "kinds"],
                    ["Größe", "Größen"],
                  ]),
                })),
                ...maybe(0.5, () => ({ names: namesOf(choose, values) })),
              },
            ],
          ]
        : [],
    ),
  );
}

const marks = ["bars", "histogram", "stacked", "heatmap", "share", "grouped"] as const;

/** The templates of titles that suit a figure. */
const titlesFor = (mark: (typeof marks)[number], additive: boolean): readonly string[] =>
  ({
    histogram: ["leader", "share", "range"],
    bars: additive ? ["leader", "share", "range"] : ["range"],
    share: ["leader", "share", "range"],
    stacked: ["wins", "range"],
    heatmap: additive ? ["wins", "range"] : ["range"],
    grouped: ["top"],
  })[mark];

function figureOf(
  choose: Choose,
  texts: readonly Known[],
  metrics: readonly KnownMetric[],
): object | undefined {
  const { of, some, maybe, int } = choose;
  const ordered = texts.filter(({ isOrdered }) => isOrdered);
  const mark = of(ordered.length > 0 ? marks : marks.filter((each) => each !== "histogram"));
  const wanted = mark === "bars" || mark === "histogram" || mark === "share" ? 1 : 2;
  const may = mark === "bars" || mark === "heatmap" ? metrics : metrics.filter(isAdditive);
  if (texts.length < wanted || may.length === 0) return undefined;
  const by = some(mark === "histogram" ? ordered : texts, wanted, wanted);
  const metric = of(may);
  const [first] = by;
  return {
    [mark]: metric.name,
    by: by.length === 1 ? first?.name : by.map(({ name }) => name),
    columns: some(metrics, 0, 3).map(({ name }) => name),
    ...maybe(0.3, () => ({ title: of(titlesFor(mark, isAdditive(metric))) })),
    ...(mark === "grouped" ? maybe(0.7, () => ({ top: int(1, 4) })) : {}),
    ...(mark === "share"
      ? maybe(0.5, () => ({ of: of(first?.allowed ?? [...(first?.values ?? []), "Unseen"]) }))
      : {}),
  };
}

/** The dashboard: maybe a headline, key figures, slicers, and up to six figures. */
export function dashboardOf(
  choose: Choose,
  columns: readonly Known[],
  metrics: readonly KnownMetric[],
): object {
  const { int, of, some, maybe, yes } = choose;
  const texts = columns.filter(isText);
  const additive = metrics.filter(isAdditive);
  const names = (known: readonly { readonly name: string }[]) => known.map(({ name }) => name);
  const figures = Array.from({ length: int(1, 6) }, () => figureOf(choose, texts, metrics));
  const rates = metrics.filter((metric) => !isAdditive(metric));
  const headline =
    texts.length > 0 && additive.length > 0 && yes(0.8)
      ? {
          headline: {
            leader: of([additive[0] as KnownMetric, ...additive]).name,
            by: of(texts).name,
            ...maybe(0.9, () => ({
              because: {
                volume: of(additive).name,
                rate: of(rates.length > 0 && yes(0.8) ? rates : metrics).name,
              },
            })),
          },
        }
      : {};
  return {
    ...headline,
    kpis: names(some(metrics, 0, 5)),
    slicers: names(some(texts, 0, 3)),
    figures: figures.flatMap((figure, index) =>
      figure === undefined ? [] : [{ id: `figure-${index + 1}`, ...figure }],
    ),
  };
}
