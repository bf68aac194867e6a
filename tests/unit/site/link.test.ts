import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseReport } from "../../../etl/report/load.ts";
import type { Report } from "../../../etl/report/report.ts";
import { searchOf as searchIn, viewOf, type View } from "../../../src/model/link.ts";
import { emptySelection, isSame, type Selection } from "../../../src/model/selection.ts";
import { model } from "../../support/model.ts";
import { failure } from "../../support/runs.ts";

const { dimensions } = model;
const dimensionNames = dimensions.map(({ name }) => name);
const searchOf = (view: View) => searchIn(view, dimensions);

/** Values that an address has to spell, among them what has a meaning in one. */
const awkward = [
  "Yes",
  "No",
  "a&b=c",
  "a b",
  "+",
  "%20",
  "#",
  "?",
  "ä😀",
  '"',
  "'",
  "<b>",
  "all",
  "vs",
  "constructor",
  "__proto__",
  "",
  " ",
];
const allHaving = (values: readonly string[]) =>
  dimensions.map((dimension) => ({ dimension, values }));
const known = allHaving(awkward);
const selection: fc.Arbitrary<Selection> = fc
  .record(
    Object.fromEntries(
      dimensionNames.map((name) => [name, fc.shuffledSubarray(awkward, { minLength: 1 })]),
    ),
    { requiredKeys: [] },
  )
  .map((chosen) =>
    Object.fromEntries(
      dimensionNames.flatMap((name) => (chosen[name] ? [[name, chosen[name]]] : [])),
    ),
  );
const view: fc.Arbitrary<View> = fc.oneof(
  fc.record({ a: selection }),
  fc.record({ a: selection, b: fc.oneof(selection, fc.constant(emptySelection)) }),
);

describe("a link", () => {
  test("leads to the view that it was made of, and is made of it again", () => {
    fc.assert(
      fc.property(view, (given) => {
        const search = searchOf(given);
        expect(viewOf(search, known)).toEqual({ view: given, ignored: [] });
        expect(searchOf(viewOf(search, known).view)).toBe(search);
      }),
      { numRuns: 1000 },
    );
  });

  test("says nothing but what was chosen, and of emptySelection nothing at all", () => {
    expect(searchOf({ a: emptySelection })).toBe("");
    expect(searchOf({ a: { gender: ["Female"], category: ["Footwear", "Clothing"] } })).toBe(
      "?category=Footwear&category=Clothing&gender=Female",
    );
    expect(searchOf({ a: emptySelection, b: emptySelection })).toBe("?vs=all");
    expect(
      searchOf({ a: { age_group: ["Adult"] }, b: { shipping_type: ["2-Day Shipping"] } }),
    ).toBe("?age=Adult&vs-shipping=2-Day+Shipping");
  });

  test("may name its keys in any order, and says them in the one that they always have", () => {
    fc.assert(
      fc.property(
        view,
        fc.array(fc.nat(1e6), { minLength: 14, maxLength: 14 }),
        (given, places) => {
          // Values of one key keep the order in which they were chosen.
          const keys = new Map(
            [...Map.groupBy(new URLSearchParams(searchOf(given)), ([key]) => key)].map(
              ([key, pairs], index) => [key, { pairs, place: places[index] ?? 0 }],
            ),
          );
          const shuffled = [...keys.values()]
            .toSorted((a, b) => a.place - b.place)
            .flatMap(({ pairs }) => pairs);
          const found = viewOf(`?${new URLSearchParams(shuffled).toString()}`, known);
          expect(found).toEqual({ view: given, ignored: [] });
          expect(searchOf(found.view)).toBe(searchOf(given));
        },
      ),
    );
  });

  test("that says a value twice says it once", () => {
    const once = (search: string) => viewOf(search, known).view;
    expect(once("?gender=Yes&gender=No&gender=Yes")).toEqual({ a: { gender: ["Yes", "No"] } });
    expect(once("?vs-gender=Yes&vs-gender=Yes")).toEqual({
      a: emptySelection,
      b: { gender: ["Yes"] },
    });
  });

  test("leads past what the report does not have, and says what that is", () => {
    const unknown = fc.string({ unit: "grapheme" }).filter((text) => !awkward.includes(text));
    fc.assert(
      fc.property(
        view,
        fc.constantFrom(...dimensions),
        fc.uniqueArray(unknown, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (given, { key, label }, values, other) => {
          const parameters = new URLSearchParams(searchOf(given));
          for (const value of values) parameters.append(other ? `vs-${key}` : key, value);
          const { view: found, ignored } = viewOf(`?${parameters.toString()}`, known);
          expect(found).toEqual(given);
          // An address holds no halves of characters.
          expect(ignored).toEqual(
            values.map((value) => `${label.toLowerCase()} “${value.toWellFormed()}”`),
          );
        },
      ),
    );
  });

  test("leads past keys that it does not know, each named once", () => {
    expect(viewOf("?source=mail&source=x&gender=Yes&constructor=1&Gender=No", known)).toEqual({
      view: { a: { gender: ["Yes"] } },
      ignored: ["“source”", "“constructor”", "“Gender”"],
    });
    expect(viewOf("?gender=nobody", known)).toEqual({
      view: { a: emptySelection },
      ignored: ["gender “nobody”"],
    });
  });

  test("leads past what trackers add, in silence, and past what only looks like it with a word", () => {
    const tracking = [
      "utm_source", "utm_campaign", "UTM_Medium", "gclid", "fbclid", "msclkid", "dclid", "yclid",
      "ttclid", "twclid", "_ga", "_ga_AB12", "_gl", "mc_cid", "mc_eid",
    ]; // prettier-ignore
    const added = tracking.map((key) => `${key}=1`).join("&");
    for (const search of [`?${added}&gender=Yes`, `?gender=Yes&${added}`])
      expect(viewOf(search, known)).toEqual({ view: { a: { gender: ["Yes"] } }, ignored: [] });
    expect(viewOf("?utm=1&clids=1&_gat=1&mcid=1&x_ga=1&gender=Yes", known).ignored).toEqual([
      "“utm”",
      "“clids”",
      "“_gat”",
      "“mcid”",
      "“x_ga”",
    ]);
  });

  test("that compares with nothing that is known still compares, where it says so", () => {
    expect(viewOf("?vs=all&vs-gender=nobody", known)).toEqual({
      view: { a: emptySelection, b: emptySelection },
      ignored: ["gender “nobody”"],
    });
    expect(viewOf("?vs=anything", known).view).toEqual({ a: emptySelection, b: emptySelection });
    expect(viewOf("?vs=all&vs-gender=Yes", known).view).toEqual({
      a: emptySelection,
      b: { gender: ["Yes"] },
    });
  });

  test("of values that a report's cube lacks altogether leads to emptySelection", () => {
    fc.assert(
      fc.property(view, ({ a }) => {
        const found = viewOf(searchOf({ a }), allHaving([]));
        expect(isSame(found.view.a, emptySelection)).toBe(true);
        expect(found.ignored).toHaveLength(Object.values(a).flat().length);
      }),
    );
  });

  test("names what it ignores by its first 60 letters", () => {
    const long = "x".repeat(4000);
    const short = `“${"x".repeat(59)}…”`;
    expect(viewOf(`?gender=${long}&${long}=1`, known).ignored).toEqual([`gender ${short}`, short]);
  });

  test("of more than 10,000 characters is not read at all, and says so", () => {
    const filters = "gender=Yes&";
    for (const search of [
      `?${filters}${"a&".repeat(50_000)}`,
      `?${filters}category=${"x".repeat(100_000)}`,
      `?${Array.from({ length: 12_000 }, (_, index) => `gender=${index}`).join("&")}`,
    ]) {
      const { view: found, ignored } = viewOf(search, known);
      expect(found).toEqual({ a: emptySelection });
      expect(ignored).toEqual([
        `the filters (${search.length.toLocaleString("en-US")} characters, at most 10,000 are read)`,
      ]);
    }
    const fits = `?${filters}`.padEnd(10_000, "a");
    expect(viewOf(fits, known).view).toEqual({ a: { gender: ["Yes"] } });
  });
});

test("a report's dimensions have keys that links can tell apart", async () => {
  const folder = join(import.meta.dirname, "../../..");
  const described = readFileSync(join(folder, "report.yaml"), "utf8");
  const withKey = (key: string) =>
    new Promise<Report>((resolve) =>
      resolve(
        parseReport(described.replace("key: shipping,", `key: ${key},`), "report.yaml", folder),
      ),
    );
  for (const [key, reason] of [
    ["vs", '"shipping_type" has the key "vs" of links that compare'],
    ["gender", '"shipping_type" has the key "gender", and gender "gender"'],
    ["vs-gender", '"shipping_type" has the key "vs-gender", and gender "gender"'],
    ["product", '"product" is the key of shipping_type as well'],
  ] as const)
    expect((await failure(withKey(key))).message).toContain(reason);
  const { dimensions: others } = (await withKey("vs-size")).analysis.dashboard;
  expect(others.map(({ key }) => key)).toContain("vs-size");
});
