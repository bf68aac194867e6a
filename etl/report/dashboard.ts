import { exploreId } from "../../format/explore-id.ts";
import { marks, type DashboardSpec, type FigureSpec } from "../../format/report.ts";
import type { DashboardDescription } from "./analysis-schema.ts";
import type { BoundDimension, Dimensions } from "./dimensions.ts";
import { isAdditive, type BoundMetric } from "./metrics.ts";
import type { Path } from "./located.ts";
import { named, noting, type Problem } from "./problems.ts";

/** The dashboard, with its dimensions: those of slicers first, then those of figures. */
export interface BoundDashboard extends DashboardSpec {
  readonly dimensions: readonly BoundDimension[];
}

type Metrics = ReadonlyMap<string, BoundMetric>;

/** The key of a second selection in links, and the prefix of its dimensions' keys. */
const secondKey = "vs";

const areAlikeInLinks = (a: string, b: string) =>
  a === b || a === `${secondKey}-${b}` || b === `${secondKey}-${a}`;

/** @param problems to which mistakes are added */
export function boundDashboard(
  { headline, kpis, slicers, figures }: DashboardDescription,
  metrics: Metrics,
  dimensions: Dimensions,
  problems: Problem[],
): BoundDashboard {
  const wrong = noting(problems, "dashboard");
  const check = (name: string, at: Path, additive = false) => {
    const metric = named("metric", name, metrics, wrong, at);
    if (metric && additive && !isAdditive(metric))
      wrong(at, `"${name}" does not add up; this needs a metric that counts or sums`);
  };
  const used = new Map<string, BoundDimension>();
  const use = (name: string, at: Path) => {
    const dimension = dimensions.named(name, ["dashboard", ...at]);
    if (!dimension || used.has(name)) return;
    const { key } = dimension;
    const other = [...used.values()].find((each) => areAlikeInLinks(each.key, key));
    if (key === secondKey)
      wrong(at, `"${name}" has the key "${key}" of links that compare; give it another`);
    else if (other)
      wrong(
        at,
        `"${name}" has the key "${key}", and ${other.name} "${other.key}"; give it another`,
      );
    used.set(name, dimension);
  };
  kpis.forEach((name, index) => check(name, ["kpis", index]));
  slicers.forEach((name, index) => use(name, ["slicers", index]));
  const ids = new Set<string>();
  const specs = figures.flatMap((figure, index): FigureSpec[] => {
    const at = ["figures", index] as const;
    if (ids.has(figure.id)) wrong([...at, "id"], `there are two figures "${figure.id}"`);
    if (figure.id === exploreId)
      wrong([...at, "id"], `"${exploreId}" is the page that explores; give it another`);
    ids.add(figure.id);
    const given = marks.filter((mark) => figure[mark] !== undefined);
    const [mark] = given;
    if (mark === undefined || given.length > 1) {
      wrong(at, `needs one of ${marks.join(", ")}${given.length > 1 ? ", not several" : ""}`);
      return [];
    }
    const by = typeof figure.by === "string" ? [figure.by] : figure.by;
    const wanted = isSingle(mark) ? 1 : 2;
    if (by.length !== wanted)
      wrong([...at, "by"], `${mark} needs ${wanted === 1 ? "one dimension" : "two dimensions"}`);
    if (by.length === 2 && by[0] === by[1]) wrong([...at, "by"], "names one dimension twice");
    by.forEach((name, place) => use(name, [...at, "by", ...(by.length > 1 ? [place] : [])]));
    if (mark === "histogram" && !dimensions.isOrdered(by[0] ?? ""))
      wrong(
        [...at, "by"],
        `"${by[0] ?? ""}" has no order; bins, quantiles and categories give one`,
      );
    if (figure.of !== undefined)
      dimensions.checkValue(by[0] ?? "", figure.of, ["dashboard", ...at, "of"]);
    check(figure[mark] ?? "", [...at, mark], mark !== "bars" && mark !== "heatmap");
    figure.columns.forEach((name, place) => check(name, [...at, "columns", place]));
    const metric = metrics.get(figure[mark] ?? "");
    if (figure.title !== undefined) {
      const may = titlesFor(mark, metric === undefined || isAdditive(metric));
      if (!may.includes(figure.title))
        wrong(
          [...at, "title"],
          `${mark} of this metric can have ${may.join(" or ")}, not ${figure.title}`,
        );
    }
    return [
      {
        id: figure.id,
        mark,
        metric: figure[mark] ?? "",
        // Of groups the value is chosen with its group.
        by: mark === "grouped" ? by.toReversed() : by,
        columns: figure.columns,
        title: figure.title ?? titlesFor(mark, metric !== undefined && isAdditive(metric))[0],
        ...(mark === "grouped" ? { top: figure.top ?? 3 } : {}),
        ...(mark === "share" && figure.of !== undefined ? { of: figure.of } : {}),
      },
    ];
  });
  if (headline) {
    check(headline.leader, ["headline", "leader"], true);
    use(headline.by, ["headline", "by"]);
    if (headline.because) {
      check(headline.because.volume, ["headline", "because", "volume"], true);
      check(headline.because.rate, ["headline", "because", "rate"]);
    }
  }
  const lead = headline?.leader ?? leadOf(kpis, metrics);
  return {
    ...(headline
      ? { headline: { leader: headline.leader, by: headline.by, ...headline.because } }
      : {}),
    lead,
    kpis: kpis.length > 0 ? kpis : [lead],
    slicers,
    figures: specs,
    dimensions: [...used.values()],
  };
}

/** The first metric that sums, or else the one that counts the rows. */
function leadOf(kpis: readonly string[], metrics: Metrics): string {
  const additive = [...kpis, ...metrics.keys()].filter((name) => {
    const metric = metrics.get(name);
    return metric !== undefined && isAdditive(metric);
  });
  return additive.find((name) => metrics.get(name)?.of === "sum") ?? additive[0] ?? "";
}

/** The templates that say something true of a mark, the usual one first. */
function titlesFor(
  mark: FigureSpec["mark"],
  additive: boolean,
): readonly [FigureSpec["title"], ...FigureSpec["title"][]] {
  // What does not add up has neither parts nor a leader.
  if (!additive) return ["range"];
  if (mark === "share") return ["share", "leader", "range"];
  if (mark === "grouped") return ["top"];
  return isSingle(mark) ? ["leader", "share", "range"] : ["wins", "range"];
}

/** Whether a mark is by one dimension. */
const isSingle = (mark: FigureSpec["mark"]) =>
  mark === "bars" || mark === "histogram" || mark === "share";
