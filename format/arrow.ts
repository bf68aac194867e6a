import {
  type Data,
  type DataType,
  Field as ArrowField,
  Float64,
  Int64,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  makeBuilder,
  makeData,
  tableFromIPC,
  tableToIPC,
} from "apache-arrow";
import { fieldSchema, scaleOf, type Field } from "./fields.ts";

/** A decoded value: text, or a number that is exact (integers outside the safe range are refused). */
export type Value = string | number | null;

/** Columns by name, all of one length. Scaled integers stay scaled (money in cents). */
export interface Columns {
  readonly fields: readonly Field[];
  readonly length: number;
  readonly values: Readonly<Record<string, readonly Value[]>>;
}

function arrowType(field: Field): Utf8 | Int64 | Float64 {
  if (field.type === "text") return new Utf8();
  return scaleOf(field.type) === null ? new Float64() : new Int64();
}

function metadata(field: Field): Map<string, string> {
  const scale = scaleOf(field.type);
  return new Map([
    ["type", field.type],
    ["label", field.label],
    ["unit", field.unit],
    ...(scale === null ? [] : ([["scale", String(scale)]] as const)),
  ]);
}

function dataOf(field: Field, values: readonly Value[]): Data {
  const type = arrowType(field);
  const builder = makeBuilder<DataType, null>({ type, nullValues: [null] });
  for (const value of values) builder.append(value !== null && type instanceof Int64 ? exactInteger(value, field) : value);
  return builder.finish().flush() as Data;
}

function exactInteger(value: string | number, field: Field): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${field.name}: ${value} is not a safe integer`);
  return BigInt(value);
}

/**
 * Encodes columns as an Arrow IPC file. Text is plain UTF-8, not dictionaries: Arrow JS numbers dictionaries with a
 * process-wide counter, so equal tables would encode to different bytes.
 * @throws RangeError for an integer that a JavaScript number cannot hold exactly
 */
export function encodeArrow(columns: Columns): Uint8Array {
  const fields = columns.fields.map((field) => new ArrowField(field.name, arrowType(field), true, metadata(field)));
  const schema = new Schema(fields);
  const children: Data[] = columns.fields.map((field) => dataOf(field, columns.values[field.name] ?? []));
  const data = makeData({ type: new Struct(fields), length: columns.length, nullCount: 0, children });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), "file");
}

/**
 * Decodes an Arrow IPC file that {@link encodeArrow} wrote, by the types its field metadata declares.
 * @throws RangeError for an integer outside the safe range; ZodError for a file without our metadata
 */
export function decodeArrow(bytes: Uint8Array): Columns {
  const table = tableFromIPC(bytes);
  const fields = table.schema.fields.map(({ name, metadata }) =>
    fieldSchema.parse({ name, type: metadata.get("type"), label: metadata.get("label"), unit: metadata.get("unit") }),
  );
  const values: Record<string, Value[]> = {};
  for (const field of fields) {
    const vector = table.getChild(field.name);
    if (!vector) throw new Error(`${field.name}: column without data`);
    values[field.name] = [...vector].map((value: unknown) => plainValue(value, field));
  }
  return { fields, length: table.numRows, values };
}

function plainValue(value: unknown, field: Field): Value {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value !== "bigint") throw new TypeError(`${field.name}: unexpected ${typeof value}`);
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${field.name}: ${value} is not a safe integer`);
  return number;
}

/** Columns as row objects, in order. */
export function rowsOf(columns: Columns): Record<string, Value>[] {
  return Array.from({ length: columns.length }, (_, row) =>
    Object.fromEntries(columns.fields.map(({ name }) => [name, columns.values[name]?.[row] ?? null])),
  );
}
