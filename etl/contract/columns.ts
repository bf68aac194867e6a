import { scaleOf, type FieldType, type Storage } from "../../format/fields.ts";

/**
 * One column. `header` is its name in the export, `aliases` are other accepted names. Numbers must
 * lie within `range` (inclusive), text must be one of `allowed` where that is given. `order` is the
 * order in which readers expect the values.
 */
export interface Column {
  readonly name: string;
  /** Empty for a column that cleaning makes. */
  readonly header: string;
  readonly aliases: readonly string[];
  readonly label: string;
  readonly type: Extract<FieldType, "text" | "integer" | "money" | "decimal">;
  readonly unit: string;
  /** The decimals of money and of decimal numbers; by default two. */
  readonly decimals?: number;
  readonly description: string;
  readonly range?: readonly [number, number];
  readonly allowed?: readonly string[];
  readonly order?: readonly string[];
  /** Whether a value may be missing. */
  readonly nullable?: true;
  /** Texts that stand for a missing value; without it the usual ones do. */
  readonly missingValues?: readonly string[];
  /** The text that takes the place of a missing one. */
  readonly missingText?: string;
  /** The decimal separator, where it is not a point. */
  readonly decimalChar?: ",";
  /** Whether a file may lack the column. */
  readonly optional?: true;
  /** Whether it holds personal data, so that the cleaned table does not have it. */
  readonly private?: true;
}

/** What common exports write for a missing value. */
const usualMissingValues: readonly string[] = [
  "NA",
  "N/A",
  "n/a",
  "NULL",
  "null",
  "\\N",
  "NaN",
  "nan",
  "#N/A",
  "None",
];

/** Whether a text without spaces around it stands for a missing value. */
export const isMissing = ({ missingValues = usualMissingValues }: Column, text: string): boolean =>
  text === "" || missingValues.includes(text);

/** The texts that stand for a missing value, apart from an empty one. */
export const missingWords = ({
  missingValues = usualMissingValues,
}: Pick<Column, "missingValues">): readonly string[] => missingValues;

/** The digits of money and of decimal numbers: what a database column can hold. */
export const maxDigits = 12;

/** Columns by name. */
export type ColumnsByName = ReadonlyMap<string, Column>;

/**
 * The longest text in characters: what a database column can hold and still be grouped and indexed
 * by.
 */
export const maxTextLength = 255;

/** A header as a label inside a page: "Review Rating" becomes "Review rating"; an acronym stays. */
export const labelOfHeader = (header: string): string =>
  header
    .replace(/\s*\([^)]*\)\s*$/, "")
    .replace(/(?<= )[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());

/** A name as a label: "first_order" becomes "First order". */
export const labelOfName = (name: string): string =>
  name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());

/** A number in whole units as it is written: 375 hundredths are "3.75". */
export const writtenUnits = (column: Storage, units: number): string =>
  divisorOf(column) === 1 ? String(units) : (units / divisorOf(column)).toFixed(decimalsOf(column));

/** The decimals of a column's numbers. */
export const decimalsOf = (column: Storage): number => scaleOf(column) ?? 0;

/** What a stored number is divided by for the reader's unit: 100 for cents. */
export const divisorOf = (column: Storage): number => 10 ** decimalsOf(column);
