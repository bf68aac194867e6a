import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { followedMetrics } from "../../../etl/history/edition.ts";
import type { Edition, History } from "../../../format/history.ts";
import { keyPoint } from "../../../format/key-figures.ts";
import type { Changes } from "../../../src/model/changes.ts";
import { changesOf } from "../../../src/views/changes.ts";
import { beyondChance } from "../../../src/model/key-changes.ts";
import { changesMarkdown } from "../../../src/sentences/changes-markdown.ts";
import {
  changesHeadline,
  dimensionTitle,
  keyChangeNotes,
  movedSentence,
} from "../../../src/sentences/changes.ts";
import { model } from "../../support/model.ts";

const metrics = followedMetrics(model);
const group = fc.record({
  n: fc.integer({ min: 1, max: 2000 }),
  mean: fc.integer({ min: 10, max: 90 }),
  spread: fc.integer({ min: 1, max: 30 }),
});
const groups = fc.dictionary(
  fc.constantFrom("Clothing", "Footwear", "Accessories", "Swimwear", "| *x* <b>"),
  group,
  { minKeys: 1 },
);

/** An edition with what `of` says of each category, and a third of the customers subscribed. */
function edition(
  id: string,
  of: Readonly<Record<string, { n: number; mean: number; spread: number }>>,
): Edition {
  const rows = Object.entries(of).map(
    ([name, { n, mean, spread }]) =>
      ["category", name, n, n * mean, n * (mean ** 2 + spread ** 2)] as const,
  );
  const all = {
    n: rows.reduce((sum, [, , n]) => sum + n, 0),
    sum: rows.reduce((sum, [, , , total]) => sum + total, 0),
    squares: rows.reduce((sum, [, , , , squares]) => sum + squares, 0),
  };
  const yes = Math.floor(all.n / 3);
  const std = Math.sqrt(Math.max(0, all.squares - all.sum ** 2 / all.n) / Math.max(1, all.n - 1));
  const fields = (texts: readonly string[], numbers: readonly string[]) => [
    ...texts.map((name) => ({ name, type: "text" as const, label: name, unit: "" })),
    ...numbers.map((name) => ({
      name,
      type: name === "n" ? ("count" as const) : ("number" as const),
      label: name,
      unit: name === "average_purchase" ? "USD" : "",
    })),
  ];
  return {
    id,
    title: "Customers",
    date: id === "a" ? "2026-10-01" : "2026-11-01",
    synthetic: false,
    minGroup: 1,
    source: { kind: "table", name: "customer", rows: all.n },
    dropped: [],
    row: model.row,
    metrics,
    tables: [
      {
        name: "driver-customers",
        kind: "driver",
        fields: fields(["dimension", "group_name"], ["n", "average_purchase", "purchase_squares"]),
        rows: [
          ...rows.map((row) => [...row]),
          ["subscription_status", "Yes", yes, 0, 0],
          ["subscription_status", "No", all.n - yes, 0, 0],
        ],
        driver: {
          title: "What separates customers",
          dimensions: { category: "Category" },
          measures: [
            { measure: "spending", total: "average_purchase", squares: "purchase_squares" },
          ],
        },
      },
      {
        name: "profile-numeric",
        kind: "profile",
        fields: fields(["stage", "column_name"], ["count", "mean", "std"]),
        rows: [["after", "purchase_amount", all.n, all.sum / all.n, std]],
      },
    ],
  };
}

const historyOf = (then: Edition, now: Edition): History => ({
  format: 3,
  series: [keyPoint(then, metrics), keyPoint(now, metrics)],
  current: now,
  previous: then,
  warnings: [],
});
const changed = fc.tuple(groups, groups).map(([then, now]): Changes => {
  const changes = changesOf(historyOf(edition("a", then), edition("b", now)));
  if (!changes) throw new Error("There is an edition before.");
  return changes;
});

describe("what is said of changes", () => {
  test("a first edition has none", () => {
    const only = edition("a", { Clothing: { n: 3, mean: 50, spread: 10 } });
    expect(
      changesOf({ format: 3, series: [keyPoint(only, metrics)], current: only, warnings: [] }),
    ).toBeUndefined();
    expect(changesMarkdown(undefined)).toContain("there is nothing to compare it with yet");
  });

  test("figures of another statement are not compared, and that is said", () => {
    const asked = (of: Edition, how: string): Edition => ({
      ...of,
      tables: of.tables.map((table) =>
        table.kind === "driver" ? { ...table, asked: how } : table,
      ),
    });
    const question: Edition["tables"][number] = {
      name: "sizes",
      kind: "question",
      fields: [
        { name: "size", type: "text", label: "Size", unit: "" },
        { name: "n", type: "count", label: "Customers", unit: "" },
      ],
      rows: [["L", 3]],
      question: {
        order: 1,
        title: "Sizes.",
        question: "Which?",
        each: "size",
        reading: "list",
        names: {},
        chart: { type: "none" },
      },
    };
    const [then, now] = [
      edition("a", { Clothing: { n: 30, mean: 50, spread: 10 } }),
      edition("b", { Clothing: { n: 90, mean: 50, spread: 10 } }),
    ];
    const of = (how: string) =>
      changesOf(
        historyOf(
          {
            ...asked(then, "one"),
            tables: [...asked(then, "one").tables, { ...question, asked: "one" }],
          },
          { ...asked(now, how), tables: [...asked(now, how).tables, { ...question, asked: how }] },
        ),
      );
    expect(of("one")).toMatchObject({
      askedOtherwise: [],
      dimensions: [{ dimension: "category" }],
      answers: [{ name: "sizes" }],
    });
    const other = of("two");
    expect(other).toMatchObject({ askedOtherwise: ["Sizes."], dimensions: [], answers: [] });
    expect(changesMarkdown(other)).toContain("Not compared, because the SQL changed: Sizes.");
  });

  test("a name is no link, picture, formula or control in Markdown", () => {
    const changes = changesOf({
      ...historyOf(
        edition("a", { Clothing: { n: 30, mean: 50, spread: 10 } }),
        edition("b", { Clothing: { n: 30, mean: 50, spread: 10 } }),
      ),
      warnings: ["![a](https://b.example) $x$ @c www.d.example \u001b[31m\u202e <b>&lt; +$9,800"],
    });
    expect(changesMarkdown(changes)).toContain(
      String.raw`- \!\[a\](https\://b.example) \$x\$ \@c www\.d.example \[31m \<b\>\&lt; +$9,800`,
    );
  });

  test("the headline names exactly the key figures that moved by more than chance, and which way", () => {
    fc.assert(
      fc.property(changed, (changes) => {
        const headline = changesHeadline(changes);
        for (const { metric, change, then, now } of changes.keys) {
          const name = metric.label.charAt(0).toLowerCase() + metric.label.slice(1);
          const said = new RegExp(`${name} (rose|fell) `).exec(headline)?.[1];
          expect(said).toBe(
            beyondChance(change) ? ((now ?? 0) > (then ?? 0) ? "rose" : "fell") : undefined,
          );
        }
        expect(headline.includes("no key figure changed")).toBe(
          !changes.keys.some(({ change }) => beyondChance(change)),
        );
      }),
    );
  });

  test("a dimension's title names who moved by more than chance, and who is new or gone", () => {
    fc.assert(
      fc.property(changed, ({ dimensions }) => {
        for (const dimension of dimensions) {
          const title = dimensionTitle(dimension);
          const moved = dimension.groups.filter(({ revenue }) => beyondChance(revenue));
          expect(title.includes("no group’s total revenue changed")).toBe(moved.length === 0);
          for (const { name, revenue } of moved) {
            expect(Math.sign(revenue.low)).toBe(Math.sign(revenue.high));
            if (moved.length <= 3)
              expect(title.split(revenue.estimate > 0 ? "rose in" : "fell in")[1]).toContain(name);
          }
          expect(title.includes("new")).toBe(dimension.added.length > 0);
          expect(title.includes("gone")).toBe(dimension.gone.length > 0);
        }
      }),
    );
  });

  test("groups are followed by a key figure that adds up what is explained, or by its column", () => {
    const then = edition("a", { Clothing: { n: 30, mean: 50, spread: 10 } });
    const now = edition("b", { Clothing: { n: 900, mean: 50, spread: 10 } });
    const titles = (metrics: Edition["metrics"]) =>
      changesOf(historyOf(then, { ...now, metrics }))?.dimensions.map(dimensionTitle);
    expect(titles(metrics)).toEqual(["Category: total revenue rose in Clothing"]);
    expect(titles(metrics.filter(({ name }) => name !== "revenue"))).toEqual([
      "Category: average_purchase rose in Clothing",
    ]);
  });

  test("figures then and now are those of their editions, and differ by what is said", () => {
    fc.assert(
      fc.property(changed, ({ keys, previous, current }) => {
        const [customers, revenue] = keys;
        expect([customers?.then, customers?.now]).toEqual([
          previous.source.rows,
          current.source.rows,
        ]);
        expect(customers?.change?.estimate).toBe(current.source.rows - previous.source.rows);
        expect(revenue?.change?.estimate).toBeCloseTo(
          (revenue?.now ?? 0) - (revenue?.then ?? 0),
          2,
        );
        for (const key of keys)
          expect(keyChangeNotes(key)[1].includes("more than chance")).toBe(
            beyondChance(key.change) && keyChangeNotes(key)[1] !== "",
          );
      }),
    );
  });

  test("Markdown is inert: no name opens a tag, a table's cell or emphasis", () => {
    fc.assert(
      fc.property(changed, (changes) => {
        const written = changesMarkdown(changes);
        expect(written).not.toMatch(/(?<!\\)<b/);
        expect(written).not.toMatch(/(?<!\\)\*x/);
        const table = written.split("\n").filter((line) => line.startsWith("|"));
        for (const line of table) expect(line.split(/(?<!\\)\|/)).toHaveLength(6);
      }),
    );
  });

  test("who came and went, in words", () => {
    const customer = model.row;
    expect(movedSentence(600, 620, { added: 60, gone: 40, changed: 56 }, customer)).toBe(
      "20 more customers than before: 60 new, 40 lost, 560 kept, 56 of them changed.",
    );
    expect(movedSentence(600, 599, { added: 0, gone: 1, changed: null }, customer)).toBe(
      "1 fewer customer than before: 0 new, 1 lost, 599 kept.",
    );
    expect(movedSentence(600, 600, undefined, customer)).toBe(
      "The same number of customers as before (600 before, 600 now).",
    );
    expect(movedSentence(3, 1, undefined, { one: "person", many: "people" })).toBe(
      "2 fewer people than before (3 before, 1 now).",
    );
  });
});
