import { wordsOf } from "../contract/header.ts";
import { sqlWords } from "../contract/names.ts";
import type { Noun } from "../words.ts";
import type { Drafted } from "./columns.ts";
import { groupLabels, type DraftedDimension } from "./dimensions.ts";
import words from "./words.json" with { type: "json" };

interface DraftedMetric {
  readonly name: string;
  readonly described: object;
  /** The column that it is of. */
  readonly column?: Drafted;
  readonly kind: "count" | "share" | "sum" | "mean";
}

/** The most values of a slicer. */
const mostInSlicer = 12;

const kebab = (name: string) => name.replaceAll("_", "-");

/** What one row is, by the header of its key; rows of repeated persons with amounts are purchases. */
export function rowOf(columns: readonly Drafted[]): Noun {
  const has = (role: Drafted["role"]) => columns.some((column) => column.role === role);
  const key = columns.find(({ role }) => role === "key");
  const keyWords = wordsOf(key?.seen.header ?? "");
  const named = words.rows.find((each) => keyWords.some((word) => each.words.includes(word)));
  if (named) return { one: named.one, many: named.many };
  if (has("person") && has("sum")) return { one: "purchase", many: "purchases" };
  return key ? { one: "record", many: "records" } : { one: "row", many: "rows" };
}

/** What leads: the outcome, else an amount, else an average, else the number of rows. */
const order = { share: 0, sum: 1, mean: 2, count: 3 } as const;

function metricsOf(columns: readonly Drafted[], row: Noun): DraftedMetric[] {
  const taken = new Set([...columns.map(({ name }) => name), ...sqlWords]);
  const free = (...names: readonly string[]) => {
    const name = names.find((each) => !taken.has(each)) ?? `${names[0] ?? "metric"}_figure`;
    taken.add(name);
    return name;
  };
  const counting: DraftedMetric = {
    name: free(row.many.replaceAll(" ", "_"), `number_of_${row.many.replaceAll(" ", "_")}`),
    described: { count: "rows" },
    kind: "count",
  };
  const others = columns.flatMap((column): DraftedMetric[] => {
    const { name, role } = column;
    const mean: DraftedMetric = {
      name: free(`average_${name}`),
      described: { mean: name },
      column,
      kind: "mean",
    };
    const sum: DraftedMetric = {
      name: name.startsWith("total_") ? name : free(`total_${name}`),
      described: { sum: name },
      column,
      kind: "sum",
    };
    if (role === "outcome") {
      const described = { share: { [name]: "Yes" } };
      return [{ name: free(`${name}_rate`), described, column, kind: "share" }];
    }
    if (role === "sum" || role === "count") return [sum, mean];
    return role === "mean" ? [mean] : [];
  });
  return [...others.toSorted((a, b) => order[a.kind] - order[b.kind]), counting];
}

/** The main metric by the strongest dimensions, then by two of them at once, then the rows. */
function figuresOf(
  [main, counting, ...others]: readonly [DraftedMetric, DraftedMetric, ...DraftedMetric[]],
  by: readonly DraftedDimension[],
): object[] {
  const [first, second] = by.filter(({ values }) => values <= mostInSlicer);
  const isCounted = main === counting;
  const columns = [...(isCounted ? [] : [counting]), ...others].slice(0, 4).map(({ name }) => name);
  const idOf = (metric: DraftedMetric, ...dimensions: readonly DraftedDimension[]) =>
    `${kebab(metric.name)}-by-${dimensions.map(({ name }) => kebab(name)).join("-and-")}`;
  const bars = by
    .slice(0, 6)
    .map((each) => ({ id: idOf(main, each), bars: main.name, by: each.name, columns }));
  const heatmap = (a: DraftedDimension, b: DraftedDimension) => ({
    id: idOf(main, a, b),
    heatmap: main.name,
    by: [a.name, b.name],
    columns: isCounted ? [] : [counting.name],
  });
  const isShare = first !== undefined && first.values <= 4 && !isCounted;
  return [
    ...bars,
    ...(first && second ? [heatmap(first, second)] : []),
    ...(isShare ? [{ id: idOf(counting, first), share: counting.name, by: first.name }] : []),
  ];
}

/** Drafts what is shown and tested of some columns. @param dimensions the strongest first */
export function draftAnalysis(
  columns: readonly Drafted[],
  dimensions: readonly DraftedDimension[],
  row: Noun,
) {
  const all = metricsOf(columns, row);
  const counting = all.find(({ kind }) => kind === "count") as DraftedMetric;
  const [main = counting] = all;
  const others = all.filter((each) => each !== main && each !== counting);
  const outcome = main.kind === "share" ? main.column?.name : undefined;
  const by = dimensions.filter(({ name }) => name !== outcome);
  const grouped = by.filter(({ of }) => of !== undefined);
  const short = by.filter(({ values }) => values <= mostInSlicer);
  const [first] = short;
  const leading = main.kind === "sum" && first ? { leader: main.name, by: first.name } : undefined;
  const means = all.filter(({ kind }) => kind === "mean").slice(0, 4);
  // Tests need one row a person.
  const isTestable = !columns.some(({ role }) => role === "person");
  return {
    cleaning: grouped.map(({ name, of = "" }) => ({
      quantiles: of,
      into: name,
      labels: [...groupLabels],
    })),
    metrics: Object.fromEntries(all.map(({ name, described }) => [name, described])),
    dashboard: {
      ...(leading ? { headline: leading } : {}),
      kpis: [counting, ...all.filter((each) => each !== counting)]
        .slice(0, 5)
        .map(({ name }) => name),
      slicers: short.slice(0, 4).map(({ name }) => name),
      figures: figuresOf([main, counting, ...others], by),
    },
    ...(isTestable ? { claims: claimsOf(main, means, by) } : {}),
    ...(isTestable && means.length > 0 && by.length > 0
      ? {
          drivers: {
            title: "Key drivers",
            of: means.map(({ name }) => name),
            by: by.slice(0, 13).map(({ name }) => name),
          },
        }
      : {}),
    guards: [
      { rows: "fell", more_than: "20%", then: "stop" },
      { column: "vanished", then: "stop" },
    ],
  };
}

/** That a figure differs between the groups of the strongest dimensions. */
function claimsOf(
  main: DraftedMetric,
  means: readonly DraftedMetric[],
  by: readonly DraftedDimension[],
): object[] {
  const tested = main.kind === "share" ? [main, ...means.slice(0, 1)] : means.slice(0, 2);
  const said = (name: string) => name.replaceAll("_", " ");
  return tested.flatMap((metric) =>
    by.slice(0, metric.kind === "share" ? 16 : 3).map(({ name }) => ({
      id: `${kebab(metric.name)}-${kebab(name)}`,
      claim: `The ${said(metric.name)} differs by ${said(name)}.`,
      about: said(metric.name).replace(/^./, (letter) => letter.toUpperCase()),
      ...(metric.kind === "share" ? { rates: metric.name } : { means: metric.name }),
      by: name,
      direction: "differently",
    })),
  );
}
