import { expect, test } from "vitest";
import { headersFile } from "../../../src/site/headers.ts";
import { headersFor, parseRules } from "../../../tools/host-headers.ts";

const files = [
  ".nojekyll",
  ".customer-trends",
  "index.html",
  "404.html",
  "favicon.svg",
  "feed.xml",
  "_astro/app.aB3.js",
  "data/index.html",
  "data/x.csv",
  "raw/x.csv",
  "embed/a/index.html",
  "questions/a/index.html",
];
const at = (base: string, path: string) => headersFor(parseRules(headersFile(files, base)), path);

test.for(["/", "/customer-trends/", "customer-trends", "/a/b"])(
  "under %s every file has its headers, each once",
  (base) => {
    const prefix = base.replace(/^\/*/, "/").replace(/\/*$/, "/");
    for (const file of ["", ...files.map((name) => name.replace(/(^|\/)index\.html$/, "$1"))]) {
      const headers = at(base, prefix + file);
      expect(headers["x-content-type-options"], file).toBe("nosniff");
      expect(
        headers["cache-control"]?.split(",").length ?? 0,
        `${file}: one rule`,
      ).toBeLessThanOrEqual(3);
      expect(headers["cache-control"]?.match(/max-age/g)?.length ?? 1, `${file}: one rule`).toBe(1);
    }
  },
);

test("a name with a hash is kept for ever, a page and the feed for minutes, what has a name of its own for a day", () => {
  expect(at("/", "/_astro/app.aB3.js")["cache-control"]).toBe(
    "public, max-age=31536000, immutable",
  );
  for (const path of [
    "/",
    "/index.html",
    "/404.html",
    "/feed.xml",
    "/data/",
    "/data/x.csv",
    "/raw/x.csv",
    "/embed/a/",
    "/questions/a/",
  ])
    expect(at("/", path)["cache-control"], path).toBe("public, max-age=300, must-revalidate");
  expect(at("/", "/favicon.svg")["cache-control"]).toBe("public, max-age=86400");
});

test("pages are in nobody's frame, those to embed in anybody's; nothing is said of paths outside the base", () => {
  for (const path of ["/", "/index.html", "/404.html", "/data/", "/questions/a/"])
    expect(at("/", path)["content-security-policy"], path).toBe("frame-ancestors 'none'");
  expect(at("/", "/embed/a/")).not.toHaveProperty("content-security-policy");
  expect(at("/", "/embed/a/")).not.toHaveProperty("x-frame-options");
  expect(at("/trends/", "/trends/embed/a/")).not.toHaveProperty("content-security-policy");
  expect(at("/trends/", "/trends/")["content-security-policy"]).toBe("frame-ancestors 'none'");
  expect(at("/trends/", "/")).toEqual({});
  expect(at("/trends/", "/trends-of-others/")).toEqual({});
});

test("the order of the files makes no difference, and many pages make no more rules", () => {
  expect(headersFile(files.toReversed(), "/")).toBe(headersFile(files, "/"));
  const many = [
    ...files,
    ...Array.from({ length: 500 }, (_, index) => `questions/q${index}/index.html`),
  ];
  expect(headersFile(many, "/")).toBe(headersFile(files, "/"));
});

test("a file that such hosts would not take is refused", () => {
  for (const text of [
    "  X-Name: value\n",
    "/x\n  no header\n",
    "x\n  A: b\n",
    `/x\n  A: ${"b".repeat(2000)}\n`,
    "/a\n  A: b\n".repeat(101),
  ])
    expect(() => parseRules(text), text.slice(0, 20)).toThrow();
  expect(headersFor(parseRules("# note\n/*\n  A: 1\n\n/x*\n  A: 2\n  B: 3\n"), "/x/y")).toEqual({
    a: "1, 2",
    b: "3",
  });
});
