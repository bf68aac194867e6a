import type { Dimension } from "../../format/report.ts";
import { cubeOf } from "../model/cube.ts";
import { marginsOf, type CubeSource } from "../model/margins.ts";
import { store } from "./store.ts";

const { manifest } = store;
const { minGroup, snapshots, dimensions, dashboard } = manifest;
const isThere = (name: string) => snapshots.some((snapshot) => snapshot.name === name);

/** The cube that a browser fetches; undefined where no filter would leave enough rows. */
export const browserCube = isThere("cube-main")
  ? { name: "cube-main", cube: cubeOf(store.columns("cube-main"), manifest) }
  : undefined;

/** How many groups are left out of what is shown, by their dimensions; undefined where none is. */
export const leftOut = isThere("cube-margins")
  ? store.entry("cube-margins").suppressed?.by
  : undefined;

const margins: CubeSource = isThere("cube-margins")
  ? marginsOf(store.columns("cube-margins"), manifest, leftOut)
  : () => undefined;

/**
 * What the dashboard is made of when the site is built: the cube of all filters; where it lacks a
 * dimension, and where small groups are suppressed, the margins.
 */
export const shownCube: CubeSource = (by) => {
  const cube = browserCube?.cube;
  return minGroup === 1 && cube && by.every((name) => cube.dimensions.has(name))
    ? cube
    : margins(by);
};

/** The cubes of single figures that the cube of all filters cannot answer, by their figures. */
export const ownCubes: ReadonlyMap<string, string> = new Map(
  dashboard.figures
    .map(({ id }) => [id, `cube-figure-${id}`] as const)
    .filter(([, name]) => isThere(name)),
);

/** Whether readers can choose by a dimension. */
export const canChoose = (dimension: string): boolean =>
  browserCube?.cube.dimensions.has(dimension) ?? false;

/**
 * What readers cannot choose by, because some of its groups are small or it has too many: filters,
 * and what is chosen in the charts.
 */
export const unchosen: readonly Dimension[] = dimensions.filter(({ name }) => !canChoose(name));

/** The filters that there are. */
export const shownSlicers: readonly Dimension[] = dimensions.filter(
  ({ name }) => dashboard.slicers.includes(name) && canChoose(name),
);
