import { standaloneSvg } from "../charts/standalone.ts";
import type { DashboardFigure } from "../model/figure.ts";

/** A figure as an SVG file in the colors of the current theme. */
export function pictureOf(figure: DashboardFigure, source: string): string {
  const svg = standaloneSvg(
    figure.chart,
    figure.id,
    { title: figure.title, subtitle: figure.subtitle, source },
    document,
    "",
  );
  const styles = getComputedStyle(document.documentElement);
  const names = [...new Set(svg.match(/var\((--[\w-]+)\)/g))].map((use) => use.slice(4, -1));
  return svg.replace(
    "<style>",
    `<style>svg{${names.map((name) => `${name}:${styles.getPropertyValue(name).trim()}`).join(";")}}`,
  );
}

/**
 * An SVG file as PNG, at twice the size so that it is sharp on high-resolution screens.
 * @throws Error where the browser cannot draw it
 */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: image.naturalWidth * 2,
    height: image.naturalHeight * 2,
  });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error("The browser could not create the PNG.")),
    );
  });
}

/** Downloads a file. */
export function download(content: BlobPart, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
