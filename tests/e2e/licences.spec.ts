import { readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "./processes.ts";
import { expect, test } from "./support/fixture.ts";
import { filesOf, siteNamed, urlOf } from "./support/sites.ts";
import { parseHtml } from "./support/xml.ts";

/**
 * What each licence that may be passed on to readers says, whoever grants it. An unknown one is to
 * be read by somebody first.
 */
const words: Readonly<Record<string, RegExp>> = {
  ISC: /Permission to use, copy, modify, and\/or distribute this software for any purpose[^]*THE SOFTWARE IS PROVIDED "AS IS"/,
  MIT: /Permission is hereby granted, free of charge[^]*THE SOFTWARE IS PROVIDED "AS IS"/,
  "BSD-3-Clause":
    /Redistribution and use in source and binary forms[^]*contributors[^]*THIS SOFTWARE IS PROVIDED/,
};

const site = siteNamed("sample");
const root = resolve(".");
const scriptsOf = (dist: string) => filesOf(dist).filter((file) => /\.m?js$/.test(file));

/** What the page lists: packages with their licence. */
function listed(): readonly {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}[] {
  const page = parseHtml(readFileSync(join(site.dist, "method/index.html"), "utf8"));
  return [...page.querySelectorAll("[aria-labelledby=licences] .facts > div")].flatMap((row) =>
    (row.querySelector("dd")?.textContent ?? "").split(", ").map((item) => {
      const [name = "", version = ""] = item.split("\u00a0");
      return { name, version, licence: row.querySelector("dt")?.textContent ?? "" };
    }),
  );
}

/** Builds the same site with source maps, and tells which files its scripts are from. */
async function sources(): Promise<readonly string[]> {
  const dist = resolve(".cache/e2e/licences");
  rmSync(dist, { recursive: true, force: true });
  const program =
    'import { build } from "astro"; await build({ root: process.cwd(), outDir: process.argv[1], logLevel: "error", vite: { build: { sourcemap: true } } });';
  await run(process.execPath, ["--input-type=module", "--eval", program, dist], {
    ...process.env,
    SITE: "",
    BASE_PATH: site.base,
    SNAPSHOTS: resolve(site.snapshots),
  });
  const codeOf = (folder: string, file: string) =>
    readFileSync(join(folder, file), "utf8")
      .replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "")
      .trimEnd();
  expect(scriptsOf(dist)).toEqual(scriptsOf(site.dist));
  for (const file of scriptsOf(dist))
    expect(
      codeOf(dist, file) === codeOf(site.dist, file),
      `${file} is the script that readers get`,
    ).toBe(true);
  return filesOf(dist)
    .filter((file) => file.endsWith(".map"))
    .flatMap((file) =>
      (
        JSON.parse(readFileSync(join(dist, file), "utf8")) as {
          readonly sources: readonly string[];
        }
      ).sources.map((source) => resolve(dist, dirname(file), source)),
    );
}

test("every package whose code is in a script is listed with its version, by the scripts' source maps, and no other", async () => {
  const files = await sources();
  expect(files.length).toBeGreaterThan(100);
  const folders = new Set(
    files.map((file) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? root),
  );
  const found = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as { readonly name: string; readonly version: string; readonly license: string };
    return { name, version, licence: license };
  });
  // The bundler's own lines have no source map; they are known by the event that they send.
  const bundled = scriptsOf(site.dist).some((file) =>
    readFileSync(join(site.dist, file), "utf8").includes("vite:preloadError"),
  );
  const names = listed()
    .map(({ name }) => name)
    .filter((name) => name !== "vite");
  expect(names.toSorted()).toEqual(found.map(({ name }) => name).toSorted());
  expect(listed()).toEqual(expect.arrayContaining(found));
  expect(listed().some(({ name }) => name === "vite")).toBe(bundled);
});

test("each package that is listed has the text of its licence in licences.txt, which the list links", async ({
  page,
}) => {
  await page.goto(urlOf(site, "/method/"));
  const [address] = await page
    .locator("[aria-labelledby=licences] a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(address).toBe(urlOf(site, "/licences.txt"));
  const response = await page.request.get(address ?? "");
  const text = await response.text();
  expect(text).toBe(readFileSync(join(site.dist, "licences.txt"), "utf8"));
  const parts = text.split(/^-{80}\n/m).slice(1);
  const sections = new Map(
    parts.flatMap((title, index) =>
      index % 2 === 0 ? [[title.trim(), parts[index + 1] ?? ""] as const] : [],
    ),
  );
  expect([...sections.keys()].toSorted()).toEqual(
    listed()
      .map(({ name, version, licence }) => `${name} ${version} (${licence})`)
      .toSorted(),
  );
  for (const { name, version, licence } of listed()) {
    const section = sections.get(`${name} ${version} (${licence})`) ?? "";
    expect(section, name).toMatch(/Copyright/);
    expect(section, name).toMatch(words[licence] ?? /(?!)/);
    const folder = name === "customer-trends" ? root : join(root, "node_modules", name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) ?? "";
    expect(readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n"), name).toContain(
      section.trim(),
    );
  }
});
