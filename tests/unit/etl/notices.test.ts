import { describe, expect, test } from "vitest";
import { noticeText, type Notice } from "../../../etl/notices.ts";

const trimmed = (count: number): Notice => ({
  kind: "values-changed",
  change: "spaces",
  column: "Category",
  allowed: [],
  decimals: 0,
  count,
});

describe("counts in notices", () => {
  test.for([
    [trimmed(3), 'Trimmed spaces around fewer than 5 values of "Category".'],
    [trimmed(4), 'Trimmed spaces around fewer than 5 values of "Category".'],
    [trimmed(5), 'Trimmed spaces around 5 values of "Category".'],
    [trimmed(1204), 'Trimmed spaces around 1,204 values of "Category".'],
    [
      { kind: "rejected-lines", count: 2, of: 3902 },
      "Left out fewer than 5 lines that cannot be used.",
    ],
    [
      { kind: "rejected-lines", count: 39, of: 3902 },
      "Left out 39 of 3,902 lines that cannot be used.",
    ],
    [
      { kind: "columns-differ", columns: "Promo code and discount", agreeing: 3, of: 30 },
      "Promo code and discount do not agree on every row; both columns were kept.",
    ],
    [
      { kind: "columns-differ", columns: "Promo code and discount", agreeing: 27, of: 30 },
      "Promo code and discount do not agree on every row; both columns were kept.",
    ],
    [
      { kind: "columns-differ", columns: "Promo code and discount", agreeing: 20, of: 30 },
      "Promo code and discount agree on 20 of 30 rows; both columns were kept.",
    ],
    // Empty rows are nobody's.
    [{ kind: "empty-rows", count: 2 }, "Ignored 2 empty rows."],
  ] satisfies [Notice, string][])("below the threshold are not shown: %o", ([notice, text]) => {
    expect(noticeText(notice, 5)).toBe(text);
  });

  test("are shown where there is no threshold", () => {
    expect(noticeText(trimmed(1))).toBe('Trimmed spaces around 1 value of "Category".');
    expect(noticeText({ kind: "rejected-lines", count: 1, of: 1 })).toBe(
      "Left out 1 of 1 line that cannot be used.",
    );
  });
});

describe("the notice of an encoding", () => {
  const read = (chosen: boolean, samples: readonly string[]): Notice => ({
    kind: "encoding",
    encoding: "windows-1252",
    chosen,
    samples,
  });

  test("quotes what was decoded, unless values of rows may not be shown", () => {
    expect(noticeText(read(false, ["Ärmel", "5 €"]))).toBe(
      "Read as windows-1252, because it is not UTF-8. It reads “Ärmel” and “5 €”; if that " +
        "looks wrong, name the encoding with --encoding.",
    );
    expect(noticeText(read(false, ["Ärmel"]), 5)).toBe(
      "Read as windows-1252, because it is not UTF-8.",
    );
  });

  test("names the option where that decided", () => {
    expect(noticeText(read(true, ["Ärmel"]))).toBe(
      "Read as windows-1252, as --encoding says. It reads “Ärmel”.",
    );
    expect(noticeText(read(true, []))).toBe("Read as windows-1252, as --encoding says.");
  });
});

test("a list names six items, and says how many more there are", () => {
  const columns = (count: number) => Array.from({ length: count }, (_, index) => `Extra ${index}`);
  expect(noticeText({ kind: "ignored-columns", columns: columns(6) })).toBe(
    "Ignored columns that the report does not use: Extra 0, Extra 1, Extra 2, Extra 3, Extra 4 and Extra 5.",
  );
  expect(noticeText({ kind: "ignored-columns", columns: columns(1207) })).toBe(
    "Ignored columns that the report does not use: Extra 0, Extra 1, Extra 2, Extra 3, Extra " +
      "4, Extra 5 and 1,201 more.",
  );
  expect(noticeText({ kind: "ignored-columns", columns: [""] })).toBe(
    "Ignored a column that the report does not use: one without a name.",
  );
});
