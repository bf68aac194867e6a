/** What a column holds. Money and ratings are scaled integers: never floating point, never Arrow decimals. */
export const fieldTypes = ["text", "integer", "money", "rating", "number", "share"] as const;
export type FieldType = (typeof fieldTypes)[number];

/** One column of a snapshot: snake_case name, type, label for readers, unit of the values in words. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly unit: string;
}

/**
 * Decimal places that an integer of this type is scaled by: money in cents and ratings in hundredths are 2;
 * `null` for types stored as floating point or text.
 */
export function scaleOf(type: FieldType): number | null {
  switch (type) {
    case "money":
    case "rating":
      return 2;
    case "integer":
      return 0;
    default:
      return null;
  }
}

/** A stored value in the unit its field names: cents become dollars, hundredths become rating points. */
export function inUnit(value: number, type: FieldType): number {
  const scale = scaleOf(type);
  return scale ? value / 10 ** scale : value;
}
