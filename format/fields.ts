/**
 * What a column holds. A count is a number of customers, which a small group can be told by. Money
 * and ratings are scaled integers: never floating point, never Arrow decimals.
 */
export const fieldTypes = [
  "text",
  "integer",
  "count",
  "money",
  "rating",
  "number",
  "share",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/**
 * One column of a snapshot: snake_case name, type, label for readers, unit of the values in words.
 */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly unit: string;
  /**
   * Of a count: the column that it is a part of, row by row, so that the customers beside it can be
   * told as well.
   */
  readonly of?: string | undefined;
}

/**
 * Decimal places that an integer of this type is scaled by: money in cents and ratings in
 * hundredths are 2;
 * `null` for types stored as floating point or text.
 */
export function scaleOf(type: FieldType): number | null {
  switch (type) {
    case "money":
    case "rating":
      return 2;
    case "integer":
    case "count":
      return 0;
    default:
      return null;
  }
}

/**
 * A stored value in the unit its field names: cents become dollars, hundredths become rating
 * points.
 */
export function inUnit(value: number, type: FieldType): number {
  const scale = scaleOf(type);
  return scale ? value / 10 ** scale : value;
}
