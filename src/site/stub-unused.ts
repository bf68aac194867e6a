import type { Plugin } from "vite";

/**
 * What the drawing library carries for maps and color schemes, which no chart here has: together a
 * fifth of it.
 */
const unused: readonly string[] = ["d3-geo", "d3-scale-chromatic"];

/**
 * What every chart calls in case it holds a map, and then does without: it gives back what it was
 * given.
 */
const called: readonly string[] = ["geoTransform"];

/**
 * The one way in which the library writes HTML, which no chart uses and the pages' policy forbids:
 * with its entry goes the rest of it.
 */
const writesHtml = "  html: selection_html,\n";

/**
 * Leaves parts of D3 out of what browsers load: in their place are functions of the same names that
 * say so when they are called. Charts
 * are drawn by the whole library when the site is built, so a chart that begins to need them fails
 * in a browser test, not in silence.
 */
export function stubUnused(): Plugin {
  const prefix = "\0stub:";
  return {
    name: "stub-unused",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === "client",
    resolveId: (id) => (unused.includes(id) ? prefix + id : undefined),
    transform(code, id) {
      if (!/\/d3-selection\.mjs$/.test(id)) return undefined;
      if (!code.includes(writesHtml))
        throw new Error("d3-selection writes HTML in another way than it did; look at it anew.");
      return { code: code.replace(writesHtml, ""), map: null };
    },
    async load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const module = id.slice(prefix.length);
      const names = Object.keys((await import(module)) as object);
      const lines = names.map((name) =>
        called.includes(name)
          ? `export const ${name} = (given) => given;`
          : `export const ${name} = /* @__PURE__ */ missing("${name}");`,
      );
      return `const missing = (name) => () => { throw new Error(name + " of ${module} is left out in browsers."); };\n${lines.join("\n")}`;
    },
  };
}
