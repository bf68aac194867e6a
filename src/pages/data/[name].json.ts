import type { APIRoute } from "astro";
import { traceDocument, traceOf } from "../../views/trace.ts";
import { publishedPaths, store } from "../../site/store.ts";

/** How every published snapshot was made, for machines. */
export const getStaticPaths = publishedPaths;

export const GET: APIRoute = ({ params }) => {
  const trace = traceOf(store, store.entry(params["name"] ?? ""));
  return new Response(`${JSON.stringify(traceDocument(store.manifest, trace), null, 2)}\n`, {
    headers: { "content-type": "application/json; charset=utf-8" },
  });
};
