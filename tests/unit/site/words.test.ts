import fc from "fast-check";
import { expect, test } from "vitest";
import {
  and,
  called,
  capitalised,
  inSentence,
  letters,
  or,
  plural,
  shortened,
  spelled,
  wrapped,
} from "../../../src/text/words.ts";

test.each([
  [[], ""],
  [["Belt"], "Belt"],
  [["Belt", "Hat"], "Belt and Hat"],
  [["Belt", "Hat", "Scarf"], "Belt, Hat, and Scarf"],
])("%j joined is %j", (items, text) => {
  expect(and(items)).toBe(text);
});

test.each([
  [["Belt"], "Belt"],
  [["Belt", "Hat"], "Belt or Hat"],
  [["Belt", "Hat", "Scarf"], "Belt, Hat, or Scarf"],
])("one of %j is %j", (items, text) => {
  expect(or(items)).toBe(text);
});

test("a value is called what it is given as a name, and only by a name of its own", () => {
  expect(
    ["Yes", "No", "constructor", "__proto__"].map((value) => called(value, { Yes: "subscribers" })),
  ).toEqual(["subscribers", "No", "constructor", "__proto__"]);
});

test("a noun has the number of its count", () => {
  expect([0, 1, 2].map((count) => plural(count, "customer"))).toEqual([
    "customers",
    "customer",
    "customers",
  ]);
  expect(plural(2, "has", "have")).toBe("have");
  expect([0, 1, 2].map((count) => plural(count, "category"))).toEqual([
    "categories",
    "category",
    "categories",
  ]);
  expect(plural(2, "day")).toBe("days");
});

test("labels fit into sentences, and begin them", () => {
  expect(["Average rating", "USD spent", "Age"].map(inSentence)).toEqual([
    "average rating",
    "USD spent",
    "age",
  ]);
  expect(capitalised("ten")).toBe("Ten");
  expect([0, 1, 12, 13, 1200].map(spelled)).toEqual(["no", "one", "twelve", "13", "1,200"]);
});

const family = "👩‍👩‍👧‍👦";
test("letters are what a reader counts", () => {
  expect(letters(`a${family}é`)).toEqual(["a", family, "é"]);
  expect(shortened(family.repeat(3), 3)).toBe(family.repeat(3));
  expect(shortened(family.repeat(4), 3)).toBe(`${family.repeat(2)}…`);
  expect(shortened("Blue shirt", 6)).toBe("Blue…");
});

const text = fc.string({ unit: "grapheme", maxLength: 40 });
test("a shortened text fits, and is the text's own beginning", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (given, limit) => {
      const short = shortened(given, limit);
      expect(letters(short).length).toBeLessThanOrEqual(
        Math.max(limit, letters(given).length <= limit ? limit : 0),
      );
      if (short !== given) expect(given.startsWith(short.slice(0, -1))).toBe(true);
    }),
  );
});

test("wrapped lines fit, and lose no word that fits a line", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 12, max: 30 }),
      (words, limit) => {
        const lines = wrapped(words.join(" "), limit);
        expect(lines.every((line) => line.length <= limit)).toBe(true);
        expect(lines.join(" ")).toBe(words.join(" "));
      },
    ),
  );
  expect(wrapped("unbrokenword", 6)).toEqual(["unbro…"]);
});

test("lines may be measured and cut by something else than their length", () => {
  const doubled = (line: string) => 2 * line.length;
  expect(wrapped("ab cd efghij", 10, doubled, (word, limit) => word.slice(0, limit / 2))).toEqual([
    "ab cd",
    "efghi",
  ]);
});
