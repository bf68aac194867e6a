import { withoutSpaces } from "./characters.ts";
import { decimalsOf, isMissing, maxTextLength, type Column } from "./columns.ts";
import type { Change } from "../notices.ts";
import { refusal, ungrouped } from "./accepts.ts";
import { codesOf } from "./currency.ts";

/** A value in canonical form (`null` for none) and what was changed, or why it cannot be used. */
export type Normalized =
  | { readonly value: string | null; readonly changes: readonly Change[] }
  | { readonly refusal: string };

const truths: Readonly<Record<string, string>> = {
  y: "Yes",
  true: "Yes",
  "1": "Yes",
  n: "No",
  false: "No",
  "0": "No",
};

/**
 * Reads a value that is not in canonical form. What can mean one thing only is read: spaces around,
 * another letter case or hyphenation, `Y`, `1` and `1.0` for Yes, `$1,234.50`, `1,024` as a whole
 * number. What may mean two things, or has lost digits, is refused.
 */
export function normalize(column: Column, text: string): Normalized {
  const isText = column.type === "text";
  const stripped = isText ? withoutSpaces(text) : text.trim();
  // What stands for a missing value where that may be, or has a text of its own, is none.
  if (isMissing(column, stripped) && (column.nullable || column.missingText !== undefined)) {
    const missing: readonly Change[] =
      stripped === "" && column.missingText === undefined ? [] : ["missing"];
    const spaces: readonly Change[] = stripped === text ? [] : ["spaces"];
    return { value: column.missingText ?? null, changes: [...spaces, ...missing] };
  }
  if (isText && !column.allowed) return normalizeText(column, text);
  // Unlike a text, a number or a word of a list holds no tab or line end that could be meant.
  const bare = text.trim();
  const spaces: readonly Change[] = bare === text ? [] : ["spaces"];
  const found = column.allowed ? spelt(column.allowed, bare) : numeral(column, bare);
  return found === undefined
    ? { refusal: refusal(column, bare) }
    : { value: found.value, changes: [...spaces, ...found.changes] };
}

function normalizeText(column: Column, text: string): Normalized {
  const value = withoutSpaces(text);
  // No character takes more than two units of UTF-16, so that a text of megabytes need not be taken
  // apart.
  const tooLong = value.length > 2 * maxTextLength || Array.from(value).length > maxTextLength;
  if (tooLong || isMissing(column, value) || value === column.missingText)
    return { refusal: refusal(column, value) };
  return { value, changes: value === text ? [] : ["spaces"] };
}

interface Found {
  readonly value: string;
  readonly changes: readonly Change[];
}

function spelt(allowed: readonly string[], bare: string): Found | undefined {
  if (allowed.includes(bare)) return { value: bare, changes: [] };
  if (bare.length > 64) return undefined;
  const key = spellingKey(bare);
  const truth = truths[/^[01]\.0+$/.test(bare) ? bare.charAt(0) : key] ?? "";
  const value =
    allowed.find((word) => spellingKey(word) === key) ??
    (allowed.includes(truth) ? truth : undefined);
  return value === undefined ? undefined : { value, changes: ["spelling"] };
}

/** A word without letter case, spaces and hyphens: "Bi-Weekly" and "biweekly" are the same. */
const spellingKey = (word: string) => word.toLowerCase().replace(/[\s\p{Z}\p{Pd}_]+/gu, "");

const marked = /^([+-]?)([^\d\s.,+-]{1,4})?\s?([\d.,]+)(?:\s?([^\d\s.,+-]{1,4}))?$/u;
const grouped = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$|^\d{1,3}(?:,\d{3}){2,}$/;
const groupedAmount = /^\d{1,3}(?:,\d{3})+$/;

/** An amount without the sign of its currency and thousands separators, if it has any. */
function withoutCurrency({ unit }: Column, bare: string): string | undefined {
  const [, sign = "", before, digits = "", after] = marked.exec(bare) ?? [];
  const signs = [before, after].filter((each) => each !== undefined);
  if (signs.some((each) => !codesOf(each)?.has(unit))) return undefined;
  if (grouped.test(digits) || (signs.length > 0 && groupedAmount.test(digits)))
    return sign + digits.replaceAll(",", "");
  return signs.length > 0 && digits !== "" && !digits.includes(",") ? sign + digits : undefined;
}

function numeral(column: Column, written: string): Found | undefined {
  const bare = column.decimalChar ? withPoint(written) : written;
  if (bare === undefined) return undefined;
  const whole = column.type === "integer" ? ungrouped(bare) : bare;
  const amount =
    column.type === "money" ? withoutCurrency(column, bare) : whole === bare ? undefined : whole;
  const [, sign = "", given = "", decimals = ""] =
    /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(amount ?? bare) ?? [];
  if (given + decimals === "") return undefined;
  const exact = withoutZeros(decimals);
  const most = decimalsOf(column);
  if (exact.length > 0 && column.type === "integer") return undefined;
  // An amount that has lost or gained digits is a mistake; a measured number is rounded.
  if (exact.length > most && column.type === "money") return undefined;
  const [integer, fraction] = rounded(given.replace(/^0+(?=\d)/, "") || "0", exact, most);
  const number = Number(`${sign}${integer}.${fraction}`);
  const [low = -Infinity, high = Infinity] = column.range ?? [];
  if (!(number >= low && number <= high)) return undefined;
  const value = `${number < 0 ? "-" : ""}${integer}${fraction === "" ? "" : `.${fraction}`}`;
  const plain =
    column.type === "integer"
      ? value === (amount ?? bare)
      : `${integer}.${fraction.padEnd(most, "0")}`.startsWith(amount ?? bare);
  return {
    value,
    changes: [
      ...(amount === undefined
        ? []
        : [column.type === "money" ? ("currency" as const) : ("separators" as const)]),
      ...(bare === written ? [] : ["comma" as const]),
      ...(exact.length > most ? ["rounded" as const] : plain ? [] : ["digits" as const]),
    ],
  };
}

/** A number with a decimal comma, and points between thousands, with a decimal point instead. */
function withPoint(bare: string): string | undefined {
  const [, before = "", whole, decimals, after = ""] =
    /^([^\d.,]*)(\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,(\d+))?([^\d.,]*)$/.exec(bare) ?? [];
  if (whole === undefined) return undefined;
  return `${before}${whole.replaceAll(/[.\s]/g, "")}${decimals === undefined ? "" : `.${decimals}`}${after}`;
}

/** A number of any decimals with at most so many, half away from zero. */
function rounded(integer: string, decimals: string, most: number): readonly [string, string] {
  if (decimals.length <= most) return [integer, decimals];
  const up = decimals.charAt(most) >= "5" ? 1n : 0n;
  const units = BigInt(integer + decimals.slice(0, most)) + up;
  const digits = units.toString().padStart(most + 1, "0");
  const point = digits.length - most;
  return [digits.slice(0, point), withoutZeros(digits.slice(point))];
}

function withoutZeros(decimals: string): string {
  let end = decimals.length;
  while (end > 0 && decimals[end - 1] === "0") end--;
  return decimals.slice(0, end);
}
