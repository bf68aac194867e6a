import fc from "fast-check";
import { expect, test } from "vitest";
import { isolated } from "../../../src/text/direction.ts";

test("a name that turns no direction stays as it is", () => {
  for (const name of ["Blouse", "שמלה כחולה", "", "👩‍👩‍👧‍👦 Family"]) expect(isolated(name)).toBe(name);
});

test("what a name begins is ended, what it ends without having begun is left out", () => {
  expect(isolated("\u202eabc")).toBe("\u2068\u202eabc\u202c\u2069");
  expect(isolated("\u2069\u202cabc")).toBe("\u2068abc\u2069");
  expect(isolated("a\u2066b\u202ec\u2069d")).toBe("\u2068a\u2066b\u202ec\u2069d\u2069");
  expect(isolated("a\u202bb\u202cc\u202c")).toBe("\u2068a\u202bb\u202cc\u2069");
});

/**
 * How deep a text is in directions that it has begun, after each of its characters, as UAX #9
 * counts.
 */
function depths(text: string): number[] {
  const open: ("embedding" | "isolate")[] = [];
  return Array.from(text, (character) => {
    if ("\u202a\u202b\u202d\u202e".includes(character)) open.push("embedding");
    else if ("\u2066\u2067\u2068".includes(character)) open.push("isolate");
    else if (character === "\u202c" && open.at(-1) === "embedding") open.pop();
    else if (character === "\u2069" && open.includes("isolate"))
      open.length = open.lastIndexOf("isolate");
    return open.length;
  });
}

test("whatever controls a name holds, its own isolate ends with its last character and not before", () => {
  const character = fc.constantFrom(
    "a",
    "ש",
    "1",
    " ",
    "\u200f",
    "\u061c",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
  );
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 12 }), (name) => {
      const found = isolated(name);
      if (found === name) return;
      expect(depths(found).findIndex((depth) => depth === 0)).toBe(found.length - 1);
    }),
  );
});
