import type { APIRoute } from "astro";
import { store } from "../../site/store.ts";

/** What the next build is compared with: `--previous` fetches it from the deployed site. */
export const GET: APIRoute = () =>
  new Response(`${JSON.stringify(store.history)}\n`, {
    headers: { "content-type": "application/json; charset=utf-8" },
  });
