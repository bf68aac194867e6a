import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { legibleAccent, paletteOf } from "../../../etl/report/accent.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { logoOf } from "../../../etl/report/theme.ts";
import standard from "../../../format/colors.json" with { type: "json" };
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";

const root = join(import.meta.dirname, "../../..");
const shipped = readFileSync(join(root, "report.yaml"), "utf8");
const withTheme = (theme: string) => `${shipped}\ntheme: ${theme}\n`;
const lines = withTheme("").trimEnd().split("\n").length;

/** A color as light in each channel, by the formula of sRGB that WCAG 2.2 quotes. */
const linear = (color: string) =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(first: string, second: string): number {
  const [low = 0, high = 0] = [first, second]
    .map((color) => {
      const [r, g, b] = linear(color);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** OKLab, by the matrices that Björn Ottosson published. */
function oklab(color: string): { l: number; a: number; b: number } {
  const [red, green, blue] = linear(color);
  const [l, m, s] = [
    Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue),
    Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue),
    Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue),
  ];
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

/** How far off the hue of a color is, as a distance: a turn matters less the grayer the color is. */
function offHue(color: string, accent: string): number {
  const [to, from] = [oklab(color), oklab(accent)];
  const turn = Math.atan2(to.b, to.a) - Math.atan2(from.b, from.a);
  return Math.hypot(to.a, to.b) * Math.abs(Math.sin(turn / 2)) * 2;
}

const backgrounds = ["paper", "raised", "on-mark"] as const;
const behind = (theme: 0 | 1) => backgrounds.map((name) => standard.backgrounds[name][theme] ?? "");
const least = (color: string, theme: 0 | 1) =>
  Math.min(...behind(theme).map((background) => contrast(color, background)));

const tokens = readFileSync(join(root, "src/styles/tokens.css"), "utf8");
const token = (name: string): string[] => {
  const [, light = "", dark = ""] =
    new RegExp(`--${name}: var\\(--light, (#\\w+)\\) var\\(--dark, (#\\w+)\\);`).exec(tokens) ?? [];
  return [light, dark];
};

describe("the accent", () => {
  test("is checked against the colors that the site has", () => {
    const groups: readonly Readonly<Record<string, string[]>>[] = Object.values(standard);
    const colors = groups.flatMap((group) => Object.entries(group));
    expect(colors.length).toBe(16);
    for (const [name, pair] of colors) expect(token(name), name).toEqual(pair);
  });

  test("of any 1,000: it is legible as it is, or the nearest of its hue that is, is suggested", () => {
    let refused = 0;
    const color = fc
      .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
      .map((rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`);
    fc.assert(
      fc.property(color, (accent) => {
        const legible = legibleAccent(accent);
        expect(least(legible, 0)).toBeGreaterThanOrEqual(4.5);
        expect(legibleAccent(legible)).toBe(legible);
        if (least(accent, 0) >= 4.5) expect(legible).toBe(accent);
        else {
          refused++;
          expect(offHue(legible, accent)).toBeLessThan(0.02);
          // Nearest: a little lighter, and it would fail.
          expect(least(legible, 0)).toBeLessThan(4.65);
        }
        const palette = paletteOf(legible);
        const [light = "", dark = ""] = palette["accent"] ?? [];
        expect(light).toBe(legible);
        expect(least(dark, 1)).toBeGreaterThanOrEqual(4.5);
        expect(offHue(dark, legible)).toBeLessThan(0.02);
        for (const [name, pair] of Object.entries(palette))
          for (const [theme, own] of pair.entries()) {
            const ink = name.replace("ramp-", "ramp-ink-");
            if (ink !== name)
              expect(contrast(own, token(ink)[theme] ?? ""), name).toBeGreaterThanOrEqual(4.5);
            else expect(least(own, theme === 0 ? 0 : 1), name).toBeGreaterThanOrEqual(4.5);
          }
      }),
      { numRuns: 1000, seed: 11 },
    );
    expect(refused).toBeGreaterThan(300);
    expect(refused).toBeLessThan(950);
  });

  test("keeps bars and parts apart: a blue one has warm grays, a green one no teal", () => {
    for (const gray of paletteOf("#1f4e9c")["bar"] ?? []) {
      const [red, , blue] = linear(gray);
      expect(red).toBeGreaterThan(blue * 1.2);
    }
    expect(paletteOf("#0b6e4f")["bar"]).toBeUndefined();
    expect(paletteOf("#0b6e4f")["fourth"]).toEqual(standard.tints.accent);
    expect(paletteOf("#1f4e9c")["fourth"]).toBeUndefined();
  });

  test("that is too pale is refused with its place and the nearest that is not", () => {
    const parse = (theme: string) => () => parseReport(withTheme(theme), "report.yaml", root);
    expect(parse('{ accent: "#FFD500" }')).toThrow(
      `line ${lines}, column 18: theme, accent: has too little contrast with the page; "${legibleAccent("#ffd500")}" has just enough`,
    );
    expect(parse('{ accent: "#0B6E4F" }')).not.toThrow();
    expect(parse("{ accent: green }")).toThrow(`column 18: theme, accent: is not a color`);
    expect(parse("{ accent: #0b6e4f\n}")).toThrow(`theme, accent: is not a text`);
  });
});

const svg = (inside: string, more = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" ${more}>${inside}</svg>`;

describe("a logo", () => {
  test.each<[string, string | Buffer]>([
    ["plain", svg('<path d="M0 0h9" fill="url(#g)"/><use href="#a"/><use xlink:href="#a"/>')],
    ["a filter", svg('<filter id="f"><feOffset dx="1"/></filter><style>.a{fill:red}</style>')],
    [
      "a prolog",
      `<?xml version="1.0" encoding="UTF-8"?><!-- a > b -->\n${svg("<title>On = off</title>")}`,
    ],
    [
      "a doctype",
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">${svg("")}`,
    ],
  ])("is accepted: %s", (_, text) => {
    expect(logoOf(Buffer.from(text))).toMatchObject({ type: "svg", ratio: 3 });
  });

  test.each([
    svg("<script>alert(1)</script>"),
    svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
    svg("<SCRIPT/>"),
    svg("", 'onload="alert(1)"'),
    svg('<g\nonclick\n=\n"alert(1)"/>'),
    svg("<g x=''onbegin='alert(1)'/>"),
    svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
    svg('<a href="java&#115;cript:alert(1)"/>'),
    svg('<image xlink:href="https://evil.example/x.png"/>'),
    svg('<use href="//evil.example/x.svg#a"/>'),
    svg('<use href="data:image/svg+xml,x"/>'),
    svg("<foreignObject><p/></foreignObject>"),
    svg('<set attributeName="href" to="javascript:alert(1)"/>'),
    svg('<animate attributeName="href" values="javascript:alert(1)"/>'),
    svg('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    svg("<style>@import 'https://evil.example/x.css';</style>"),
    svg("<style>rect{fill:u\\72l(https://evil.example/)}</style>"),
    svg('<rect fill="url(https://evil.example/x#a)"/>'),
    svg("<rect fill='url( \"https://evil.example/x#a\")'/>"),
    svg('<rect style="background:image-set(&quot;//evil.example/x&quot; 1x)"/>'),
    svg("<g/>", 'xml:base="https://evil.example/"'),
    `<?xml-stylesheet href="https://evil.example/x.css"?>${svg("")}`,
    `<!DOCTYPE svg [<!-- > ${svg("")} --><!ATTLIST svg onload CDATA "alert(1)">]>${svg("")}`,
    `<?xml version="1.0" encoding="utf-7"?>${svg("")}`,
  ])("that could run or load something is refused: %s", (text) => {
    expect(logoOf(Buffer.from(text))).toMatch(
      /^has .+, and a logo must not run or load anything$/s,
    );
  });

  test.each<[string, Buffer, string]>([
    ["HTML", Buffer.from("<html><svg></svg></html>"), "is neither a PNG nor an SVG"],
    [
      "without its namespace",
      Buffer.from('<svg viewBox="0 0 1 1"/>'),
      "is neither a PNG nor an SVG",
    ],
    ["a JPEG", Buffer.from("ffd8ffe000104a464946", "hex"), "is neither a PNG nor an SVG"],
    [
      "entities",
      Buffer.from(`<!DOCTYPE svg [<!ENTITY x "y">]>${svg("&x;")}`),
      "is neither a PNG nor an SVG",
    ],
    ["only comments", Buffer.from("<!---->".repeat(7000)), "is neither a PNG nor an SVG"],
    ["empty", Buffer.alloc(0), "is neither a PNG nor an SVG"],
    ["UTF-16", Buffer.from(`\ufeff${svg("")}`, "utf16le"), "is neither a PNG nor an SVG"],
    ["too large", Buffer.from(svg(" ".repeat(50_000))), "is larger than 50 kB"],
    ["without a size", Buffer.from(svg("").replace(/viewBox="[^"]*"/, "")), "has no viewBox"],
    ["without a height", Buffer.from(svg("").replace("0 0 90 30", "0 0 90 0")), "has no viewBox"],
  ])("is refused: %s", (_, bytes, problem) => {
    expect(logoOf(bytes)).toBe(problem);
  });

  const png = Buffer.from(
    "89504e470d0a1a0a0000000d49484452000000280000001408060000000000000000",
    "hex",
  );
  test("may be a PNG, by its content", () => {
    expect(logoOf(png)).toEqual({ type: "png", ratio: 2, bytes: png.toString("base64") });
  });

  test("comes from the report's folder, and a report with another one is another report", () => {
    const folder = temporaryFolder();
    const parse = () => parseReport(withTheme("{ logo: a.svg }"), "report.yaml", folder);
    const place = `line ${lines}, column 16: theme, logo: "a.svg"`;
    expect(parse).toThrow(`${place} is not a file in the report's folder`);
    mkdirSync(join(folder, "a.svg"));
    expect(parse).toThrow(`${place} is not a file in the report's folder`);
    const themed = (bytes: Buffer) => {
      writeFileSync(join(folder, "b.png"), bytes);
      return parseReport(withTheme("{ logo: b.png }"), "report.yaml", folder);
    };
    const [first, second] = [themed(png), themed(Buffer.concat([png, png]))];
    expect(first.theme?.logo?.ratio).toBe(2);
    expect(second.digest).not.toBe(first.digest);
    expect(themed(png).digest).toBe(first.digest);
  });
});

test("the footer is one line of at most 200 characters", () => {
  const parse = (footer: string) => () =>
    parseReport(withTheme(`{ footer: ${JSON.stringify(footer)} }`), "report.yaml", root);
  expect(parse("é".repeat(200))).not.toThrow();
  for (const wrong of ["", "a\nb", "a\u0007", "x".repeat(201)])
    expect(parse(wrong)).toThrow("theme, footer: is not a line of at most 200 characters");
});

test("snapshots hold the theme, and nothing of one where there is none", async () => {
  const csv = csvFile(csvOf(someCustomers(40)));
  const theme = '{ accent: "#0B6E4F", footer: Sales }';
  const report = parseReport(withTheme(theme), "report.yaml", root);
  const { manifest } = await run(csv, { report });
  expect(manifest.theme).toEqual({ colors: paletteOf("#0b6e4f"), footer: "Sales" });
  const { folder } = await run(csv);
  expect(readFileSync(join(folder, "manifest.json"), "utf8")).not.toContain('"theme"');
});
