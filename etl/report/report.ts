import type { Column } from "../contract/columns.ts";
import type { Manifest } from "../../format/manifest.ts";
import type { Noun } from "../words.ts";
import type { Step } from "../clean/step.ts";
import type { Analysis } from "./analysis.ts";

/** A report's description: `report.yaml`, checked and with every reference resolved. */
export interface Report {
  /** The file that it was read from, for messages. */
  readonly file: string;
  /** SHA-256 of that file and the logo. */
  readonly digest: string;
  /** The CSV that it reads unless another is named. */
  readonly data: string;
  /** The sheet of it, if it is an Excel workbook and not its first. */
  readonly sheet?: string | undefined;
  /** The folder of its SQL files. */
  readonly sql: string;
  /** The name by which SQL asks the cleaned rows. */
  readonly table: string;
  /** What one row is. */
  readonly row: Noun;
  /** The currency of all amounts, by its code in ISO 4217. */
  readonly currency: string;
  /** The locale that numbers are written by, as a tag of BCP 47. */
  readonly locale: string;
  /** The column that identifies a row of the cleaned table. */
  readonly key: Column | undefined;
  /** The column that identifies the person that a row is about; it may be private. */
  readonly person: Column | undefined;
  /** The columns of the CSV whose values must all be different. */
  readonly unique: readonly Column[];
  /** The columns of the CSV, in the order of the cleaned table. */
  readonly columns: readonly Column[];
  readonly cleaning: readonly Step[];
  readonly theme: Manifest["theme"];
  /** What is asked of the cleaned rows. */
  readonly analysis: Analysis;
}
