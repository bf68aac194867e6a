/**
 * An address inside the site: the base path, then the page's path. Pages end in a slash, files do
 * not.
 * @param path absolute within the site: `/questions/`, `/data/x.csv`, `/#top`
 * @param base the path that the site lives under, with or without slashes
 */
export function link(path: string, base: string = import.meta.env.BASE_URL): string {
  const prefix = base.replace(/^\/*/, "/").replace(/\/*$/, "");
  const [, route = "", suffix = ""] = /^([^?#]*)(.*)$/.exec(path) ?? [];
  const rooted = route.replace(/^\/*/, "/");
  const isFile = /\.[a-z0-9]+$/i.test(rooted);
  return `${prefix}${isFile ? rooted : rooted.replace(/\/*$/, "/")}${suffix}`;
}

/** An address inside the site, with its host where that is known. */
export const absolute = (path: string): string =>
  import.meta.env.SITE ? new URL(link(path), import.meta.env.SITE).href : link(path);
