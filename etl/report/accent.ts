import { clampChroma, differenceEuclidean, formatHex, oklch, wcagContrast } from "culori";
import standard from "../../format/colors.json" with { type: "json" };

type Palette = Readonly<Record<string, readonly string[]>>;

const { backgrounds, tints, grays, parts } = standard;
const distance = differenceEuclidean("oklab");
const light = (color: string) => wcagContrast(color, "#000");
const lch = (color = "") => ({ l: 0, c: 0, h: 0, ...oklch(color) });

/** The first color of a hue that fits, in small steps from a lightness on. */
function first(l: number, step: number, c: number, h: number, fits: (color: string) => boolean) {
  for (let at = l; ; at += step) {
    const color = formatHex(clampChroma({ mode: "oklch", l: at, c, h }, "oklch"));
    if (fits(color)) return color;
  }
}

/** A color of a hue that has the contrast of another one with whatever is beside it. */
const like = (color: string, c: number, h: number) =>
  first(lch(color).l - 0.15, 0.002, c, h, (found) => light(found) >= light(color));

/**
 * The nearest accent of the same hue that can be read on every background of the light theme, and
 * text on it. Contrast is that of WCAG 2.2, from relative luminance: 4.5 for text (success criterion
 * 1.4.3), which is more than marks and focus need (1.4.11).
 */
export function legibleAccent(accent: string): string {
  const { l, c, h } = lch(accent);
  const fits = (color: string) =>
    Object.values(backgrounds).every(([behind = ""]) => wcagContrast(color, behind) >= 4.5);
  return fits(accent) ? accent : first(l, -0.002, c, h, fits);
}

/** The colors for a legible accent: lighter on dark, heat maps in its hue, the rest unlike it. */
export function paletteOf(accent: string): Palette {
  const { c, h } = lch(accent);
  const tint = (color: string) => like(color, (lch(color).c * c) / lch(tints.accent[0]).c, h);
  const warm = (color: string) => like(color, lch(color).c / 2, 60);
  const isBlue = Math.abs(h - lch(grays.bar[0]).h) < 60;
  const alike = Object.entries(parts).find(([, [part = ""]]) => distance(part, accent) < 0.11);
  const each = (colors: Palette, change: (color: string) => string): Palette =>
    Object.fromEntries(Object.entries(colors).map(([name, pair]) => [name, pair.map(change)]));
  return {
    ...each(tints, (color) => (color === tints.accent[0] ? accent : tint(color))),
    ...(isBlue && each(grays, warm)),
    ...(alike && { [alike[0]]: tints.accent }),
  };
}
