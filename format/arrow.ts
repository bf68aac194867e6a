import {
  type Data,
  type DataType,
  Dictionary,
  Field as ArrowField,
  Float64,
  Int32,
  Int64,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Uint16,
  Uint8,
  Utf8,
  makeBuilder,
  makeData,
  tableFromIPC,
  tableToIPC,
  vectorFromArray,
} from "apache-arrow";
import type { Columns, Value } from "./columns.ts";
import { fieldSchema } from "./field-schema.ts";
import { scaleOf, type Field } from "./fields.ts";

function arrowType(field: Field): Utf8 | Int64 | Float64 {
  if (field.type === "text") return new Utf8();
  return scaleOf(field) === null ? new Float64() : new Int64();
}

function metadata(field: Field): Map<string, string> {
  const scale = scaleOf(field);
  return new Map([
    ["type", field.type],
    ["label", field.label],
    ["unit", field.unit],
    ...(scale === null ? [] : ([["scale", String(scale)]] as const)),
    ...(field.of === undefined ? [] : ([["of", field.of]] as const)),
  ]);
}

/** The narrowest integer type that holds all values; 64 bits where a value is missing. */
function narrowest(values: readonly Value[]): Uint8 | Uint16 | Int32 | Int64 {
  const numbers = values.map(Number);
  const [low, high] = numbers.reduce<[number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [0, 0],
  );
  if (values.includes(null) || low < -(2 ** 31) || high >= 2 ** 31) return new Int64();
  if (low < 0 || high >= 2 ** 16) return new Int32();
  return high < 2 ** 8 ? new Uint8() : new Uint16();
}

/** A column in few bytes: texts dictionary-encoded, integers in the narrowest type. */
function compactData(field: Field, values: readonly Value[], id: number): Data {
  if (field.type === "text" && !values.includes(null)) {
    const texts = [...new Set(values.map(String))];
    const place = new Map(texts.map((text, index) => [text, index]));
    const indices = narrowest([texts.length]);
    const codes = vectorFromArray(
      values.map((value) => place.get(String(value)) ?? 0),
      indices,
    ).data[0] as Data;
    // An id of our own: the library numbers dictionaries per process, so equal tables would differ.
    const type = new Dictionary(new Utf8(), indices as Uint8, id);
    return makeData({
      type,
      length: values.length,
      nullCount: 0,
      data: codes.values as Uint8Array,
      dictionary: vectorFromArray(texts, new Utf8()),
    });
  }
  if (scaleOf(field) === null) return dataOf(field, values);
  const exactValues = values.map((value) => (value === null ? null : exactInteger(value, field)));
  const type = narrowest(values);
  return type instanceof Int64
    ? dataOf(field, values)
    : (vectorFromArray(exactValues.map(Number), type).data[0] as Data);
}

function dataOf(field: Field, values: readonly Value[]): Data {
  const type = arrowType(field);
  const builder = makeBuilder<DataType, null>({ type, nullValues: [null] });
  for (const value of values)
    builder.append(value !== null && type instanceof Int64 ? exactInteger(value, field) : value);
  return builder.finish().flush() as Data;
}

function exactInteger(value: string | number, field: Field): bigint {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${field.name}: ${value} is not a safe integer`);
  return BigInt(value);
}

/**
 * Encodes a table as an Arrow IPC file: text as UTF-8, integers in 64 bits.
 * @param compact whether to use the smallest types instead, for files that browsers fetch
 * @throws RangeError for an integer that a JavaScript number cannot hold exactly
 */
export function encodeArrow(columns: Columns, compact = false): Uint8Array {
  const children: Data[] = columns.fields.map((field, index) =>
    compact
      ? compactData(field, columns.values[field.name] ?? [], index)
      : dataOf(field, columns.values[field.name] ?? []),
  );
  const fields = columns.fields.map(
    (field, index) =>
      new ArrowField(field.name, children[index]?.type ?? arrowType(field), true, metadata(field)),
  );
  const schema = new Schema(fields);
  const data = makeData({
    type: new Struct(fields),
    length: columns.length,
    nullCount: 0,
    children,
  });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), "file");
}

/** How many decimals the integers of a column have, where these are not the usual ones. */
function decimalsIn(metadata: ReadonlyMap<string, string>): Pick<Field, "decimals"> {
  const scale = metadata.get("scale");
  return scale === undefined || scale === "2" || (scale === "0" && metadata.get("type") !== "money")
    ? {}
    : { decimals: Number(scale) };
}

/**
 * Decodes an Arrow IPC file that {@link encodeArrow} wrote.
 * @throws RangeError for an integer outside the safe range; ZodError for a file without the field
 * metadata of `encodeArrow`
 */
export function decodeArrow(bytes: Uint8Array): Columns {
  const table = tableFromIPC(bytes);
  const fields = table.schema.fields.map(({ name, metadata }) =>
    fieldSchema.parse({
      name,
      type: metadata.get("type"),
      label: metadata.get("label"),
      unit: metadata.get("unit"),
      ...decimalsIn(metadata),
      ...(metadata.has("of") ? { of: metadata.get("of") } : {}),
    }),
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
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${field.name}: ${value} is not a safe integer`);
  return number;
}
