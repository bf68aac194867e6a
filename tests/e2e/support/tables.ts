import type { Locator } from "@playwright/test";

/** A table as it is shown: its columns' labels, and its rows' texts. */
export interface ShownTable {
  readonly labels: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a table of the page, shown or folded away. */
export function shownTable(table: Locator): Promise<ShownTable> {
  return table.evaluate((element) => {
    const texts = (row: Element) => [...row.children].map((cell) => cell.textContent.trim());
    return {
      labels: [...element.querySelectorAll("thead tr")].flatMap(texts),
      rows: [...element.querySelectorAll("tbody tr")].map(texts),
    };
  });
}

/**
 * A number as people write it ("$104,264", "−0.29", "42.1%", "3.75 of 5", "<1%"), with half of its
 * last decimal place.
 */
export interface ShownNumber {
  readonly value: number;
  readonly half: number;
  readonly bound: string;
}

/** @throws Error for a text that is not a number */
export function numberIn(text: string): ShownNumber {
  const [, bound = "", minus = "", digits = "", decimals = "", percent = ""] =
    /^([<>]?)([\u2212-]?)\$?([\d,]+)(?:\.(\d+))?(%?)(?: of 5)?$/.exec(text.trim()) ?? [];
  if (!digits) throw new Error(`"${text}" is not a number.`);
  const unit = percent ? 100 : 1;
  const value = Number(`${digits.replaceAll(",", "")}.${decimals || "0"}`) / unit;
  return { value: minus ? -value : value, half: 0.5 / 10 ** decimals.length / unit, bound };
}

/** Whether a text shows a number, to the text's own last decimal place. */
export function shows(text: string, value: number): boolean {
  const shown = numberIn(text);
  if (shown.bound === "<") return value > 0 && value < shown.value;
  if (shown.bound === ">") return value > shown.value && value < 1;
  return Math.abs(shown.value - value) <= shown.half + 1e-9;
}
