import { contract, type Column } from "./columns.ts";
import type { Change } from "./normalize.ts";

const integers = new Intl.NumberFormat("en-US");

const sentences: Readonly<Record<Change, (values: string, column: Column) => string>> = {
  spaces: (values) => `Trimmed the spaces around ${values}.`,
  spelling: (values, { allowed = [] }) =>
    `Read ${values} in another spelling than ${allowed.length === 2 ? allowed.join(" or ") : "the listed one"}.`,
  currency: (values) => `Read ${values} without dollar signs and thousands separators.`,
  digits: (values) => `Read ${values} without leading zeros, plus signs and decimals of zero.`,
};

/** Counts what was done to values on the way in, by column. */
export class ChangeCounts {
  readonly #counts = new Map<string, number>();

  add(column: Column, changes: readonly Change[]): void {
    for (const change of changes) {
      const key = `${column.name} ${change}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** One sentence for each column and kind of change; no value of any row is in it. */
  notices(): string[] {
    return contract.flatMap((column) =>
      (Object.keys(sentences) as Change[]).flatMap((change) => {
        const count = this.#counts.get(`${column.name} ${change}`);
        return count === undefined
          ? []
          : [
              sentences[change](
                `${integers.format(count)} ${count === 1 ? "value" : "values"} of "${column.header}"`,
                column,
              ),
            ];
      }),
    );
  }
}
