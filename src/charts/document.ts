import { JSDOM } from "jsdom";

/** The one document in which all charts are drawn at build time. */
export const buildDocument: Document = new JSDOM("").window.document;
