import type { KeyFigure } from "../views/key-figures.ts";
import { find } from "./element.ts";

/** Writes the headline figures into the row that the page came with. */
export function writeKeyFigures(figures: readonly Pick<KeyFigure, "value" | "note">[]): void {
  const rows = document.querySelectorAll(".kpis > div");
  figures.forEach(({ value, note }, index) => {
    const row = rows[index];
    if (!row) return;
    write(find("strong", row), value);
    write(find("small", row), note);
  });
}

/**
 * Sets a text only where it is another, so that nothing is laid out or read out again for nothing.
 */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
