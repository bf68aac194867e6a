import { dashboard } from "../model/dashboard.ts";
import type { DashboardFigure } from "../model/figure.ts";
import { dashboardFigures } from "../views/figures/index.ts";
import { headline } from "../sentences/dashboard.ts";
import { sourceLine } from "./about.ts";
import { browserCube, canChoose, leftOut, shownCube } from "./cubes.ts";
import { link } from "./links.ts";
import { store } from "./store.ts";

const { orders, minGroup } = store.manifest;

/** The dashboard of all customers, as the site is built with it. */
export const everyone = {
  ...dashboard(shownCube, orders),
  ...(leftOut ? { suppressed: leftOut } : {}),
};
const all = dashboardFigures(everyone);

/** The figures that have anything to show. */
export const figures = minGroup === 1 ? all : all.filter(({ table }) => table.length > 0);
/** Those of which every group is left out. */
export const emptyFigures = all.filter((figure) => !figures.includes(figure));

/**
 * The page's headline. Who is first of those that are shown need not be first of all, so then
 * nobody is named.
 */
export const title = headline(
  leftOut?.["category"] ? { categories: [], total: everyone.total } : everyone,
);

/** Whether a figure answers to filters where there is a script. */
export const isLive = ({ marks, dimensions }: DashboardFigure): boolean =>
  marks.length > 0 && (minGroup === 1 || dimensions.every(canChoose));

/** The snapshot that all of this is read from. */
export const tracedCube = minGroup === 1 ? "cube-products" : "cube-margins";

/** What the pages tell their script of the report. */
export const report = {
  cube: browserCube ? link(`/data/${browserCube.name}.arrow`) : "",
  orders,
  source: sourceLine(),
  embed: link("/embed/"),
};
