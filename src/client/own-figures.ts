import type { Cube } from "../model/cube.ts";
import { dashboard } from "../model/dashboard.ts";
import type { DashboardFigure } from "../model/figure.ts";
import type { View } from "../model/link.ts";
import { emptySelection, isEmptySelection, type Selection } from "../model/selection.ts";
import { describeSelection } from "../sentences/selection.ts";
import { and, inSentence } from "../text/words.ts";
import { comparedFigure } from "../views/compare.ts";
import { dashboardFigures } from "../views/figures/index.ts";
import { fetchCube } from "./fetch-cube.ts";
import type { Report } from "./report.ts";

/** A figure that has a cube of its own, drawn of a view. */
export type OwnFigures = (id: string, view: View) => Promise<DashboardFigure> | undefined;

/**
 * The figures that the cube of all filters cannot answer. Their cubes are fetched when a filter
 * first wants them; until then, and where nothing is chosen, a figure stays as it was built.
 */
export function ownFigures({ cubes = {}, model }: Report): OwnFigures {
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

function figureOf(cube: Cube, id: string, { a, b }: View, model: Report["model"]): DashboardFigure {
  const figures = model.dashboard.figures.filter((figure) => figure.id === id);
  const only = { ...model, dashboard: { ...model.dashboard, figures } };
  const of = (selection: Selection): DashboardFigure => {
    const chosen = Object.entries(selection);
    const known = Object.fromEntries(chosen.filter(([name]) => cube.dimensions.has(name)));
    const ignored = chosen.filter(([name]) => !cube.dimensions.has(name));
    const [figure] = dashboardFigures(
      dashboard(cube, only, known, b !== undefined),
      only,
      b === undefined ? known : emptySelection,
    );
    if (!figure) throw new Error(`There is no figure "${id}".`);
    const labels = ignored.map(([name]) =>
      inSentence(model.dimensions.find((dimension) => dimension.name === name)?.label ?? name),
    );
    return labels.length === 0
      ? figure
      : { ...figure, subtitle: `${figure.subtitle} · not filtered by ${and(labels)}` };
  };
  if (b === undefined) return of(a);
  const names = [describeSelection(a, model), describeSelection(b, model)] as const;
  return comparedFigure(of(a), of(b), names, model);
}
