import { ReportError } from "../errors.ts";
import { counted, number } from "../words.ts";

/** How many causes a message lists. */
const mostListed = 10;
/** After so many lines or values that cannot be used, a file is read no further. */
export const mostRefused = 100_000;

/** What is wrong with a line or a value of it. */
export interface Reason {
  readonly cause: string;
  readonly text?: string;
  /** What stands between the line's number and the text. */
  readonly separator?: string;
}

/** What is wrong with a file: one entry for each cause, with its count and first place. */
export class Refusals {
  readonly #causes = new Map<string, { readonly first: string; count: number }>();
  #total = 0;
  readonly #sourceName: string;
  readonly #noun: string;

  /** @param noun what is counted: "value" or "broken line" */
  constructor(sourceName: string, noun: string) {
    this.#sourceName = sourceName;
    this.#noun = noun;
  }

  /**
   * @param cause what is the same for all that is counted together
   * @param text the cause with the value of this place
   * @throws ReportError where there are too many to go on
   */
  add(line: number | string, { cause, text = cause, separator = ": " }: Reason): void {
    this.#total++;
    const known = this.#causes.get(cause);
    if (known) known.count++;
    else this.#causes.set(cause, { first: `line ${line}${separator}${text}`, count: 1 });
    if (this.#total > mostRefused)
      throw tooMany(this.#sourceName, mostRefused, [...this.#causes.values()][0]?.first ?? "");
  }

  /** @throws ReportError where anything is wrong: how much, and each cause with its first place */
  refuse(hint: string): void {
    if (this.#total === 0) return;
    const causes = [...this.#causes.values()];
    const lines = causes
      .slice(0, mostListed)
      .map(({ first, count }) => `  ${first}${count > 1 ? ` (${number(count)} in all)` : ""}`);
    const more = causes.length - lines.length;
    if (more > 0) lines.push(`  … and ${number(more)} more ${more === 1 ? "cause" : "causes"}`);
    throw new ReportError(
      "input",
      `${this.#sourceName}: ${counted(this.#total, this.#noun)}${this.#noun === "value" ? " that the report cannot use" : ""}:\n${lines.join("\n")}`,
      { hint },
    );
  }
}

/** The error for a file that is read no further. */
export const tooMany = (sourceName: string, count: number, first: string) =>
  new ReportError(
    "input",
    `${sourceName}: more than ${number(count)} lines or values cannot be used; the first is ${first}.`,
    { hint: "Too many bad lines. Fix or re-export the file." },
  );
