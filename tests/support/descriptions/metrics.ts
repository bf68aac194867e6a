import type { Choose } from "./choose.ts";
import type { Known } from "./columns.ts";

export type MetricKind = "count" | "sum" | "mean" | "share" | "ratio";

/** A metric as later parts of a description know it. */
export interface KnownMetric {
  readonly name: string;
  readonly kind: MetricKind;
  /** The columns that it is of. */
  readonly columns: readonly string[];
}

export const isText = ({ type }: Known) => type === "string";
export const isAdditive = ({ kind }: KnownMetric) => kind === "count" || kind === "sum";

/** Names, some of which tables of results could take for their own. */
const plainNames = ["items", "revenue", "average", "part", "per_item", "rate", "extent", "worth"];
const awkwardNames = [
  "value",
  "name",
  "other",
  "n",
  "dimension",
  "group_name",
  "a",
  "b",
  "difference",
];

const labels = ["Net worth", 'The "rate"', "ROI", "Größe, m²", "items sold", "“Points”"];

/** What readers call a metric; no two alike. */
const wordsOf = (choose: Choose, left: string[]) => ({
  ...choose.maybe(0.4, () => ({ label: left.pop() ?? "Other" })),
  ...choose.maybe(0.3, () => ({ measure: choose.of(["worth", "“points”", "items sold"]) })),
  ...choose.maybe(0.2, () => ({ note: "as stated" })),
  ...choose.maybe(0.2, () => ({ target: choose.of([1, 250_000]) })),
  ...choose.maybe(0.3, () => ({
    verb: choose.of([
      ["brings in", "bring in"],
      ["costs", "cost"],
    ]),
  })),
});

/** A metric of one kind; undefined where the columns have nothing that it could be of. */
function metricOf(
  kind: MetricKind,
  choose: Choose,
  columns: readonly Known[],
  metrics: readonly KnownMetric[],
): readonly [described: object, columns: readonly string[]] | undefined {
  const { of, some, yes } = choose;
  const numbers = columns.filter((column) => !isText(column));
  const texts = columns.filter(isText);
  const additive = metrics.filter(isAdditive);
  if (kind === "count") return [{ count: "rows" }, []];
  if (kind === "sum" || kind === "mean") {
    if (numbers.length === 0) return undefined;
    const { name, type } = of(numbers);
    const unit = type === "money" ? {} : choose.maybe(0.2, () => ({ unit: of(["of 5", "days"]) }));
    const format =
      type === "integer" && kind === "sum"
        ? {}
        : choose.maybe(0.2, () => ({ format: of(["0", "0.0", "0.000"]) }));
    return [{ [kind]: name, ...unit, ...format }, [name]];
  }
  if (kind === "share") {
    if (texts.length === 0) return undefined;
    const { name, values, allowed } = of(texts);
    const counted = some(allowed ?? values, 1, 2);
    return [{ share: { [name]: counted.length === 1 && yes(0.5) ? counted[0] : counted } }, [name]];
  }
  if (additive.length === 0) return undefined;
  const [a, b] = [of(additive), of(additive)];
  return [{ ratio: [a.name, b.name] }, [...a.columns, ...b.columns]];
}

/** One to six metrics of every kind. */
export function metricsOf(
  choose: Choose,
  columns: readonly Known[],
): {
  readonly described: Readonly<Record<string, object>>;
  readonly known: readonly KnownMetric[];
} {
  const { int, of, some } = choose;
  const described: Record<string, object> = {};
  const known: KnownMetric[] = [];
  const taken = new Set(columns.filter(isText).map(({ name }) => name));
  // A metric may be called as the column that it is of.
  const numbers = columns.filter((column) => !isText(column)).map(({ name }) => name);
  const odd = some([...new Set([...awkwardNames, ...numbers])], 0, 3);
  const names = some([...plainNames, ...odd], 6, 6);
  const left = some(labels, labels.length, labels.length);
  const wanted = [
    of(["count", "sum"] as const),
    ...Array.from({ length: int(0, 5) }, () =>
      of(["sum", "mean", "share", "mean", "ratio", "count"] as const),
    ),
  ];
  for (const [index, kind] of wanted.entries()) {
    const name = names[index] ?? "";
    const metric = taken.has(name) ? undefined : metricOf(kind, choose, columns, known);
    if (!metric) continue;
    const [own, of] = metric;
    described[name] = { ...own, ...wordsOf(choose, left) };
    known.push({ name, kind, columns: of });
  }
  return { described, known };
}
