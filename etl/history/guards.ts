import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { rowsOfTable, type Edition } from "../../format/history.ts";
import { keySums } from "../../format/key-figures.ts";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { printable } from "../printable.ts";

const percent = /^(\d+(?:\.\d+)?)\s*%$/;
const share = z
  .string()
  .regex(percent, "is not a share such as 20%")
  .transform((text) => Number(percent.exec(text)?.[1]) / 100);
const then = z.enum(["stop", "warn", "off"], { error: "is stop, warn or off" });
const limited = (limit: number, action: Guard) =>
  z
    .strictObject({ "more-than": share.default(limit), then: then.default(action) })
    .default({ "more-than": limit, then: action });
const plain = z.strictObject({ then: then.default("warn") }).default({ then: "warn" });

type Guard = z.infer<typeof then>;

/**
 * The limits as their file gives them; what it leaves out has the defaults that the shipped file
 * shows.
 */
export const guardsSchema = z.strictObject({
  "rows-fell": limited(0.2, "stop"),
  "rows-rose": limited(1, "warn"),
  "revenue-moved": limited(0.3, "stop"),
  "average-purchase-moved": limited(0.2, "warn"),
  "missing-ratings": limited(0.05, "warn"),
  "new-category": plain,
  "vanished-category": plain,
});
export type Guards = z.infer<typeof guardsSchema>;

/**
 * The limits in `path`, the defaults where there is no such file and nobody `named` it.
 * @throws ReportError
 */
export async function readGuards(path: string, named: boolean): Promise<Guards> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT" && !named) return "";
    throw new ReportError(
      "input",
      codeOf(cause) === "ENOENT"
        ? `The file of guards ${path} does not exist.`
        : `${path} cannot be read: ${messageOf(cause)}`,
      { cause },
    );
  });
  try {
    return guardsSchema.parse(parse(text) ?? {});
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : messageOf(cause);
    throw new ReportError("input", `${path}: ${reason}`, {
      hint: `Guards are ${Object.keys(guardsSchema.shape).join(", ")}; each like { more-than: 20%, then: stop }.`,
      cause,
    });
  }
}

/** What a guard has to say: a sentence, and what is to become of the build. */
export interface Alarm {
  readonly then: "stop" | "warn";
  readonly text: string;
}

const isEnough = (count: number, least: number) => count === 0 || count >= least;

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
/** A limit keeps the digits that the file of guards gives it. */
const limitFormat = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 6 });
const fine = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/**
 * Judges new data by the guards.
 * @param before the edition that they are compared with; without one only what needs none is judged
 * @param shown what is published of them: a category that was left out before is not new for being
 * counted now
 */
export function alarms(
  guards: Guards,
  now: Edition,
  before: Edition | undefined,
  shown = now,
): Alarm[] {
  const found: Alarm[] = [];
  const raise = (action: Guard, text: string) => {
    if (action !== "off") found.push({ then: action, text });
  };
  const since = keySums(now);
  const { missingRatings: missing, customers } = since;
  const rated = guards["missing-ratings"];
  if (missing !== null && missing > rated["more-than"] * customers) {
    const limit = limitFormat.format(rated["more-than"]);
    const isShown = [missing, customers - missing].every((count) => isEnough(count, now.minGroup));
    raise(
      rated.then,
      isShown
        ? `${whole.format(missing)} of ${whole.format(customers)} ratings are missing, ` +
            `${fine.format(missing / customers)}; the limit is ${limit}.`
        : `More than ${limit} of the ratings are missing.`,
    );
  }
  if (!before) return found;
  const past = keySums(before);
  // The difference of two sums is the value of whoever came or went: of few, nothing is said.
  const isFew = now.minGroup > 1 && Math.abs(customers - past.customers) < now.minGroup;
  const moved = (
    name: "rows-fell" | "rows-rose" | "revenue-moved" | "average-purchase-moved",
    what: string,
    a: number | undefined,
    b: number | undefined,
    write: (value: number) => string,
  ) => {
    if (a === undefined || b === undefined || a === 0) return;
    const [change, { "more-than": limit, then: action }] = [(b - a) / a, guards[name]];
    const counts =
      name === "rows-fell" ? -change : name === "rows-rose" ? change : Math.abs(change);
    if (counts > limit)
      raise(
        action,
        isFew
          ? `${what} ${change < 0 ? "fell" : "rose"} by more than ${limitFormat.format(limit)} ` +
              `since the data of ${before.date}, which is the limit.`
          : `${what} ${change < 0 ? "fell" : "rose"} by ${fine.format(Math.abs(change))} since ` +
              `the data of ${before.date}, from ${write(a)} to ${write(b)}; the limit is ` +
              `${limitFormat.format(limit)}.`,
      );
  };
  moved("rows-fell", "The number of customers", past.customers, customers, whole.format);
  moved("rows-rose", "The number of customers", past.customers, customers, whole.format);
  moved("revenue-moved", "Revenue", past.purchases?.sum, since.purchases?.sum, dollars.format);
  moved(
    "average-purchase-moved",
    "The average purchase",
    averageOf(past.purchases),
    averageOf(since.purchases),
    dollars.format,
  );
  const [then_, now_] = [categoriesOf(before), categoriesOf(shown)];
  const named = (names: readonly string[]) =>
    names.map((name) => `“${printable(name)}”`).join(", ");
  const [fresh, lost] = [
    now_.filter((name) => !then_.includes(name)),
    then_.filter((name) => !now_.includes(name)),
  ];
  if (then_.length > 0 && fresh.length > 0)
    raise(
      guards["new-category"].then,
      `The data of ${before.date} had no category ${named(fresh)}.`,
    );
  if (now_.length > 0 && lost.length > 0)
    raise(
      guards["vanished-category"].then,
      `The data of ${before.date} had a category ${named(lost)}, and these have none.`,
    );
  return found;
}

const averageOf = (sums: { readonly n: number; readonly sum: number } | undefined) =>
  sums ? sums.sum / sums.n : undefined;

const categoriesOf = (edition: Edition) => [
  ...new Set(
    edition.tables
      .filter(({ kind }) => kind === "driver")
      .flatMap(({ name }) => rowsOfTable(edition, name))
      .filter(({ dimension }) => dimension === "category")
      .map(({ group_name }) => String(group_name)),
  ),
];

/**
 * Ends a build that a guard stops.
 * @param file of the limits
 * @throws ReportError with all that there is to look at
 */
export function stopAt(found: readonly Alarm[], file: string, accepted: boolean): void {
  const stopping = found.filter(({ then: action }) => action === "stop");
  if (stopping.length === 0 || accepted) return;
  throw new ReportError(
    "guard",
    `The data changed more than ${file} allows, so nothing is published.\n${stopping.map(({ text }) => `- ${text}`).join("\n")}`,
    {
      hint:
        "Look at the file that came in. If it is right, build once with --accept-changes; the " +
        `limits are in ${file}. The last good report is untouched.`,
    },
  );
}
