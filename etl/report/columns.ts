import { labelOfHeader, type Column } from "../contract/columns.ts";
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

/** What each type can hold at most, exactly: in the cleaned table and in sums that a browser adds. */
const ranges = {
  integer: [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  money: [-9_999_999_999.99, 9_999_999_999.99],
  decimal: [-9_999_999_999.99, 9_999_999_999.99],
} as const;

/** A column from its description. */
export function columnOf(name: string, description: ColumnDescription, currency: string): Column {
  const { header, aliases, label, type, unit, categories, constraints, missing, optional } =
    description;
  const { missingValues, decimalChar } = description;
  const own = types[type];
  const allowed = type === "boolean" ? truths : constraints.enum;
  const order = categories ?? allowed;
  return {
    name,
    header,
    aliases,
    label: label ?? labelOfHeader(header),
    type: own,
    unit: unit ?? (own === "money" ? currency : ""),
    description: description.description,
    ...(own === "text"
      ? {}
      : {
          range: [
            constraints.minimum ?? ranges[own][0],
            constraints.maximum ?? ranges[own][1],
          ] as const,
        }),
    ...(allowed ? { allowed } : {}),
    ...(order ? { order } : {}),
    ...(missing === "keep" || missing === "drop" ? { nullable: true } : {}),
    ...(policies.has(missing) ? {} : { missingText: missing }),
    ...(missingValues ? { missingValues } : {}),
    ...(decimalChar === "," ? { decimalChar } : {}),
    ...(optional ? { optional: true } : {}),
  };
}

/** What contradicts itself in the description of a column. */
export function columnProblems(
  name: string,
  { type, constraints, categories, missing, decimalChar }: ColumnDescription,
): Problem[] {
  const at = (...path: string[]) => ["columns", name, ...path];
  const isText = type === "string" || type === "boolean";
  const problems: Problem[] = [];
  const wrong = (path: readonly string[], message: string) => problems.push({ at: path, message });
  for (const limit of ["minimum", "maximum"] as const) {
    const value = constraints[limit];
    if (value === undefined) continue;
    if (isText) wrong(at("constraints", limit), "is for numbers, and the column is a string");
    else if (value < ranges[types[type]][0] || value > ranges[types[type]][1])
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
  if (type === "boolean" && constraints.enum) wrong(at("constraints", "enum"), "is for strings");
  if (decimalChar === "," && type !== "number" && type !== "money")
    wrong(at("decimalChar"), "is for numbers and money");
  const foreign =
    constraints.enum && categories?.find((value) => !constraints.enum?.includes(value));
  if (foreign !== undefined)
    wrong(at("categories"), `has "${foreign}", which the enum does not accept`);
  return problems;
}
