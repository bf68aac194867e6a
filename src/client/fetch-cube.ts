import { tableFromIPC } from "@uwdata/flechette";
import type { Model } from "../../format/manifest.ts";
import { cubeOf, type Cube } from "../model/cube.ts";

/** Fetches a cube. @throws Error if it cannot be fetched, or is not a cube */
export async function fetchCube(address: string, model: Pick<Model, "sums">): Promise<Cube> {
  // The page may be newer than the cube in the browser’s cache.
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`Cannot fetch ${address}: status ${response.status}.`);
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  const columns = table.schema.fields.map(
    ({ name }) => [name, [...table.getChild(name)] as (string | number)[]] as const,
  );
  return cubeOf({ length: table.numRows, values: Object.fromEntries(columns) }, model);
}
