import { isLong, type KeyFigure } from "../views/key-figures.ts";
import { find } from "./element.ts";

/** Writes the key figures into the row that is in the page. */
export function writeKeyFigures(figures: readonly Pick<KeyFigure, "value" | "note">[]): void {
  const rows = document.querySelectorAll(".kpis > div");
  figures.forEach(({ value, note }, index) => {
    const row = rows[index];
    if (!row) return;
    const strong = find("strong", row);
    write(strong, value);
    strong.classList.toggle("long", isLong(value));
    write(find("small", row), note);
  });
}

/**
 * Sets a text only if it differs, to avoid needless layout and announcements.
 */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
