import { describe, expect, test } from "vitest";
import { openDatabase, textOf } from "../../../etl/database.ts";
import { noticeText } from "../../../etl/notices.ts";
import { etlSettings, parseSettings } from "../../../etl/options.ts";
import { read } from "../../../etl/read/index.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { failure } from "../../support/runs.ts";
import { report } from "../../support/report.ts";

/** A file whose places are bytes of some encoding; the rest is ASCII. */
function fileOf(...places: readonly (readonly number[])[]): string {
  const rows = someCustomers(places.length).map((row, index) => ({
    ...row,
    location: `@${index}@`,
  }));
  const parts = csvOf(rows).split(/@\d+@/);
  return csvFile(
    Buffer.concat(
      parts.flatMap((part, index) => [Buffer.from(part), Buffer.from(places[index] ?? [])]),
    ),
  );
}

async function readBack(path: string, encoding?: string) {
  const database = await openDatabase();
  try {
    const { source, notices } = await read(report, path, database, () => undefined, { encoding });
    const rows = await database.rows("SELECT location FROM raw ORDER BY customer_id");
    return {
      encoding: source.encoding,
      places: rows.map(({ location }) => textOf(location)),
      notices: notices.map((notice) => noticeText(notice)),
    };
  } finally {
    await database.close();
  }
}

const latin = (text: string) => [...Buffer.from(text, "latin1")];
// "Москва" and "Казань" in windows-1251, "東京" and "大阪" in Shift-JIS, "Łódź" in windows-1250,
// "Köln" and "Zürich" in Mac Roman and in code page 437.
const moscow = [
  [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0],
  [0xca, 0xe0, 0xe7, 0xe0, 0xed, 0xfc],
];
const tokyo = [
  [0x93, 0x8c, 0x8b, 0x9e],
  [0x91, 0xe5, 0x8d, 0xe3],
];
const lodz = [[0xa3, 0xf3, 0x64, 0x9f], latin("Warszawa")];
const mac = [
  [0x4b, 0x9a, 0x6c, 0x6e],
  [0x5a, 0x9f, 0x72, 0x69, 0x63, 0x68],
];
const dos = [
  [0x4b, 0x94, 0x6c, 0x6e],
  [0x5a, 0x81, 0x72, 0x69, 0x63, 0x68],
];

describe("bytes that are not UTF-8", () => {
  test.for([
    [["Zürich", "Köln"], "“Köln” and “Zürich”"],
    [["São Paulo", "Maine"], "“São Paulo”"],
    [["Besançon", "Orléans"], "“Besançon” and “Orléans”"],
    [["Åre", "Évora"], "“Åre” and “Évora”"],
    [["Peñíscola", "L’Île"], "“L’Île” and “Peñíscola”"],
  ] satisfies [string[], string][])(
    "are read as windows-1252 where that gives words: %o",
    async ([places, samples]) => {
      const bytes = places.map((place) => latin(place.replace("’", "\x92")));
      const found = await readBack(fileOf(...bytes));
      expect(found).toMatchObject({ encoding: "windows-1252", places });
      expect(found.notices[0]).toContain(
        `Read as windows-1252, because it is not UTF-8. It reads ${samples}`,
      );
    },
  );

  test.for([
    ["windows-1251", moscow],
    ["Shift-JIS", tokyo],
    ["windows-1250", lodz],
    ["Mac Roman", mac],
    ["code page 437", dos],
  ] satisfies [string, number[][]][])(
    "in %s are refused, with what they would read",
    async ([, places]) => {
      const error = await failure(readBack(fileOf(...places)));
      expect(error.message).toMatch(
        /^customers\.csv is not UTF-8, and as windows-1252 it would read "/,
      );
      expect(error.hint).toMatch(/^Name its encoding, for example --encoding windows-1251/);
      expect(error.exitCode).toBe(3);
    },
  );

  test("are refused with the words that speak against windows-1252", async () => {
    expect((await failure(readBack(fileOf(...moscow)))).message).toBe(
      'customers.csv is not UTF-8, and as windows-1252 it would read "Ìîñêâà" and "Êàçàíü".',
    );
  });
});

describe("a named encoding", () => {
  test.for([
    ["windows-1251", moscow, ["Москва", "Казань"]],
    ["shift_jis", tokyo, ["東京", "大阪"]],
    ["windows-1250", lodz, ["Łódź", "Warszawa"]],
    ["macintosh", mac, ["Köln", "Zürich"]],
    ["iso-8859-15", [[0x35, 0xa4], latin("Maine")], ["5€", "Maine"]],
  ] satisfies [string, number[][], string[]][])(
    "decides: %s",
    async ([encoding, bytes, places]) => {
      const found = await readBack(fileOf(...bytes), encoding);
      expect(found).toMatchObject({ encoding, places });
      expect(found.notices[0]).toMatch(
        new RegExp(`^Read as ${encoding}, as --encoding says\\. It reads “`),
      );
    },
  );

  test("is the one that the file must be in", async () => {
    const error = await failure(readBack(fileOf([0x81, 0x20], latin("Maine")), "shift_jis"));
    expect(error.message).toBe("customers.csv holds bytes that are not SHIFT_JIS.");
    const lines = await failure(readBack(fileOf(latin("Köln"), latin("Maine")), "utf-8"));
    expect(lines.message).toMatch(/1 broken line:\n {2}line 2: holds bytes that are not UTF-8$/);
  });

  test("is any that TextDecoder knows, by flag or environment", () => {
    const parsed = (args: string[], env = {}) =>
      parseSettings((args) => args, "", etlSettings, args, env).text("encoding");
    expect(parsed([])).toBe("");
    expect(parsed(["--encoding", "cp1251"])).toBe("windows-1251");
    expect(parsed(["--encoding", "latin1"])).toBe("windows-1252");
    expect(parsed([], { ENCODING: "SJIS" })).toBe("shift_jis");
    expect(() => parsed(["--encoding", "klingon"])).toThrow(
      /^--encoding "klingon" is not an encoding/,
    );
  });
});
