import type { APIRoute } from "astro";
import { store } from "../../site/store.ts";

/** Every published snapshot, byte for byte. */
export const getStaticPaths = () =>
  store.manifest.snapshots
    .filter(({ published }) => published)
    .map(({ name }) => ({ params: { name } }));

export const GET: APIRoute = ({ params }) =>
  new Response(new Uint8Array(store.bytes(params["name"] ?? "")), {
    headers: { "content-type": "application/vnd.apache.arrow.file" },
  });
