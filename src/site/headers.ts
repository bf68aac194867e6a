/** Where Astro puts what has a hash of its content in its name. */
const hashed = "_astro";

/** The pages that are made to be shown inside other people's pages. */
const framed = "embed";

type Headers = Readonly<Record<string, string>>;

/**
 * For every file: it is what it says it is, tells other hosts no more than where it is from, and
 * asks for no device.
 */
const everywhere: Headers = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy":
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** For pages: what the policy in a page's head cannot say. */
const unframed: Headers = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
};

const forever: Headers = { "Cache-Control": "public, max-age=31536000, immutable" };
const minutes: Headers = { "Cache-Control": "public, max-age=300, must-revalidate" };
const aDay: Headers = { "Cache-Control": "public, max-age=86400" };

/** The rule of what stands at the top of the site, a file or a folder, by the files that are in it. */
function ruleOf(name: string, within: readonly string[]): readonly [path: string, Headers] {
  const isFolder = within.some((file) => file.includes("/"));
  const path = isFolder ? `${name}/*` : name;
  if (name === hashed) return [path, forever];
  if (name === framed) return [path, minutes];
  if (within.some((file) => file.endsWith(".html"))) return [path, { ...unframed, ...minutes }];
  return [path, isFolder || name === "feed.xml" ? minutes : aDay];
}

/**
 * The file by which hosts such as Netlify and Cloudflare Pages read the headers of a site. All
 * rules that a path matches count and none takes
 * a header away, so the sections are listed one by one: no path gets a header twice, and pages to
 * embed none against frames.
 * @param files every file of the site, by its path inside
 * @param base the path that the site lives under, with or without slashes
 */
export function headersFile(files: readonly string[], base: string): string {
  const prefix = base.replace(/^\/*/, "/").replace(/\/*$/, "/");
  const shown = files.filter((file) => !file.startsWith(".")).toSorted();
  const entries = Map.groupBy(shown, (file) => file.split("/")[0] ?? "");
  const rules: (readonly [string, Headers])[] = [
    ["*", everywhere],
    ["", { ...unframed, ...minutes }],
    ...[...entries].map(([name, within]) => ruleOf(name, within)),
  ];
  const linesOf = (headers: Headers) =>
    Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  return rules
    .map(([path, headers]) => `${prefix}${path}\n${linesOf(headers).join("")}`)
    .join("\n");
}
