import { defineMiddleware } from "astro:middleware";
import { policyFirst } from "./site/policy-first.ts";

/** What every page goes through once it is rendered. */
export const onRequest = defineMiddleware(async (_context, next) => {
  const response = await next();
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  return new Response(policyFirst(await response.text()), response);
});
