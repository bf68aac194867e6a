import type { APIRoute } from "astro";
import { csvOf } from "../../text/csv.ts";
import { publishedPaths, store } from "../../site/store.ts";

/** Every published snapshot as CSV. */
export const getStaticPaths = publishedPaths;

export const GET: APIRoute = ({ params }) =>
  new Response(csvOf(store.columns(params["name"] ?? "")), {
    headers: { "content-type": "text/csv; charset=utf-8" },
  });
