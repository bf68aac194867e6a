import { readdirSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { serve } from "../../tools/static-server.ts";

/**
 * A site that is served: its address, and the path that it lives under, with a slash at both ends.
 */
export interface ServedSite {
  readonly origin: string;
  readonly base: string;
}

interface Fetched {
  readonly status: number;
  readonly type: string;
  readonly document: Document | undefined;
}

/** What following every link came to: all addresses, and what is wrong with them. */
export interface Crawl {
  readonly seen: ReadonlyMap<string, Fetched>;
  readonly problems: readonly string[];
}

const attributes = ["href", "src", "srcset", "poster", "action", "data", "xlink:href"] as const;

/**
 * The addresses in a page that lead anywhere, but not its canonical address, which is where the
 * page will live.
 */
function addressesIn(document: Document): string[] {
  const written = [
    ...document.querySelectorAll(
      attributes.map((name) => `[${name.replace(":", "\\:")}]`).join(","),
    ),
  ]
    .filter((element) => element.getAttribute("rel") !== "canonical")
    .flatMap((element) => attributes.flatMap((name) => element.getAttribute(name) ?? []));
  const styled = [...document.querySelectorAll("style")].flatMap(({ textContent }) =>
    [...textContent.matchAll(/url\(["']?([^"')]+)/g)].map((match) => match[1] ?? ""),
  );
  return [...written, ...styled].filter((address) => !address.startsWith("data:"));
}

/** Follows every link from some pages on, given by their paths in the site. */
export async function crawl(
  { origin, base }: ServedSite,
  starts: readonly string[],
): Promise<Crawl> {
  const seen = new Map<string, Fetched>();
  const problems: string[] = [];
  const fetched = async (url: string): Promise<Fetched> => {
    const known = seen.get(url);
    if (known) return known;
    const response = await fetch(url, { redirect: "manual" });
    const type = response.headers.get("content-type") ?? "";
    const text = await response.text();
    const result = {
      status: response.status,
      type,
      document: type.startsWith("text/html") ? new JSDOM(text).window.document : undefined,
    };
    seen.set(url, result);
    return result;
  };
  const queue = starts.map((path) => `${origin}${base}${path.slice(1)}`);
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
    const { document, status: own } = await fetched(url);
    if (own !== 200) problems.push(`${url}: status ${own}`);
    for (const address of document ? addressesIn(document) : []) {
      const target = new URL(address, url);
      const from = `${new URL(url).pathname} -> ${address}`;
      if (target.origin !== origin) problems.push(`${from}: another host`);
      else if (!target.pathname.startsWith(base)) problems.push(`${from}: outside ${base}`);
      else {
        const fragment = decodeURIComponent(target.hash.slice(1));
        target.hash = "";
        const before = seen.has(target.href);
        const { status, document: there } = await fetched(target.href);
        if (status !== 200) problems.push(`${from}: status ${status}`);
        if (fragment && !there?.getElementById(fragment)) problems.push(`${from}: no such place`);
        if (!before) queue.push(target.href);
      }
    }
  }
  return { seen, problems };
}

/** Follows every link of a site that was built into a folder, served under a path. */
export async function crawlFolder(dist: string, base: string): Promise<Crawl> {
  const embeds = readdirSync(join(dist, "embed")).map((name) => `/embed/${name}/`);
  const site = await serve(dist, base);
  try {
    return await crawl({ origin: site.origin, base }, ["/", ...embeds]);
  } finally {
    site.close();
  }
}
