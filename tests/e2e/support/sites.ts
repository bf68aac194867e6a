import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { BuiltSite, SiteName } from "../sites.ts";

/** A site that was built and is being served. */
export interface SiteUnderTest extends BuiltSite {
  readonly name: SiteName;
  readonly origin: string;
}

/** The variables by which the runner passes the browser and the sites to its children. */
export function environment(
  chromium: string,
  sites: Readonly<Record<string, SiteUnderTest>>,
): NodeJS.ProcessEnv {
  return { ...process.env, E2E_CHROMIUM: chromium, E2E_SITES: JSON.stringify(sites) };
}

function passed(variable: string): string {
  const value = process.env[variable];
  if (value === undefined)
    throw new Error(
      "These tests need the sites and the browser that `npm run test:browser` prepares; run that.",
    );
  return value;
}

export const browserPath = () => passed("E2E_CHROMIUM");

const builtSites = () =>
  JSON.parse(passed("E2E_SITES")) as Partial<Record<SiteName, SiteUnderTest>>;

export function siteNamed(name: SiteName): SiteUnderTest {
  const site = builtSites()[name];
  if (!site) throw new Error(`The site "${name}" was not built.`);
  return site;
}

/** Those of some sites that were built: the smoke test builds only the sample's. */
export const builtOf = <Name extends SiteName>(...names: readonly Name[]): Name[] =>
  names.filter((name) => name in builtSites());

/** Every file of a folder, by its path inside, in order. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

const everyPage = ({ dist }: BuiltSite) =>
  filesOf(dist)
    .filter((file) => file.endsWith(".html"))
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`);

/** The site's pages, found in what was built: `/`, `/questions/`, `/404.html`. */
export const pagesOf = (site: BuiltSite) =>
  everyPage(site).filter((path) => !path.startsWith("/embed/"));

/**
 * The pages that are made to be shown inside other people's pages: one chart, without the site
 * around it.
 */
export const embedsOf = (site: BuiltSite) =>
  everyPage(site).filter((path) => path.startsWith("/embed/"));

/** Where a page of a site is served. */
export const urlOf = ({ origin, base }: SiteUnderTest, path: string) =>
  `${origin}${base}${path.slice(1)}`;
