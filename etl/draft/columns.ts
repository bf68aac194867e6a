import { labelOfHeader, maxTextLength } from "../contract/columns.ts";
import { currencyWords } from "../contract/currency.ts";
import { wordsOf } from "../contract/header.ts";
import { columnName } from "../contract/names.ts";
import { capitalized, counted } from "../words.ts";
import type { Looked, Seen } from "./look.ts";
import words from "./words.json" with { type: "json" };

/** What a column is for in the drafted report. */
export type Role =
  "key" | "person" | "private" | "dimension" | "outcome" | "sum" | "count" | "mean";

/** A column as the draft describes it. */
export interface Drafted {
  readonly name: string;
  readonly seen: Seen;
  readonly role: Role;
  /** What report.yaml says of it. */
  readonly described: Readonly<Record<string, unknown>>;
  /** Why it is described so. */
  readonly why: string;
}

/** The columns of a draft, and the currency of its amounts. */
export interface DraftedColumns {
  readonly columns: readonly Drafted[];
  readonly leftOut: readonly { readonly header: string; readonly why: string }[];
  readonly currency: string;
  /** Where the currency was read; undefined where it is only assumed. */
  readonly currencyFrom: string | undefined;
}

/** Whether a header has one of some words. */
export const has = (header: string, some: readonly string[]) =>
  wordsOf(header).some((word) => some.includes(word));

/** The most values of a dimension. */
const mostValues = 60;

/** Describes the columns of a file by their headers and values. */
export function draftColumns({ rows, columns }: Looked): DraftedColumns {
  const leftOut: DraftedColumns["leftOut"][number][] = [];
  const drafted: Drafted[] = [];
  const taken = new Set<string>();
  const headers = columns.map(({ header }) => plain(header));
  const { currency, from } = currencyOf(columns);
  for (const [index, seen] of columns.entries()) {
    const leave = (why: string) =>
      leftOut.push({ header: seen.header || `column ${index + 1}`, why });
    if (seen.header === "") leave("it has no name");
    else if (headers.indexOf(plain(seen.header)) !== headers.lastIndexOf(plain(seen.header)))
      leave("another column has the same name");
    else if (seen.known === 0) leave("it has no values");
    else {
      const guess = guessOf(seen, rows, drafted, currency);
      if ("leave" in guess) leave(guess.leave);
      else {
        const name = nameFor(seen.header, index, taken);
        taken.add(name);
        const described = { ...guess.described, ...labelOf(seen.header) };
        drafted.push({ ...guess, name, seen, described });
      }
    }
  }
  return { columns: drafted, leftOut, currency, currencyFrom: from };
}

const plain = (header: string) => header.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** A label for a header that is written as programs write names: "monthlyCharges", "order_no". */
function labelOf(header: string): { readonly label?: string } {
  if (/^\p{Ll}.* /u.test(header)) return { label: capitalized(labelOfHeader(header)) };
  if (header.includes(" ") || /^\p{Lu}\p{Ll}*$/u.test(header)) return {};
  const parts = header.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").match(/[\p{L}\p{N}]+/gu) ?? [];
  const label = parts
    .map((word) =>
      /^\p{Lu}{2,}$/u.test(word) ? word : /^id$/i.test(word) ? "ID" : word.toLowerCase(),
    )
    .join(" ")
    .replace(/^./u, (letter) => letter.toUpperCase());
  return label === "" || label === header ? {} : { label };
}

/** A name that SQL and report.yaml accept, and no other column has. */
function nameFor(header: string, index: number, taken: ReadonlySet<string>): string {
  const ascii = header.replace(/\s*\([^)]*\)\s*$/, "").normalize("NFD");
  const base = ascii
    .replaceAll(/[^\p{ASCII}]/gu, "")
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, 50)
    .replace(/^[^a-z]+|_$/g, "");
  const tries = [base, `${base}_value`, `column_${index + 1}`, `column_${index + 1}_value`];
  return (
    tries.find((name) => columnName.safeParse(name).success && !taken.has(name)) ??
    `column_${index + 1}_of_file`
  );
}

/** The codes of a currency that a text names. A single letter is more often a question's: Q1. */
function currencyIn(header: string) {
  const { currency } = currencyWords(header);
  return currency && !/^\p{L}$/u.test(currency.text) ? currency.codes : undefined;
}

/** The currency that a header names, or else the values of a column. */
function currencyOf(columns: readonly Seen[]): { currency: string; from: string | undefined } {
  const usual = ["USD", "EUR", "GBP", "JPY", "INR"];
  for (const { header, values, looks, known } of columns) {
    const texts = [header, ...(looks.amounts > known / 2 ? values.slice(0, 1) : [])];
    for (const text of texts) {
      const codes = currencyIn(text);
      const code = usual.find((each) => codes?.has(each)) ?? [...(codes ?? [])].toSorted()[0];
      if (code !== undefined) return { currency: code, from: header };
    }
  }
  return { currency: "USD", from: undefined };
}

type Guess = Pick<Drafted, "role" | "described" | "why"> | { readonly leave: string };

function guessOf(seen: Seen, rows: number, before: readonly Drafted[], currency: string): Guess {
  const { header, known, distinct, looks, longest } = seen;
  const complete = known === rows;
  const isPerson = has(header, words.persons);
  // Whatever it is called, codes that all differ identify a row where they stand first, and so do
  // the numbers of persons.
  const numbered = looks.codes + (isPerson ? looks.integers : 0);
  const isFirst = before.length === 0 && numbered === rows && distinct === rows;
  const isId = isFirst || has(header, words.identifiers);
  if (isId && complete && (distinct === rows || (isPerson && distinct > mostValues))) {
    const type = looks.integers === known && looks.leadingZeros === 0 ? "integer" : "string";
    const isKey = distinct === rows && !before.some(({ role }) => role === "key");
    if (longest <= maxTextLength && (isKey || (isPerson && distinct < rows)))
      return {
        role: isKey ? "key" : "person",
        described: { header, type },
        why: isKey
          ? "identifies a row: no value repeats"
          : `identifies a person: ${counted(distinct, "different value")} in ${counted(rows, "row")}`,
      };
  }
  if (looks.dates > known * 0.9) return { leave: "it holds dates, which a report cannot use yet" };
  return (
    booleanGuess(seen, rows) ??
    numberGuess(seen, rows, currency) ??
    textGuess(seen, rows, isId && !isPerson)
  );
}

const truths = [
  ["yes", "no"],
  ["y", "n"],
  ["true", "false"],
  ["1", "0"],
  ["1.0", "0.0"],
];

function booleanGuess({ header, values, distinct, known }: Seen, rows: number): Guess | undefined {
  const found = values.map((value) => value.toLowerCase());
  const pair = truths.find((both) => found.every((value) => both.includes(value)));
  if (!pair || distinct !== 2) return undefined;
  const isOutcome = has(header, words.outcomes);
  return {
    role: isOutcome ? "outcome" : "dimension",
    described: { header, type: "boolean", ...(known < rows ? { missing: "Not stated" } : {}) },
    why: isOutcome ? "the outcome: its share is the first metric" : `only ${listOf(values)}`,
  };
}

const listOf = (values: readonly string[]) => values.join(" and ");

function numberGuess(seen: Seen, rows: number, currency: string): Guess | undefined {
  const { header, known, distinct, looks, decimals } = seen;
  const isPoint = looks.numbers === known;
  const isComma = !isPoint && looks.commaNumbers === known;
  const isAmount = !isPoint && !isComma && looks.numbers + looks.amounts === known;
  const isCode = has(header, words.identifiers) && !has(header, words.counted);
  if (!(isPoint || isComma || isAmount) || looks.leadingZeros > 0) return undefined;
  if (isCode && looks.integers === known && distinct > mostValues)
    return { leave: "its numbers are codes, which cannot be added up" };
  const inThousands = /[km]\p{Sc}|\p{Sc}[km]\b|\bin (thousands|millions)/iu.test(header);
  const isMoney =
    isAmount ||
    (decimals <= 2 &&
      !inThousands &&
      (has(header, words.summed) || currencyIn(header) !== undefined) &&
      !has(header, words.averaged));
  const isPerUnit = isMoney && has(header, words.perUnit);
  const role = isPerUnit
    ? "mean"
    : isMoney
      ? "sum"
      : has(header, words.counted) && looks.integers === known
        ? "count"
        : "mean";
  const type = isMoney ? "money" : looks.integers === known && isPoint ? "integer" : "number";
  const unit = Object.entries(words.units).find(([word]) => wordsOf(header).includes(word))?.[1];
  return {
    role,
    described: {
      header,
      type,
      ...(type === "number" && decimals > 2 && decimals <= 6 ? { decimals } : {}),
      ...(isMoney || unit === undefined ? {} : { unit }),
      ...(isComma ? { decimalChar: "," } : {}),
      ...(known < rows ? { missing: "keep" } : {}),
    },
    why:
      (role === "sum"
        ? `an amount in ${currency}, judging by its name or values`
        : role === "count"
          ? "counts something"
          : isPerUnit
            ? `an amount in ${currency} per unit: averaged`
            : "averaged: nothing suggests that it can be added up") +
      (known < rows ? `; ${counted(rows - known, "value")} missing` : ""),
  };
}

function textGuess(
  { header, known, distinct, looks, longest, values }: Seen,
  rows: number,
  isId: boolean,
): Guess {
  const missing = words.notStated.find((text) => !values.includes(text)) ?? "";
  const described = {
    header,
    type: "string",
    ...(known < rows ? { missing } : {}),
  };
  if (longest > maxTextLength)
    return { leave: `it holds texts of more than ${maxTextLength} bytes` };
  const isContact = looks.emails + looks.phones > known / 2;
  const isNamed = has(header, words.private) && !has(header, words.publicNames);
  const isFree = rows >= 20 && distinct > known / 2;
  if (isContact || isNamed || isFree)
    return {
      role: "private",
      described: { ...described, private: true },
      why: isContact
        ? "private: it holds e-mail addresses or phone numbers"
        : isNamed
          ? "private, judging by its name"
          : "private: its values rarely repeat",
    };
  if (distinct > mostValues)
    return { leave: `it has ${counted(distinct, "value")}, too many to compare` };
  if (distinct === 1) return { leave: `every row has the same value` };
  if (isId && distinct > 30) return { leave: "its values are codes" };
  return { role: "dimension", described, why: counted(distinct, "value") };
}
