import { dashboard } from "../model/dashboard.ts";
import { choicesOf, exploredModel } from "../model/explore.ts";
import { dashboardFigures } from "../views/figures/index.ts";
import { browserCube } from "./cubes.ts";
import { report as told } from "./dashboard.ts";
import { model } from "./model.ts";

/** What the page that explores shows and tells its script; undefined where browsers have no cube. */
export const explore = browserCube && exploreOf(browserCube);

function exploreOf({ cube, name: trace }: NonNullable<typeof browserCube>) {
  const choices = choicesOf(cube, model);
  const usual = choices.map(({ values }) => values[0] ?? "");
  const shown = exploredModel(model, usual);
  const figures = dashboardFigures(dashboard(cube, shown), shown);
  const report = { ...told, model: { ...told.model, dashboard: shown.dashboard } };
  return { cube, trace, choices, figures, report };
}
