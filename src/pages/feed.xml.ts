import type { APIRoute } from "astro";
import { absolute } from "../site/links.ts";
import { store } from "../site/store.ts";
import { feedOf } from "../views/feed.ts";

/** The editions as an Atom feed. */
export const GET: APIRoute = () =>
  new Response(feedOf(store.history, absolute), {
    headers: { "content-type": "application/atom+xml; charset=utf-8" },
  });
