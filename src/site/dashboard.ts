import { dashboard } from "../model/dashboard.ts";
import { dashboardFigures } from "../model/figures.ts";
import { sourceLine } from "./about.ts";
import { browserCube, fullCube } from "./cubes.ts";
import { link } from "./links.ts";
import { store } from "./store.ts";

const { orders } = store.manifest;

/** The dashboard of all customers, as the site is built with it. */
export const everyone = dashboard(fullCube, orders);
export const figures = dashboardFigures(everyone);

/** What the pages tell their script of the report. */
export const report = { cube: link(`/data/${browserCube.name}.arrow`), orders, source: sourceLine(), embed: link("/embed/") };
