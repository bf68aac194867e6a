import { sqlWords } from "../contract/names.ts";
import type { Noun } from "../words.ts";
import { wordsOf, type Drafted } from "./columns.ts";
import { groupLabels, type DraftedDimension } from "./dimensions.ts";
import words from "./words.json" with { type: "json" };

/** The parts of report.yaml that say what is shown. */
export interface DraftedAnalysis {
  readonly cleaning: readonly object[];
  readonly metrics: Readonly<Record<string, object>>;
  readonly dashboard: object;
  readonly claims: readonly object[];
  readonly drivers?: object;
  readonly guards: readonly object[];
}

interface DraftedMetric {
  readonly name: string;
  readonly described: object;
  /** The column that it is of. */
  readonly column?: Drafted;
  readonly kind: "count" | "share" | "sum" | "mean";
}

const kebab = (name: string) => name.replaceAll("_", "-");

/** What one row is, by the header of its key or of the person that it is of. */
export function rowOf(columns: readonly Drafted[]): Noun {
  const identifying = columns.filter(({ role }) => role === "key" || role === "person");
  const isPerson = identifying.some(({ role }) => role === "key");
  for (const { seen, role } of identifying.toSorted((a) => (a.role === "key" ? -1 : 1))) {
    // Where persons repeat and rows have no key, a row is not a person.
    if (role === "person" && !isPerson) break;
    const found = words.rows.find((each) =>
      wordsOf(seen.header).some((word) => each.words.includes(word)),
    );
    if (found) return { one: found.one, many: found.many };
  }
  const isSpent = columns.some(({ role }) => role === "sum");
  return isSpent && identifying.length > 0
    ? { one: "purchase", many: "purchases" }
    : identifying.length > 0
      ? { one: "record", many: "records" }
      : { one: "row", many: "rows" };
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

/** Drafts what is shown and tested of some columns. @param dimensions the strongest first */
export function draftAnalysis(
  columns: readonly Drafted[],
  dimensions: readonly DraftedDimension[],
  row: Noun,
): DraftedAnalysis {
  const all = metricsOf(columns, row);
  const counting = all.find(({ kind }) => kind === "count") as DraftedMetric;
  const [main = counting] = all;
  const outcome = main.kind === "share" ? main.column?.name : undefined;
  const by = dimensions.filter(({ name }) => name !== outcome);
  const grouped = by.filter(({ of }) => of !== undefined);
  const short = by.filter(({ values }) => values <= 12);
  const beside = [counting, ...all.filter((each) => each !== main && each !== counting)];
  const columnsOf = (metric: DraftedMetric) =>
    beside
      .filter((each) => each !== metric)
      .slice(0, 4)
      .map(({ name }) => name);
  const bars = (metric: DraftedMetric, { name }: DraftedDimension) => ({
    id: `${kebab(metric.name)}-by-${kebab(name)}`,
    bars: metric.name,
    by: name,
    columns: columnsOf(metric),
  });
  const [first, second] = short;
  const figures = [
    ...by.slice(0, 6).map((dimension) => bars(main, dimension)),
    ...(first && second
      ? [
          {
            id: `${kebab(main.name)}-by-${kebab(first.name)}-and-${kebab(second.name)}`,
            heatmap: main.name,
            by: [first.name, second.name],
            columns: [counting.name].filter((name) => name !== main.name),
          },
        ]
      : []),
    ...(first && first.values <= 4 && main !== counting
      ? [
          {
            id: `${kebab(counting.name)}-by-${kebab(first.name)}`,
            share: counting.name,
            by: first.name,
          },
        ]
      : []),
  ];
  const leading = main.kind === "sum" && first ? { leader: main.name, by: first.name } : undefined;
  const means = all.filter(({ kind }) => kind === "mean").slice(0, 4);
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
      figures: [...new Map(figures.map((figure) => [figure.id, figure])).values()],
    },
    claims: claimsOf(main, means, by),
    ...(means.length > 0 && by.length > 0
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
