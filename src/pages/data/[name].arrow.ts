import type { APIRoute } from "astro";
import { publishedPaths, store } from "../../site/store.ts";

/** Every published snapshot, byte for byte. */
export const getStaticPaths = publishedPaths;

export const GET: APIRoute = ({ params }) =>
  new Response(new Uint8Array(store.bytes(params["name"] ?? "")), {
    headers: { "content-type": "application/vnd.apache.arrow.file" },
  });
