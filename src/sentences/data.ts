import type { Value } from "../../format/columns.ts";
import { store } from "../site/store.ts";
import { count } from "../text/numbers.ts";
import { and, inSentence, or, plural } from "../text/words.ts";

const labelOf = (name: string) => store.manifest.dictionary.find((entry) => entry.name === name)?.label ?? name;

/** How many values lie beyond Tukey's fences, by column; columns without any are named only where none has one. */
export function outlierSentence(rows: readonly Readonly<Record<string, Value>>[]): string {
  const found = rows.map((row) => ({ label: inSentence(labelOf(String(row["column_name"]))), outside: Number(row["below"]) + Number(row["above"]) }));
  const some = found.filter(({ outside }) => outside > 0);
  const beyond = "further than 1.5 times the interquartile range beyond the quartiles.";
  if (some.length === 0) return `No value of ${or(found.map(({ label }) => label))} lies ${beyond}`;
  const total = some.reduce((sum, { outside }) => sum + outside, 0);
  return `${and(some.map(({ label, outside }) => `${count(outside)} ${plural(outside, "value")} of ${label}`))} ${plural(total, "lies", "lie")} ${beyond}`;
}
