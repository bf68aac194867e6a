import type { Moved } from "../../format/history.ts";
import type { Noun } from "../../format/report.ts";
import { kindOfMetric } from "../model/metric.ts";
import type { Changes } from "../model/changes.ts";
import type { DimensionChanges, GroupChange } from "../model/group-changes.ts";
import { beyondChance, type KeyChange } from "../model/key-changes.ts";
import {
  asWritten,
  count,
  date,
  full,
  isZero,
  percentFine,
  points,
  type NumberKind,
} from "../text/numbers.ts";
import { and, capitalised, inSentence, plural, spelled } from "../text/words.ts";

/** A change with its sign, in the unit of its figure: "+$9,800", "−1.2 points", "unchanged". */
export function signedChange(value: number, kind: NumberKind): string {
  const size = kind === "share" ? points(value) : full(Math.abs(value), kind);
  return isZero(size) ? "unchanged" : `${value > 0 ? "+" : "−"}${size}`;
}

/** How far two figures are apart as they are written, so that the difference agrees with both. */
const differenceAsWritten = (now: number, then: number, kind: NumberKind) =>
  asWritten(now, kind) - asWritten(then, kind);

/** "by $9,800 (4.2%)": how far a figure moved, and by what share of what it was. */
function byHowMuch(then: number | null, now: number | null, kind: NumberKind): string {
  if (then === null || now === null) return "";
  const difference = differenceAsWritten(now, then, kind);
  if (kind === "share") return `by ${points(difference)}`;
  return `by ${full(Math.abs(difference), kind)}${then === 0 ? "" : ` (${percentFine(Math.abs(difference / then))})`}`;
}

/** What moved by more than chance would move it, in a sentence; what did not is said as well. */
export function changesHeadline({
  previous,
  current,
  keys,
}: Pick<Changes, "previous" | "current" | "keys">): string {
  const since =
    previous.date < current.date ? `Since ${date(previous.date)}` : "Since the previous edition";
  const moved = keys.filter((key) => beyondChance(key.change) && keyChangeNotes(key)[1] !== "");
  if (moved.length === 0) return `${since} no key figure changed by more than chance`;
  const changes = moved.map(({ metric, then, now, change }) => {
    const direction = (change?.estimate ?? 0) > 0 ? "rose" : "fell";
    return `${inSentence(metric.label)} ${direction} ${byHowMuch(then, now, kindOfMetric(metric))}`;
  });
  return `${since} ${and(changes)}`;
}

/**
 * A key figure of before, and how far it is from now: "was $59.76", "−$0.37, within chance";
 * nothing of the second where they are written alike.
 */
export function keyChangeNotes({
  metric,
  then,
  now,
  change,
}: KeyChange): readonly [was: string, moved: string] {
  const kind = kindOfMetric(metric);
  if (then === null || now === null) return ["not comparable", ""];
  const moved = signedChange(differenceAsWritten(now, then, kind), kind);
  if (moved === "unchanged") return [`unchanged at ${full(then, kind)}`, ""];
  return [`was ${full(then, kind)}`, `${moved}, ${chanceText(change)}`];
}

/** Whether a change is more than chance would make. */
export const chanceText = (change: KeyChange["change"]): string =>
  beyondChance(change) ? "more than chance" : "within chance";

/** Who came and went; net where that is all that is known. */
export function movedSentence(
  then: number,
  now: number,
  moved: Moved | undefined,
  row: Noun,
): string {
  const net =
    now === then
      ? `The same number of ${row.many} as before`
      : `${count(Math.abs(now - then))} ${now > then ? "more" : "fewer"} ` +
        `${plural(Math.abs(now - then), row.one, row.many)} than before`;
  if (!moved) return `${net} (${count(then)} before, ${count(now)} now).`;
  const { added, gone, changed } = moved;
  const stayed = then - gone;
  const same =
    changed === null
      ? ""
      : `, ${changed === 0 ? "none of them changed" : `${count(changed)} of them changed`}`;
  return `${net}: ${count(added)} new, ${count(gone)} lost, ${count(stayed)} kept${same}.`;
}

const named = (groups: readonly GroupChange[]) => {
  const shown = groups
    .toSorted((a, b) => Math.abs(b.revenue.estimate) - Math.abs(a.revenue.estimate))
    .slice(0, 3);
  return and([
    ...shown.map(({ name }) => name),
    ...(groups.length > shown.length ? [`${count(groups.length - shown.length)} more`] : []),
  ]);
};

/** "A, B, and C and 2 more are", "A is". */
const areNamed = (names: readonly string[]) =>
  `${and(names.slice(0, 3))}${names.length > 3 ? ` and ${count(names.length - 3)} more` : ""} ${plural(names.length, "is", "are")}`;

/** Which groups of a dimension moved by more than chance. */
export function dimensionTitle({ label, total, groups, added, gone }: DimensionChanges): string {
  const moved = groups.filter(({ revenue }) => beyondChance(revenue));
  const up = moved.filter(({ revenue }) => revenue.estimate > 0);
  const down = moved.filter(({ revenue }) => revenue.estimate < 0);
  const parts = [
    ...(up.length > 0 ? [`rose in ${named(up)}`] : []),
    ...(down.length > 0 ? [`fell in ${named(down)}`] : []),
  ];
  const values = [
    ...(added.length > 0 ? [`${areNamed(added)} new`] : []),
    ...(gone.length > 0 ? [`${areNamed(gone)} gone`] : []),
  ];
  return `${label}: ${parts.length === 0 ? `no group’s ${total} changed by more than chance` : `${total} ${parts.join(" and ")}`}${values.length > 0 ? `; ${values.join("; ")}` : ""}`;
}

/** How many verdicts are others than before. */
export function verdictsTitle({ verdicts, claims }: Pick<Changes, "verdicts" | "claims">): string {
  if (verdicts.length === 0)
    return claims === 0
      ? "No claim was tested in both editions"
      : `No verdict changed among ${count(claims)} ${plural(claims, "claim")}`;
  return `${capitalised(spelled(verdicts.length))} of ${count(claims)} ${plural(claims, "verdict")} changed`;
}

/** Which questions and claims ask for something else than before; nothing where none does. */
export const otherwiseSentence = ({ askedOtherwise }: Pick<Changes, "askedOtherwise">): string =>
  askedOtherwise.length === 0
    ? ""
    : `Not compared, because the SQL changed: ${and(askedOtherwise.map((title) => title.replace(/[.?]$/, "")))}.`;
