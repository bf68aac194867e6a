import { tableFromIPC } from "@uwdata/flechette";
import { cubeOf, type Cube } from "../model/cube.ts";

/** Fetches a cube. @throws Error where it cannot be had, or is no cube */
export async function fetchCube(address: string): Promise<Cube> {
  // The page may be of a newer build than the cube that the browser still keeps.
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  const columns = table.schema.fields.map(
    ({ name }) => [name, [...table.getChild(name)] as (string | number)[]] as const,
  );
  return cubeOf({ length: table.numRows, values: Object.fromEntries(columns) });
}
