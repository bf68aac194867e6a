import { gzipSync } from "node:zlib";
import { cubeOf, type Cube } from "../model/cube.ts";
import { store } from "./store.ts";

/** The cube that the dashboard is rolled up from when the site is built: every filter and the products. */
export const fullCube: Cube = cubeOf(store.columns("cube-products"));

/** What a browser may have to fetch for the filters, in bytes compressed. */
const allowance = 30_000;

/**
 * The cube that a browser fetches: with the products, unless there are so many that it would be too much; then all but the chart of
 * products answers to the filters.
 */
export const browserCube = { name: gzipSync(store.bytes("cube-products"), { level: 9 }).length <= allowance ? "cube-products" : "cube-customers" } as const;
