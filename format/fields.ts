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
  /**
   * The decimals of money and of decimal numbers, by default two; of other numbers, those that are
   * written.
   */
  readonly decimals?: number | undefined;
  /** The count column that this count is a part of, so that the rest of it can be checked as well. */
  readonly of?: string | undefined;
}

/** A field without any of what is optional. */
export const fieldOf = (type: FieldType, name: string, label: string, unit = ""): Field => ({
  name,
  type,
  label,
  unit,
});

/** What says how a number is stored. */
export type Storage = Pick<Field, "type" | "decimals">;

/**
 * The decimal places of a scaled integer: those of money and of decimal numbers, 0 for integers and
 * counts, `null` for types stored as floating point or text.
 */
export function scaleOf({ type, decimals = 2 }: Storage): number | null {
  switch (type) {
    case "money":
    case "decimal":
      return decimals;
    case "integer":
    case "count":
      return 0;
    default:
      return null;
  }
}

/** A stored value in the unit of its field: cents become dollars, hundredths rating points. */
export function inUnit(value: number, storage: Storage): number {
  const scale = scaleOf(storage);
  return scale ? value / 10 ** scale : value;
}
