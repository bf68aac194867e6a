import type { APIRoute } from "astro";
import { traceDocument, traceOf } from "../../model/trace.ts";
import { store } from "../../site/store.ts";

/** How every published snapshot was made, for machines. */
export const getStaticPaths = () =>
  store.manifest.snapshots
    .filter(({ published }) => published)
    .map(({ name }) => ({ params: { name } }));

export const GET: APIRoute = ({ params }) =>
  new Response(
    `${JSON.stringify(traceDocument(traceOf(store.entry(params["name"] ?? ""))), null, 2)}\n`,
    { headers: { "content-type": "application/json; charset=utf-8" } },
  );
