/**
 * What a column holds. A count is a number of customers, by which small groups are recognized.
 * Money and ratings are scaled integers: never floating point, never Arrow decimals.
 */
export const fieldTypes = [
  "text",
  "integer",
  "count",
  "money",
  "decimal",
  "number",
  "share",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A column: snake_case name, type, label for readers, unit in words. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly unit: string;
  /** The count column that this count is a part of, so that the rest of it can be checked as well. */
  readonly of?: string | undefined;
}

/**
 * The decimal places of a scaled integer type: 2 for money (cents) and ratings (hundredths), 0 for
 * integers and counts, `null` for types stored as floating point or text.
 */
export function scaleOf(type: FieldType): number | null {
  switch (type) {
    case "money":
    case "decimal":
      return 2;
    case "integer":
    case "count":
      return 0;
    default:
      return null;
  }
}

/** A stored value in the unit of its field: cents become dollars, hundredths rating points. */
export function inUnit(value: number, type: FieldType): number {
  const scale = scaleOf(type);
  return scale ? value / 10 ** scale : value;
}
