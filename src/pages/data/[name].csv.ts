import type { APIRoute } from "astro";
import { csvOf } from "../../text/csv.ts";
import { store } from "../../site/store.ts";

/** Every published snapshot as CSV. */
export const getStaticPaths = () =>
  store.manifest.snapshots
    .filter(({ published }) => published)
    .map(({ name }) => ({ params: { name } }));

export const GET: APIRoute = ({ params }) =>
  new Response(csvOf(store.columns(params["name"] ?? "")), {
    headers: { "content-type": "text/csv; charset=utf-8" },
  });
