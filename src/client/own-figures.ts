import type { Cube } from "../model/cube.ts";
import type { DashboardFigure } from "../model/figure.ts";
import type { View } from "../model/link.ts";
import { isEmptySelection } from "../model/selection.ts";
import { figuresOf } from "../views/compare.ts";
import { fetchCube } from "./fetch-cube.ts";
import type { Report } from "./report.ts";

/**
 * The figures that the cube of all filters cannot answer. Their cubes are fetched when a filter
 * first wants them; until then, and where nothing is chosen, a figure stays as it was built.
 */
export function ownFigures({
  cubes = {},
  model,
}: Report): (id: string, view: View) => Promise<DashboardFigure> | undefined {
  const fetched = new Map<string, Promise<Cube>>();
  const cubeFor = (id: string, address: string) => {
    const known = fetched.get(id);
    if (known) return known;
    const coming = fetchCube(address, model);
    fetched.set(id, coming);
    // What could not be fetched is asked for again by the next change.
    coming.catch(() => fetched.delete(id));
    return coming;
  };
  return (id, view) => {
    const address = cubes[id];
    const isAll = isEmptySelection(view.a) && view.b === undefined;
    if (address === undefined || (isAll && !fetched.has(id))) return undefined;
    return cubeFor(id, address).then((cube) => figureOf(cube, id, view, model));
  };
}

function figureOf(cube: Cube, id: string, view: View, model: Report["model"]): DashboardFigure {
  const figures = model.dashboard.figures.filter((figure) => figure.id === id);
  const only = { ...model, dashboard: { ...model.dashboard, figures } };
  const [figure] = figuresOf(cube, only, view);
  if (!figure) throw new Error(`There is no figure "${id}".`);
  return figure;
}
