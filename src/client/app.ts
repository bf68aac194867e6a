import { figuresOf } from "../views/compare.ts";
import { totalOf, valuesOf, type Cube } from "../model/cube.ts";
import { selectedLeaders } from "../model/dashboard.ts";
import type { DashboardFigure } from "../model/figure.ts";
import { comparedFigures, partFigures } from "../views/key-figures.ts";
import { isTracking, searchOf, viewOf, type View } from "../model/link.ts";
import { rowsIn } from "../model/metric.ts";
import {
  emptySelection,
  isEmptySelection,
  isSame,
  pick,
  type Selection,
} from "../model/selection.ts";
import { headline } from "../sentences/headline.ts";
import { size, describeSelection } from "../sentences/selection.ts";
import { capitalised } from "../text/words.ts";
import { takeControls, type Side } from "./controls.ts";
import { takeExplorer } from "./explore.ts";
import { fetchCube } from "./fetch-cube.ts";
import { writeNumbersBy } from "../../format/numerals.ts";
import { liveFigure, type LiveFigure } from "./figure.ts";
import { write, writeKeyFigures } from "./key-figures.ts";
import { addMenu } from "./menu.ts";
import { ownFigures } from "./own-figures.ts";
import { reportOf, type Report } from "./report.ts";
import { tooltip } from "./tooltip.ts";
import { afterPaint, inTurn } from "./schedule.ts";

/**
 * Fetches the cube and brings the page to life.
 * @throws Error where the cube cannot be had; the page stays what it was
 */
export async function start(root: HTMLElement): Promise<void> {
  const report = reportOf(document);
  writeNumbersBy(report.locale);
  const cube = await fetchCube(report.cube, report.model);
  // Reading the cube was one task, drawing is others: the page answers in between.
  await new Promise((resolve) => setTimeout(resolve));
  // Somebody may have chosen while it was on its way.
  const early = [...root.querySelectorAll<HTMLInputElement>(".slicers :checked")];
  await live(root, report, cube);
  for (const box of early) if (!box.checked) box.click();
  root.dataset["state"] = "live";
}

/** @returns when all charts are drawn for the first time */
async function live(root: HTMLElement, report: Report, cube: Cube): Promise<void> {
  const { model } = report;
  const known = model.dimensions.map((dimension) => ({
    dimension,
    values: valuesOf(cube, dimension.name),
  }));
  const whole = totalOf(cube);
  const heading = document.querySelector(".headline h1");
  const dashboardLink = document.querySelector<HTMLAnchorElement>("[data-whole]");
  const of = document.querySelector("[data-selection]");
  const ofAll = of?.textContent ?? "";
  const titleOfAll = document.title;
  const tip = tooltip(model);
  const headlineOfAll = heading?.textContent ?? "";
  const figuresOfAll = [...document.querySelectorAll(".kpis > div")].map((row) => ({
    value: row.querySelector("strong")?.textContent ?? "",
    note: row.querySelector("small")?.textContent ?? "",
  }));
  let view: View = { a: emptySelection };
  let side: Side = "a";
  let linked = "";
  const explorer = takeExplorer(cube, model, () => go(view, side));

  // A cube need not know what every figure is by: such a figure has one of its own, or stays.
  const answering = new Set(
    model.dashboard.figures.flatMap(({ id, by }) =>
      by.every((name) => cube.dimensions.has(name)) ? [id] : [],
    ),
  );
  const own = ownFigures(report);
  const draw = inTurn(document.querySelector("section.figures-of"));
  const figures = [...document.querySelectorAll<HTMLElement>("figure[data-figure]")]
    .filter(({ id }) => answering.has(id) || report.cubes?.[id] !== undefined)
    .map((element) =>
      liveFigure(element, {
        canPick: answering.has(element.id),
        pick: (clause) => change((selection) => pick(selection, clause)),
        point: tip.show,
        model,
      }),
    );
  const controls = root.querySelector("form.slicers")
    ? takeControls(root, cube, model, {
        change,
        compare: (on) => go(on ? { ...view, b: emptySelection } : { a: view.a }, on ? "b" : "a"),
        edit: (next) => go(view, next),
      })
    : undefined;

  function change(edit: (selection: Selection) => Selection, which = side): void {
    const [from, b] = [which === "b" ? (view.b ?? emptySelection) : view.a, view.b];
    const next = edit(from);
    if (isSame(next, from)) return;
    go(
      which === "b" ? { a: view.a, b: next } : b === undefined ? { a: next } : { a: next, b },
      side,
    );
  }

  const inLinks = [...(explorer?.choices ?? []), ...known];
  const keys = inLinks.map(({ dimension }) => dimension);
  const search = (shown: View) => searchOf(explorer?.linked(shown) ?? shown, keys);
  const addressOf = (shown: View) => `${location.pathname}${search(shown)}${location.hash}`;

  function go(next: View, nextSide: Side): void {
    const moved = search(next) !== linked;
    [view, side, linked] = [next, nextSide, search(next)];
    const address = addressOf(next);
    // The browser looks at the page's icon again, which the reader need not wait for.
    if (moved) afterPaint(() => history.pushState(null, "", address));
    void render();
  }

  function read(): Promise<void> {
    const { view: found, ignored } = viewOf(location.search, inLinks);
    [view, side] = [explorer?.take(found) ?? found, found.b === undefined ? "a" : side];
    linked = search(view);
    const done = render();
    controls?.ignored(ignored);
    // What was left out, and what trackers added, is not in the link that the reader copies.
    const tracked = [...new URLSearchParams(location.search).keys()].some(isTracking);
    if (ignored.length > 0 || tracked) history.replaceState(null, "", addressOf(view));
    return done;
  }

  function render(): Promise<void> {
    const { a, b } = view;
    const [sums, other] = [totalOf(cube, a), b && totalOf(cube, b)];
    const statement =
      rowsIn(model, sums) === 0
        ? `No ${model.row.many} match these filters`
        : headline({ leaders: selectedLeaders(cube, model, a), total: sums }, model).replace(
            /\.$/,
            "",
          );
    const called = describeSelection(a, model);
    const compared = b && `${capitalised(called)} against ${describeSelection(b, model)}`;
    const next = new Map(
      figuresOf(cube, explorer?.model() ?? model, view).map((figure) => [figure.id, figure]),
    );
    if (heading)
      write(heading, compared ?? (isEmptySelection(a) ? headlineOfAll : `${statement}.`));
    if (of)
      write(
        of,
        isEmptySelection(a) || compared ? ofAll : `${size(sums, whole, model)} (${called})`,
      );
    // A chart by itself: the page is called after it, and the dashboard that it is of shows the
    // same.
    const [only] = figures;
    if (dashboardLink) dashboardLink.search = search(view);
    const title =
      (dashboardLink ?? explorer) && only
        ? `${dashboardLink ? "" : "Explore: "}${next.get(only.id)?.title ?? ""} · Customer Trends`
        : compared
          ? `Customer Trends: ${compared}`
          : isEmptySelection(a)
            ? titleOfAll
            : `Customer Trends: ${statement} (${called})`;
    afterPaint(() => (document.title = title));
    writeKeyFigures(
      other
        ? comparedFigures(sums, other, model)
        : isEmptySelection(a)
          ? figuresOfAll
          : partFigures(sums, whole, model),
    );
    controls?.show(view, side, sums, other, whole);
    const drawing = (figure: LiveFigure, data: DashboardFigure) => ({
      near: figure.near,
      show: () => {
        figure.show(data, side === "b" && b ? b : a);
        explorer?.show(data);
      },
    });
    const drawn = draw(
      figures.flatMap((figure) => {
        const data = answering.has(figure.id) ? next.get(figure.id) : undefined;
        return data ? [drawing(figure, data)] : [];
      }),
    );
    const asked = view;
    for (const figure of figures.filter(({ id }) => !answering.has(id)))
      own(figure.id, view)?.then(
        // The reader may have gone on meanwhile.
        (data) => asked === view && drawing(figure, data).show(),
        (error: unknown) => console.error(error),
      );
    return drawn;
  }

  addEventListener("popstate", () => void read());
  addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && !event.target.closest(".hits")) tip.hide();
  });
  await read();
  explorer?.again();
  for (const figure of figures) addMenu(figure, report, () => search(view));
}
