import { JSDOM } from "jsdom";

const { window } = new JSDOM("");

/** Parses XML strictly. @throws Error where it is not well-formed */
export function parseXml(text: string): XMLDocument {
  const document = new window.DOMParser().parseFromString(text, "image/svg+xml");
  const error = document.querySelector("parsererror");
  if (error) throw new Error(`This is not well-formed: ${error.textContent}`);
  return document;
}

/** Parses a page without running anything in it. */
export const parseHtml = (text: string): Document => new JSDOM(text).window.document;
