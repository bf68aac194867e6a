import type { Noun } from "../../format/report.ts";
import type { Drivers } from "../model/drivers.ts";
import { beyondChance } from "../model/key-changes.ts";
import { percentFine } from "../text/numbers.ts";
import { and, capitalised, inSentence, or } from "../text/words.ts";

/** What separates customers by a measure, in a sentence that never says more than the tests do. */
export function driverTitle({ measure, ranked }: Drivers, { many }: Noun): string {
  const found = ranked.filter(beyondChance);
  const [first] = found;
  if (ranked.length === 0)
    return `${capitalised(measure)}: too few ${many}, or too few different values, to test anything`;
  if (!first) return `No dimension explains ${measure}`;
  const others = found.slice(1).map(({ dimension }) => inSentence(dimension));
  return `${capitalised(measure)}: ${inSentence(first.dimension)} explains the most, ${percentFine(first.share.estimate)} of the variation${others.length > 0 ? `, then ${and(others)}` : ""}`;
}

/** How far the figures reach: the most that the data leave possible. */
export function driverReach({ ranked, untested }: Drivers): string {
  const most = ranked.toSorted((a, b) => b.share.high - a.share.high)[0];
  const left =
    untested.length > 0
      ? ` Not tested, for want of groups to compare: ${and(untested.map(inSentence))}.`
      : "";
  if (!most) return left.trim();
  return (
    `No dimension explains more than about ${percentFine(most.share.high)} of the variation ` +
    `(the upper limit for ${inSentence(most.dimension)}).${left}`
  );
}

/** What the page says in one line of all measures together. */
export function driversHeadline(all: readonly Drivers[], { many }: Noun): string {
  const found = all.flatMap(({ measure, ranked }) =>
    ranked
      .filter(beyondChance)
      .slice(0, 1)
      .map(({ dimension }) => `${inSentence(dimension)} for ${measure}`),
  );
  if (all.every(({ ranked }) => ranked.length === 0))
    return `Too few ${many} to say what separates them`;
  return found.length === 0
    ? `No dimension explains ${or(all.map(({ measure }) => measure))}`
    : `What separates ${many}: ${and(found)}`;
}
