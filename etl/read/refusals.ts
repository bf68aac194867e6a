import { quoted } from "../contract/characters.ts";
import { ReportError } from "../errors.ts";
import type { RefusedValue } from "./reparse.ts";

const shown = 10;
const count = new Intl.NumberFormat("en-US");

/**
 * What is wrong with a value, after its line: `column "Age": "old" is not a whole number from 1 to
 * 120`.
 */
export const saidOf = ({ column, text, reason }: RefusedValue) =>
  `column "${column.header}"${text === "" ? "" : `: ${quoted(text)}`} ${reason}`;

/** Counts what is wrong with a file, keeps the first ten, and refuses the file for it. */
export class Refusals {
  readonly #first: string[] = [];
  #total = 0;

  add(message: string): void {
    this.#total++;
    if (this.#first.length < shown) this.#first.push(message);
  }

  /**
   * @throws ReportError where anything is wrong: how many of `what` there are, and the first ten
   */
  refuse(sourceName: string, what: readonly [one: string, many: string], hint: string): void {
    if (this.#total === 0) return;
    const more =
      this.#total > this.#first.length
        ? `\n  … and ${count.format(this.#total - this.#first.length)} more`
        : "";
    const lines = this.#first.map((line) => `  ${line}`).join("\n");
    throw new ReportError(
      "input",
      `${sourceName}: ${count.format(this.#total)} ${this.#total === 1 ? what[0] : what[1]}:\n${lines}${more}`,
      { hint },
    );
  }
}
