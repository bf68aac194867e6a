import type { Model } from "../../format/manifest.ts";
import { store } from "./store.ts";

const { row, orders, sums, metrics, dimensions, dashboard } = store.manifest;

/** What of the report its figures are computed and written by. */
export const model: Model = { row, orders, sums, metrics, dimensions, dashboard };
