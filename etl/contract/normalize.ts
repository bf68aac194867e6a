import { withoutSpaces } from "./characters.ts";
import { maxTextLength, type Column } from "./columns.ts";
import type { Change } from "../notices.ts";
import { refusal, ungrouped } from "./accepts.ts";

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
  if (column.type === "text" && !column.allowed) return normalizeText(column, text);
  // Unlike a text, a number or a word of a list holds no tab or line end that could be meant.
  const bare = text.trim();
  const spaces: readonly Change[] = bare === text ? [] : ["spaces"];
  if (bare === "" && column.nullable) return { value: null, changes: spaces };
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
  if (value === "" || tooLong) return { refusal: refusal(column, value) };
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

const dollars = /^([+-]?)(?:(?:US)?\$|USD)?\s?([\d.,]+)(?:\s?(?:US)?\$|\s?USD)?$/i;
const grouped = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$|^\d{1,3}(?:,\d{3}){2,}$/;
const groupedDollars = /^\d{1,3}(?:,\d{3})+$/;

/** An amount without its dollar sign and thousands separators, if it has any. */
function withoutCurrency(bare: string): string | undefined {
  const [, sign = "", digits = ""] = dollars.exec(bare) ?? [];
  const marked = digits.length + sign.length < bare.length;
  if (grouped.test(digits) || (marked && groupedDollars.test(digits)))
    return sign + digits.replaceAll(",", "");
  return marked && digits !== "" && !digits.includes(",") ? sign + digits : undefined;
}

function numeral(column: Column, bare: string): Found | undefined {
  const whole = column.type === "integer" ? ungrouped(bare) : bare;
  const amount =
    column.type === "money" ? withoutCurrency(bare) : whole === bare ? undefined : whole;
  const [, sign = "", given = "", decimals = ""] =
    /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(amount ?? bare) ?? [];
  if (given + decimals === "") return undefined;
  const fraction = withoutZeros(decimals);
  if (fraction.length > (column.type === "integer" ? 0 : 2)) return undefined;
  const integer = given.replace(/^0+(?=\d)/, "") || "0";
  const number = Number(`${sign}${integer}.${fraction}`);
  const [low = -Infinity, high = Infinity] = column.range ?? [];
  if (!(number >= low && number <= high)) return undefined;
  const value = `${number < 0 ? "-" : ""}${integer}${fraction === "" ? "" : `.${fraction}`}`;
  const plain =
    column.type === "integer"
      ? value === (amount ?? bare)
      : `${integer}.${fraction.padEnd(2, "0")}`.startsWith(amount ?? bare);
  return {
    value,
    changes: [
      ...(amount === undefined
        ? []
        : [column.type === "money" ? ("currency" as const) : ("separators" as const)]),
      ...(plain ? [] : ["digits" as const]),
    ],
  };
}

function withoutZeros(decimals: string): string {
  let end = decimals.length;
  while (end > 0 && decimals[end - 1] === "0") end--;
  return decimals.slice(0, end);
}
