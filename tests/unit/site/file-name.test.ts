import fc from "fast-check";
import { expect, test } from "vitest";
import { searchOf, type View } from "../../../src/model/link.ts";
import { fileName } from "../../../src/text/file-name.ts";
import { model } from "../../support/model.ts";

test("says what a download is filtered by", () => {
  const name = (view: View) =>
    fileName("revenue-by-category", searchOf(view, model.dimensions), "csv");
  expect(name({ a: {} })).toBe("revenue-by-category.csv");
  expect(name({ a: { gender: ["Female"] } })).toBe("revenue-by-category.gender-female.csv");
  expect(name({ a: { gender: ["Female"], shipping_type: ["2-Day Shipping", "Express"] } })).toBe(
    "revenue-by-category.gender-female.shipping-2-day-shipping-or-express.csv",
  );
  expect(name({ a: { gender: ["Female"] }, b: { gender: ["Male"] } })).toBe(
    "revenue-by-category.gender-female.vs-gender-male.csv",
  );
  expect(name({ a: {}, b: {} })).toBe("revenue-by-category.vs-all.csv");
  expect(name({ a: { category: ["日本", "Größe"] } })).toBe(
    "revenue-by-category.category-日本-or-größe.csv",
  );
});

test("is safe and bounded whatever the values are, and differs where the filters do", () => {
  const values = fc.uniqueArray(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.constantFrom("../../etc/passwd", "a/b", "CON", "a\u0000b", "…", "x".repeat(900), "y.csv"),
    ),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(values, (chosen) => {
      const search = `?${new URLSearchParams(chosen.map((value) => ["category", value])).toString()}`;
      const name = fileName("top-products", search, "csv");
      expect(name).toMatch(/^top-products\.category-[\p{L}\p{N}\p{M}.-]*\.csv$/u);
      expect(name).not.toMatch(/[/\\:*?"<>|]|\.\./);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(130);
    }),
  );
  const long = (last: string) => fileName("a", `?category=${"x".repeat(500)}${last}`, "csv");
  expect(long("1")).not.toBe(long("2"));
});
