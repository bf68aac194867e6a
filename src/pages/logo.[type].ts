import type { APIRoute } from "astro";
import { store } from "../site/store.ts";

const { bytes = "", type } = store.manifest.theme?.logo ?? {};

/** The report's own logo. */
export const getStaticPaths = () => (type ? [{ params: { type } }] : []);
export const GET: APIRoute = () => new Response(Buffer.from(bytes, "base64"));
