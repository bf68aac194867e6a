import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../format/manifest.ts";
import { legibleAccent, paletteOf } from "./accent.ts";
import type { Wrong } from "./problems.ts";
import type { ReportDescription } from "./schema.ts";

type Logo = NonNullable<NonNullable<Manifest["theme"]>["logo"]>;
type Described = NonNullable<ReportDescription["theme"]>;

/**
 * What an SVG may not have, since it is a page when opened by its own address: what runs or loads
 * something, and the references and escapes that could hide it.
 */
const refused = [
  /<([^\s<>/]*:)?(script|foreignObject|set|animate\w*|handler|listener)[\s/>]|1999\/xhtml/i,
  /(?<=[\s"'/])([^\s<>="'/]*:)?(on\w+\s*=|(href|base)\s*=\s*["'](?!\s*#))/i,
  /<!ENTITY|<!DOCTYPE[^>]*\[|<\?(?!xml\s)|&#|encoding\s*=\s*["'](?!utf-8["'])/i,
  /@import|\\|image(-set)?\(|src\(|url\((?![\s"']*#)/i,
];
const start = /^\ufeff?(<\?xml[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>]*>|\s)*<svg(\s[^>]*)>/s;
const viewBox = /\sviewBox\s*=\s*["'][^"']*?([\d.]+)[\s,]+([\d.]+)\s*["']/;

/** @returns the logo, or what is wrong with it */
export function logoOf(file: Buffer): Logo | string {
  if (file.length > 50_000) return "is larger than 50 kB";
  const bytes = file.toString("base64");
  if (file.length > 24 && file.toString("latin1", 0, 16) === "\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return { type: "png", ratio: file.readUInt32BE(16) / (file.readUInt32BE(20) || 1), bytes };
  const svg = file.toString("utf8");
  const root = start.exec(svg)?.at(-1);
  if (!root?.includes("http://www.w3.org/2000/svg")) return "is neither a PNG nor an SVG";
  const [found] = refused.flatMap((pattern) => pattern.exec(svg)?.[0] ?? []);
  if (found !== undefined) return `has ${found}, and a logo must not run or load anything`;
  const [, width, height] = viewBox.exec(root) ?? [];
  const ratio = Number(width) / Number(height);
  return ratio > 0 && ratio < Infinity ? { type: "svg", ratio, bytes } : "has no viewBox";
}

/** The theme as pages need it, with its mistakes noted. */
export function themeOf({ accent, logo: name, footer }: Described, folder: string, wrong: Wrong) {
  const color = accent?.toLowerCase();
  const legible = color && legibleAccent(color);
  if (legible !== color)
    wrong(["accent"], `has too little contrast with the page; "${legible}" has just enough`);
  const path = join(folder, name ?? "");
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile();
  const logo = isFile ? logoOf(readFileSync(path)) : "is not a file in the report's folder";
  if (name && typeof logo === "string") wrong(["logo"], `"${name}" ${logo}`);
  const colors = legible ? paletteOf(legible) : undefined;
  return { colors, logo: typeof logo === "string" ? undefined : logo, footer };
}
