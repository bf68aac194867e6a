import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { csvOf, someCustomers, type Customer } from "./customers.ts";

const plain = someCustomers(6);
const dressed = plain.map((row): Customer => ({
  ...row,
  item_purchased: 'A "large", red;\tone',
  location: "two\nlines",
  color: "Grün – 5 €",
}));
const odd = plain.map((row, index): Customer =>
  index % 2 === 0
    ? {
        ...row,
        age: ` ${row["age"] ?? ""}`,
        purchase_amount: "$1,234.50",
        subscription_status: "yes",
        customer_id: `00${index}`,
      }
    : row,
);
const unrated = someCustomers(30).map((row, index): Customer =>
  index % 4 === 0 ? { ...row, review_rating: "" } : row,
);

/** Valid files, each in another dialect. */
const valid: readonly Buffer[] = [
  Buffer.from(csvOf(plain, { newline: "\n" })),
  Buffer.from(csvOf(dressed)),
  Buffer.from(`\uFEFF${csvOf(odd, { delimiter: ";" })}`),
  Buffer.from(csvOf(unrated, { delimiter: "\t", newline: "\n", finalNewline: false })),
  Buffer.from(`\uFEFF${csvOf(dressed)}`, "utf16le"),
  Buffer.from(csvOf(plain.map((row) => ({ ...row, location: "Ägäis" }))), "latin1"),
  gzipSync(csvOf(plain)),
];

/** Bytes that mean something to a reader of CSV, UTF-8, UTF-16 or numbers. */
const telling = [...Buffer.from("\",;\t|\r\n\0 \\'.-+$0eN")].concat([
  0x80, 0x9f, 0xa0, 0xbf, 0xc3, 0xe2, 0xef, 0xf0, 0xfe, 0xff,
]);

interface Mutation {
  readonly kind:
    | "flip"
    | "set"
    | "insert"
    | "delete"
    | "truncate"
    | "repeat"
    | "splice"
    | "swap"
    | "replace"
    | "mark"
    | "recode";
  /**
   * Most are below the header: a file whose header is damaged is refused before any row is looked
   * at.
   */
  readonly inHeader: boolean;
  /** Where, as a share of the header or of what follows it. */
  readonly at: number;
  readonly length: number;
  readonly bytes: readonly number[];
  readonly other: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(
    "flip",
    "flip",
    "set",
    "set",
    "insert",
    "insert",
    "delete",
    "delete",
    "truncate",
    "repeat",
    "splice",
    "swap",
    "replace",
    "mark",
    "recode",
  ),
  inHeader: fc.noBias(fc.nat(7)).map((n) => n === 0),
  at: fc.noBias(fc.nat(1_000_000)).map((n) => n / 1_000_000),
  length: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
    fc.integer({ min: 1, max: 300 }),
  ),
  bytes: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...telling) }, fc.nat(255)), {
    minLength: 1,
    maxLength: 4,
  }),
  other: fc.nat(1_000_000),
});

const marks = [
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from([0x1f, 0x8b]),
  Buffer.from("PK\u0003\u0004"),
  Buffer.from("sep=;\n"),
];

function applied(file: Buffer, { kind, inHeader, at, length, bytes, other }: Mutation): Buffer {
  const header = file.indexOf("\n") + 1;
  const start = inHeader
    ? Math.floor(at * header)
    : header + Math.floor(at * (file.length - header));
  const [before, after] = [file.subarray(0, start), file.subarray(start)];
  const first = bytes[0] ?? 0;
  switch (kind) {
    case "flip":
      return Buffer.concat([
        before,
        Buffer.from([(after[0] ?? 0) ^ (1 << (first % 8))]),
        after.subarray(1),
      ]);
    case "set":
      return Buffer.concat([before, Buffer.from([first]), after.subarray(1)]);
    case "insert":
      return Buffer.concat([before, Buffer.from(bytes), after]);
    case "delete":
      return Buffer.concat([before, after.subarray(length)]);
    case "truncate":
      return before;
    case "repeat":
      return Buffer.concat([
        before,
        ...Array.from({ length: 1 + (other % 20) }, () => after.subarray(0, length)),
        after,
      ]);
    case "splice": {
      const donor = valid[other % valid.length] ?? file;
      const from = other % donor.length;
      return Buffer.concat([before, donor.subarray(from, from + length), after]);
    }
    case "swap":
      return Buffer.concat([
        before,
        after.subarray(length, 2 * length),
        after.subarray(0, length),
        after.subarray(2 * length),
      ]);
    case "replace": {
      // One byte for another throughout: another delimiter, other line ends, no quotes.
      const from = telling[other % telling.length] ?? 0;
      return file.map((byte) => (byte === from ? first : byte)) as Buffer;
    }
    case "mark":
      return Buffer.concat([marks[other % marks.length] ?? Buffer.alloc(0), file]);
    case "recode":
      return other % 3 === 0
        ? Buffer.from(file.toString("latin1"), "utf16le")
        : other % 3 === 1
          ? Buffer.from(file.toString("latin1"))
          : Buffer.from(file.toString("utf8"), "latin1");
  }
}

/** Valid files with a few bytes of them changed, most of them files no longer. */
export const mutatedFile: fc.Arbitrary<Buffer> = fc
  .record({
    base: fc.constantFrom(...valid, ...valid.slice(0, 4)),
    mutations: fc.oneof(
      { weight: 3, arbitrary: fc.tuple(mutation) },
      fc.array(mutation, { minLength: 2, maxLength: 4 }),
    ),
  })
  .map(({ base, mutations }) => mutations.reduce<Buffer>(applied, base));
