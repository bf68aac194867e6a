import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDashboard } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { sinksOf } from "./support/sinks.ts";
import { embedsOf, filesOf, siteNamed, urlOf } from "./support/sites.ts";
import { parseHtml, parseXml } from "./support/xml.ts";

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** A policy's sources, by directive. */
const directivesOf = (policy: string) =>
  new Map(
    policy
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .map(([name = "", ...sources]) => [name, sources]),
  );
/** What fetches something as soon as the page is there. */
const loading =
  "script[src], link[href]:not([rel=canonical], [rel=prev], [rel=next]), img[src], " +
  "iframe[src], source[src], source[srcset], video[src], audio[src], object[data], " +
  "embed[src], image[href], use[href], feImage[href], input[src], track[src]";

for (const name of ["sample", "based", "payloads", "table", "themed"] as const) {
  const site = siteNamed(name);
  const pages = filesOf(site.dist).filter((file) => file.endsWith(".html"));

  test(`every page of "${name}" has a policy before all else, with the hash of each inline script and style and no way around`, () => {
    expect(pages.length).toBeGreaterThan(25);
    for (const file of pages) {
      const html = readFileSync(join(site.dist, file), "utf8");
      const document = parseHtml(html);
      const metas = [...document.querySelectorAll('meta[http-equiv="content-security-policy" i]')];
      expect(metas, file).toHaveLength(1);
      expect(document.head.children[0]?.hasAttribute("charset"), file).toBe(true);
      expect(
        document.head.children[1],
        `${file}: nothing but the charset stands before the policy`,
      ).toBe(metas[0]);
      const policy = directivesOf(metas[0]?.getAttribute("content") ?? "");
      const sources = (directive: string) => policy.get(directive) ?? [];
      for (const directive of ["default-src", "base-uri"])
        expect(sources(directive), file).toEqual(["'none'"]);
      expect(sources("require-trusted-types-for"), file).toEqual(["'script'"]);
      expect(sources("trusted-types"), file).toEqual(["'none'"]);
      const allowed = [...policy]
        .filter(([directive]) => directive.endsWith("-src") || directive === "form-action")
        .flatMap(([directive, all]) => all.map((source) => `${directive} ${source}`));
      expect(
        allowed.filter((source) => !/ ('self'|'none'|'sha256-[\w+/]{43}=')$/.test(source)),
        file,
      ).toEqual(["img-src data:"]);

      for (const script of document.querySelectorAll("script:not([src], [type$=json])"))
        expect(sources("script-src"), `${file}: ${script.textContent.slice(0, 40)}`).toContain(
          hashOf(script.textContent),
        );
      for (const style of document.querySelectorAll("style"))
        expect(sources("style-src"), file).toContain(hashOf(style.textContent));
      const attributes = [...document.querySelectorAll("*")].flatMap((element) =>
        [...element.attributes].map(
          (attribute) => `${element.localName} ${attribute.name}=${attribute.value.slice(0, 40)}`,
        ),
      );
      expect(
        attributes.filter((attribute) =>
          /^\S+ ((on\w+|style|srcdoc|ping|background)=|([\w:]*href|src|\w*action|data)=\s*(javascript|vbscript):)/i.test(
            attribute,
          ),
        ),
        file,
      ).toEqual([]);
      const addresses = [...document.querySelectorAll(loading)].flatMap((element) =>
        ["src", "href", "srcset", "data"].flatMap(
          (attribute) => element.getAttribute(attribute) ?? [],
        ),
      );
      expect(
        addresses.filter(
          (address) =>
            address !== "data:," && !(address.startsWith(site.base) && !address.startsWith("//")),
        ),
        `${file}: what loads is of this site`,
      ).toEqual([]);
      for (const style of document.querySelectorAll("style"))
        expect(style.textContent, file).not.toMatch(/url\(|@import|expression\(/i);
    }
  });

  test(`no script of "${name}" makes code or markup of a text`, () => {
    const files = filesOf(site.dist).filter((file) => /\.m?js$/.test(file));
    expect(files.length).toBeGreaterThanOrEqual(2);
    const inline = pages.flatMap((file) =>
      [
        ...parseHtml(readFileSync(join(site.dist, file), "utf8")).querySelectorAll(
          "script:not([src], [type$=json])",
        ),
      ].map(({ textContent }) => textContent),
    );
    const scripts = new Set([
      ...inline,
      ...files.map((file) => readFileSync(join(site.dist, file), "utf8")),
    ]);
    expect([...scripts].flatMap(sinksOf)).toEqual([]);
    for (const file of filesOf(site.dist).filter((path) => path.endsWith(".svg"))) {
      const elements = [
        ...parseXml(readFileSync(join(site.dist, file), "utf8")).querySelectorAll("*"),
      ];
      expect(
        elements.filter(
          (element) =>
            /^(script|foreignObject|a|use|image|animate|set|iframe)$/i.test(element.localName) ||
            [...element.attributes].some((attribute) => /^on|href$/i.test(attribute.name)),
        ).length,
        file,
      ).toBe(0);
    }
  });
}

test("what is looked for in scripts would be found", () => {
  const sinks = [
    "eval(x)",
    'new Function("x")',
    "window.Function(x)()",
    "a.innerHTML = x",
    'a["outerHTML"] += x',
    "document.write(x)",
    'setTimeout("x", 1)',
    "a.insertAdjacentHTML(x, y)",
    'import("https://evil.example/x.js")',
    "import(x)",
    'new Worker("x")',
    "new DOMParser().parseFromString(x, y)",
  ];
  for (const sink of sinks) expect(sinksOf(`(() => { if (1) ${sink}; })();`), sink).toHaveLength(1);
  expect(
    sinksOf(
      'setTimeout(() => x, 1); import("./app.js"); const html = a.innerHTML; a.textContent = x;',
    ),
  ).toEqual([]);
});

/** What the attempts below violate. */
const violations = [
  "base-uri",
  "connect-src",
  "frame-src",
  "img-src",
  "require-trusted-types-for",
  "style-src-elem",
  "trusted-types",
] as const;

for (const path of ["/", "/data/", ...embedsOf(siteNamed("sample")).slice(0, 1)]) {
  test(`the browser keeps ${path} to its policy: no other code, markup, host, frame or base`, async ({
    page,
    troubles,
  }) => {
    const site = siteNamed("sample");
    if (path === "/") await openDashboard(page);
    else await page.goto(urlOf(site, path));
    expect(troubles.list(), "the page itself does nothing that is forbidden").toEqual([]);
    troubles.tolerate(
      /content security policy|Content Security Policy|TrustedHTML|TrustedScript|Trusted|evil\.example|violates|Refused/,
    );
    const outcomes = await page.evaluate(async (kinds) => {
      const violated: string[] = [];
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
        violated.push(effectiveDirective),
      );
      const tried = (work: () => unknown) => {
        try {
          work();
          return "done";
        } catch (error) {
          return error instanceof Error ? error.name : "refused";
        }
      };
      const make = (name: string, attributes: Readonly<Record<string, string>>, text = "") => {
        const element = document.createElement(name);
        for (const [attribute, value] of Object.entries(attributes))
          element.setAttribute(attribute, value);
        if (text) element.append(text);
        document.body.append(element);
      };
      // A task of its own: what the debugger runs may be excepted from the policy.
      return new Promise<{
        thrown: readonly string[];
        violated: readonly string[];
        hacked: boolean;
        base: string;
      }>((resolve) => {
        setTimeout(() => {
          const thrown = [
            () => (document.createElement("div").innerHTML = "<b>x</b>"),
            () => (document as unknown as { write(text: string): void }).write("x"),
            () => new DOMParser().parseFromString("<b>x</b>", "text/html"),
            () => document.createElement("iframe").setAttribute("srcdoc", "x"),
            () => (document.createElement("script").text = "1"),
            () =>
              (
                globalThis as unknown as {
                  trustedTypes: { createPolicy(name: string, rules: object): unknown };
                }
              ).trustedTypes.createPolicy("own", {}),
            () => void globalThis.eval("1"),
          ].map(tried);
          for (const attempt of [
            () => make("script", {}, "window.hacked=1"),
            () => make("button", { onclick: "window.hacked=1" }),
            () => make("style", {}, "body{color:red}"),
            () => make("img", { src: "http://evil.example/x.png" }),
            () => make("iframe", { src: "http://evil.example/" }),
            () => make("base", { href: "http://evil.example/" }),
          ])
            tried(attempt);
          document.body.querySelector<HTMLElement>("button[onclick]")?.click();
          void fetch("http://evil.example/").catch(() => undefined);
          // Violations are reported late on a busy machine.
          let looks = 0;
          const finish = () => {
            if (kinds.some((kind) => !violated.includes(kind)) && ++looks < 600) {
              setTimeout(finish, 50);
              return;
            }
            resolve({
              thrown,
              violated: [...new Set(violated)].toSorted(),
              hacked: "hacked" in window,
              base: document.baseURI,
            });
          };
          setTimeout(finish, 500);
        });
      });
    }, violations);
    expect(outcomes.thrown).toEqual([
      "TypeError",
      "TypeError",
      "TypeError",
      "TypeError",
      "TypeError",
      "TypeError",
      "EvalError",
    ]);
    expect(outcomes.hacked).toBe(false);
    expect(outcomes.base).not.toContain("evil");
    expect(outcomes.violated).toEqual(expect.arrayContaining([...violations]));
  });
}
