import { dashboard } from "../model/dashboard.ts";
import type { DashboardFigure } from "../model/figure.ts";
import { dashboardFigures } from "../views/figures/index.ts";
import { headline } from "../sentences/headline.ts";
import { sourceLine } from "./about.ts";
import { browserCube, canChoose, leftOut, ownCubes, shownCube } from "./cubes.ts";
import { link } from "./links.ts";
import { model } from "./model.ts";
import { store } from "./store.ts";

const { locale, minGroup } = store.manifest;

/** The dashboard of everybody, as the site is built with it. */
export const everyone = {
  ...dashboard(shownCube, model),
  ...(leftOut ? { suppressed: leftOut } : {}),
};
const all = dashboardFigures(everyone, model);

/** The figures that have anything to show. */
export const figures = minGroup === 1 ? all : all.filter(({ table }) => table.length > 0);
/** Those of which every group is left out. */
export const emptyFigures = all.filter((figure) => !figures.includes(figure));

const led = model.dashboard.headline?.by;

/**
 * The page's headline. Who is first of those that are shown need not be first of all, so then
 * nobody is named.
 */
export const title = headline(
  led !== undefined && leftOut?.[led] ? { leaders: [], total: everyone.total } : everyone,
  model,
);

/** Whether a figure answers to filters where there is a script. */
export const isLive = ({ id, marks, dimensions }: DashboardFigure): boolean =>
  marks.length > 0 && (dimensions.every(canChoose) || ownCubes.has(id));

/** The snapshot that all of this is read from. */
export const tracedCube = minGroup === 1 && browserCube ? browserCube.name : "cube-margins";

/** What the pages tell their script of the report. */
export const report = {
  cube: browserCube ? link(`/data/${browserCube.name}.arrow`) : "",
  ...(ownCubes.size > 0
    ? {
        cubes: Object.fromEntries(
          [...ownCubes].map(([id, name]) => [id, link(`/data/${name}.arrow`)]),
        ),
      }
    : {}),
  // What only the pages that explain figures say of them.
  model: {
    ...model,
    metrics: model.metrics.map((metric) => ({ ...metric, description: "", formula: "" })),
  },
  locale,
  source: sourceLine(),
  embed: link("/embed/"),
};
