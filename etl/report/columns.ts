import { labelOfHeader, maxDigits, maxTextLength, type Column } from "../contract/columns.ts";
import { minorDigits } from "../contract/currency.ts";
import type { Problem } from "./problems.ts";
import type { ColumnDescription } from "./schema.ts";

const types = {
  string: "text",
  boolean: "text",
  integer: "integer",
  number: "decimal",
  money: "money",
} as const;

/** What may be said of missing values; any other text takes their place. */
const policies: ReadonlySet<string> = new Set(["refuse", "keep", "drop"]);

/** What a boolean holds, however a file writes it. */
const truths = ["Yes", "No"] as const;

/** What a column can hold at most, exactly: in the cleaned table and in sums that a browser adds. */
function limitOf({ type, decimals = 2 }: Pick<Column, "type" | "decimals">): number {
  if (type === "integer") return Number.MAX_SAFE_INTEGER;
  return Number(`${"9".repeat(maxDigits - decimals)}.${"9".repeat(decimals)}`);
}

/** How the numbers of a column are stored. */
const storageOf = (
  { type, decimals }: Pick<ColumnDescription, "type" | "decimals">,
  currency: string,
): Pick<Column, "type" | "decimals"> => ({
  type: types[type],
  ...(type === "money" ? minorDigits(currency) : {}),
  ...(decimals === undefined ? {} : { decimals }),
});

/** A column from its description. */
export function columnOf(name: string, description: ColumnDescription, currency: string): Column {
  const { header, aliases, label, type, unit, categories, constraints, missing, optional } =
    description;
  const { missingValues, decimalChar } = description;
  const storage = storageOf(description, currency);
  const limit = limitOf(storage);
  const allowed = type === "boolean" ? truths : constraints.enum;
  const order = categories ?? allowed;
  return {
    name,
    header,
    aliases,
    label: label ?? labelOfHeader(header),
    ...storage,
    unit: unit ?? (type === "money" ? currency : ""),
    description: description.description,
    ...(storage.type === "text"
      ? {}
      : { range: [constraints.minimum ?? -limit, constraints.maximum ?? limit] as const }),
    ...(allowed ? { allowed } : {}),
    ...(order ? { order } : {}),
    ...(missing === "keep" || missing === "drop" ? { nullable: true } : {}),
    ...(policies.has(missing) ? {} : { missingText: missing }),
    ...(missingValues ? { missingValues } : {}),
    ...(decimalChar === "," ? { decimalChar } : {}),
    ...(optional ? { optional: true } : {}),
    ...(description.private ? { private: true } : {}),
  };
}

/** What contradicts itself in the description of a column. */
export function columnProblems(
  name: string,
  description: ColumnDescription,
  currency: string,
): Problem[] {
  const { type, decimals, constraints, categories, missing, decimalChar } = description;
  const at = (...path: string[]) => ["columns", name, ...path];
  const isText = type === "string" || type === "boolean";
  const problems: Problem[] = [];
  const wrong = (path: readonly string[], message: string) => problems.push({ at: path, message });
  for (const limit of ["minimum", "maximum"] as const) {
    const value = constraints[limit];
    if (value === undefined) continue;
    if (isText) wrong(at("constraints", limit), "is for numbers, and the column is a string");
    else if (Math.abs(value) > limitOf(storageOf(description, currency)))
      wrong(at("constraints", limit), `is more than a column of type ${type} can hold exactly`);
    if (type === "integer" && !Number.isInteger(value))
      wrong(at("constraints", limit), "has decimals, and the column holds whole numbers");
  }
  const { minimum = -Infinity, maximum = Infinity } = constraints;
  if (minimum > maximum) wrong(at("constraints", "minimum"), "is greater than the maximum");
  if (!isText && constraints.enum) wrong(at("constraints", "enum"), "is for strings");
  if (!isText && categories) wrong(at("categories"), "is for strings");
  if (isText && missing === "keep")
    wrong(at("missing"), "is for numbers: a text without a value could not be a group");
  if (!isText && !policies.has(missing))
    wrong(at("missing"), "must be refuse, keep or drop: text cannot stand for a number");
  if (missing.length > maxTextLength)
    wrong(at("missing"), `is longer than ${maxTextLength} characters`);
  if (type === "boolean" && constraints.enum) wrong(at("constraints", "enum"), "is for strings");
  if (decimals !== undefined && type !== "number")
    wrong(at("decimals"), "is for numbers; money has those of its currency");
  if (decimalChar === "," && type !== "number" && type !== "money")
    wrong(at("decimalChar"), "is for numbers and money");
  const foreign =
    constraints.enum && categories?.find((value) => !constraints.enum?.includes(value));
  if (foreign !== undefined)
    wrong(at("categories"), `has "${foreign}", which the enum does not accept`);
  return problems;
}
