import type { Row } from "../../format/columns.ts";
import { labelOf } from "../../format/manifest.ts";
import { store } from "../site/store.ts";
import { count } from "../text/numbers.ts";
import { and, inSentence, or, plural } from "../text/words.ts";

const beyond = "further than 1.5 times the interquartile range beyond the quartiles.";

/**
 * How many values lie beyond Tukey's fences, by column; columns without any are named only where
 * none has one, and few are not counted.
 */
export function outlierSentence(rows: readonly Row[]): string {
  const all = rows.map((row) => ({
    label: inSentence(labelOf(store.manifest, String(row["column_name"]))),
    shown: row["below"] !== null && row["above"] !== null,
    outside: Number(row["below"]) + Number(row["above"]),
  }));
  const unshown = all.filter(({ shown }) => !shown).map(({ label }) => label);
  const found = counted(all.filter((column) => column.shown));
  if (unshown.length === 0) return found;
  return [
    ...(found === "" ? [] : [found]),
    `How many values of ${and(unshown)} lie ${found === "" ? beyond.slice(0, -1) : "there"} ` +
      "is hidden to protect privacy.",
  ].join(" ");
}

function counted(found: readonly { readonly label: string; readonly outside: number }[]): string {
  const some = found.filter(({ outside }) => outside > 0);
  if (found.length === 0) return "";
  if (some.length === 0) return `No value of ${or(found.map(({ label }) => label))} lies ${beyond}`;
  const total = some.reduce((sum, { outside }) => sum + outside, 0);
  return `${and(some.map(({ label, outside }) => `${count(outside)} ${plural(outside, "value")} of ${label}`))} ${plural(total, "lies", "lie")} ${beyond}`;
}
