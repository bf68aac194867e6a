import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { recordBatches, type FileRecord } from "../../../etl/read/records.ts";
import { recordAt } from "../../../etl/read/spans.ts";
import { csvFile } from "../../support/customers.ts";

async function recordsOf(content: string | Uint8Array, delimiter = ","): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for await (const batch of recordBatches(csvFile(content), delimiter)) records.push(...batch);
  return records;
}

const value = fc.oneof(
  fc.constantFrom("", '"', "a,b", "two\nlines", "three\r\nli\rnes", "é", "😀"),
  fc.string({ maxLength: 5 }),
);
const sheet = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(fc.array(value, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 6,
  }),
);

describe("records", () => {
  test("of whatever PapaParse writes are as many, as wide and as long as it wrote them", async () => {
    await fc.assert(
      fc.asyncProperty(sheet, fc.constantFrom("\n", "\r\n", "\r"), async (rows, newline) => {
        const lines = rows.map((row) => Papa.unparse([row], { newline }));
        const found = await recordsOf(`${lines.join(newline)}${newline}`);
        expect(found.map(({ bytes, fields, fault }) => [bytes.toString(), fields, fault])).toEqual(
          lines.map((line, index) => [line, rows[index]?.length, undefined]),
        );
        const begins = lines.map(
          (_, index) =>
            1 +
            lines.slice(0, index).reduce((sum, line) => sum + line.split(/\r\n|\r|\n/).length, 0),
        );
        expect(found.map(({ line }) => line)).toEqual(begins);
      }),
      { numRuns: 300 },
    );
  });

  test("end where they end, wherever the bytes that are known so far are cut", () => {
    const text = Buffer.from('1,"a ""b""\r\nc",2\r\n');
    const whole = recordAt(text, 0, 44, true);
    expect(whole).toEqual({ end: text.length - 2, next: text.length, fields: 3, lines: 2 });
    for (let cut = 0; cut < text.length; cut++)
      expect(recordAt(text.subarray(0, cut), 0, 44, false)).toBeUndefined();
  });

  test("are the same across the pieces in which a large file comes", async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `${index},"a ""b""\r\n${"x".repeat(index % 50)}",é`,
    );
    const found = await recordsOf(`\uFEFF${rows.join("\r\n")}`);
    expect(found).toHaveLength(rows.length);
    expect(
      found.every(
        ({ bytes, line, fields, fault }, index) =>
          bytes.toString() === rows[index] &&
          line === 1 + 2 * index &&
          fields === 3 &&
          fault === undefined,
      ),
    ).toBe(true);
  });

  test("a broken one is its first line alone", async () => {
    const found = await recordsOf('a,b\n1,"x\n2,y\n3,"z"w\n4,"v\nw"\n5,"u');
    expect(found.map(({ line, bytes, fault }) => [line, bytes.toString(), fault])).toEqual([
      [1, "a,b", undefined],
      [2, '1,"x', "quote"],
      [3, "2,y", undefined],
      [4, '3,"z"w', "quote"],
      [5, '4,"v\nw"', undefined],
      [7, '5,"u', "quote"],
    ]);
  });

  test("a line of megabytes is told of once, and those after it keep their numbers", async () => {
    for (const long of [
      "x".repeat(5_000_000),
      `"${"x".repeat(5_000_000)}`,
      `${"x".repeat(2_097_151)}\r`,
    ]) {
      const found = await recordsOf(`a,b\r\n${long}\r\n1,2\r\n`);
      expect(found.map(({ line, fault }) => [line, fault])).toEqual([
        [1, undefined],
        [2, "length"],
        [long.endsWith("\r") ? 4 : 3, undefined],
      ]);
    }
  });
});
