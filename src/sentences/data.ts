import type { Value } from "../../format/columns.ts";
import { store } from "../site/store.ts";
import { count } from "../text/numbers.ts";
import { and, inSentence, or, plural } from "../text/words.ts";

const labelOf = (name: string) =>
  store.manifest.dictionary.find((entry) => entry.name === name)?.label ?? name;

const beyond = "further than 1.5 times the interquartile range beyond the quartiles.";

/**
 * How many values lie beyond Tukey's fences, by column; columns without any are named only where
 * none has one, and few are not counted.
 */
export function outlierSentence(rows: readonly Readonly<Record<string, Value>>[]): string {
  const all = rows.map((row) => ({
    label: inSentence(labelOf(String(row["column_name"]))),
    told: row["below"] !== null && row["above"] !== null,
    outside: Number(row["below"]) + Number(row["above"]),
  }));
  const unshown = all.filter(({ told }) => !told).map(({ label }) => label);
  const told = counted(all.filter((column) => column.told));
  if (unshown.length === 0) return told;
  return [
    ...(told === "" ? [] : [told]),
    `How many values of ${and(unshown)} lie ${told === "" ? `${beyond.slice(0, -1)} is not told, because they are few.` : "there is not told, because they are few."}`,
  ].join(" ");
}

function counted(found: readonly { readonly label: string; readonly outside: number }[]): string {
  const some = found.filter(({ outside }) => outside > 0);
  if (found.length === 0) return "";
  if (some.length === 0) return `No value of ${or(found.map(({ label }) => label))} lies ${beyond}`;
  const total = some.reduce((sum, { outside }) => sum + outside, 0);
  return `${and(some.map(({ label, outside }) => `${count(outside)} ${plural(outside, "value")} of ${label}`))} ${plural(total, "lies", "lie")} ${beyond}`;
}
