import { gzipSync } from "node:zlib";
import { cubeOf, type Cube } from "../model/cube.ts";
import { marginsOf, type CubeSource } from "../model/margins.ts";
import { dimensionNames, slicers, type Dimension } from "../model/selection.ts";
import { store } from "./store.ts";

const { minGroup, snapshots } = store.manifest;
const isThere = (name: string) => snapshots.some((snapshot) => snapshot.name === name);

/**
 * What the dashboard is made of when the site is built: the cube of every filter and product, or,
 * without small groups, its margins.
 */
export const shownCube: Cube | CubeSource =
  minGroup === 1
    ? cubeOf(store.columns("cube-products"))
    : marginsOf(store.columns("cube-margins"), store.entry("cube-margins").suppressed?.by);

/** How many groups are left out of what is shown, by their dimensions; undefined where none is. */
export const leftOut = isThere("cube-margins")
  ? store.entry("cube-margins").suppressed?.by
  : undefined;

/** What a browser may have to fetch for the filters, in bytes compressed. */
const allowance = 30_000;

/**
 * The cube that a browser fetches: with the products, unless there are so many that it would be too
 * much; then all but the chart of
 * products answers to the filters. Undefined where no filter would leave enough customers.
 */
export const browserCube: { readonly name: string; readonly cube: Cube } | undefined = (() => {
  const name =
    isThere("cube-products") &&
    gzipSync(store.bytes("cube-products"), { level: 9 }).length <= allowance
      ? "cube-products"
      : "cube-customers";
  return isThere(name) ? { name, cube: cubeOf(store.columns(name)) } : undefined;
})();

/** Whether readers can choose by a dimension. */
export const canChoose = (dimension: Dimension): boolean =>
  browserCube?.cube.dimensions.has(dimension) ?? false;

/**
 * What readers cannot choose by because some of its groups are small: filters, and what is chosen
 * in the charts.
 */
export const unchosen: readonly Dimension[] =
  minGroup === 1 ? [] : dimensionNames.filter((dimension) => !canChoose(dimension));

/** The filters that there are. */
export const shownSlicers = slicers.filter(canChoose);
