import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answer, finding } from "../../../src/sentences/answer.ts";
import {
  alike,
  average,
  cents,
  check,
  columnsOf,
  dollars,
  entryOf,
  exactly,
  firstOf,
  inFull,
  listed,
  money,
  names,
  rowsOf,
  said,
  share,
  sorted,
  topOf,
} from "./rows.ts";

/** As many rows as a sentence names. */
const named = { minLength: 1, maxLength: 6 };
/** Whether a share is written as it is, up to the tenth that makes all shares add up to 100. */
const isShare = (text: string, share: number) => {
  if (text === "<0.1%") return share > 0 && share < 0.001;
  if (text === ">99.9%") return share > 0.999 && share < 1;
  return Math.abs(Number(text.replace("%", "")) - 100 * share) < 0.1 + 1e-9;
};

describe("the answer about parts of a whole", () => {
  test("names the largest part, or all that tie, with their amount and share", () => {
    check(rowsOf(cents, named), (rows) => {
      const text = said("parts", money, rows).answer;
      const total = rows.reduce((sum, { value }) => sum + value, 0);
      const [high = 0] = rows.map(({ value }) => value).toSorted((a, b) => b - a);
      const leaders = topOf(rows);
      const [, one, amount, of, part] =
        /^The largest part is (\w+): (\$[\d,.]+) of (\$[\d,.]+) revenue \(([<>]?[\d.]+%)\); then /.exec(
          text,
        ) ?? [];
      const [, several, each, same] =
        /^The largest parts are ([\w, ]+), (\$[\d,.]+) each \((?:about )?([<>]?[\d.]+%)\); then /.exec(
          text,
        ) ?? [];
      if (rows.length === 1)
        expect(text).toBe(
          `There is only one product, ${rows[0]?.name ?? ""}: revenue ${inFull(high / 100)}.`,
        );
      else if (leaders.length === rows.length)
        expect(text).toBe(`Every product has the same revenue, ${inFull(high / 100)}.`);
      else if (leaders.length === 1)
        expect([
          one,
          dollars(amount ?? ""),
          dollars(of ?? ""),
          isShare(part ?? "", high / total),
        ]).toEqual([leaders[0], high, total, true]);
      else
        expect([
          sorted(several ?? ""),
          dollars(each ?? ""),
          isShare(same ?? "", high / total),
        ]).toEqual([leaders, high, true]);
    });
  });

  test("names every other part with its own amount and share", () => {
    check(rowsOf(cents, named), (rows) => {
      const text = said("parts", money, rows).answer;
      const total = rows.reduce((sum, { value }) => sum + value, 0);
      const rest = [
        ...(text.split("; then ")[1] ?? "").matchAll(/(\w+) (\$[\d,.]+) \(([<>]?[\d.]+%)\)/g),
      ].map(([, name, amount, part]) => [name, dollars(amount ?? ""), part]);
      expect(text.includes("; then ")).toBe(!alike(rows));
      if (alike(rows)) return;
      const leaders = topOf(rows);
      const others = rows.filter(({ name }) => !leaders.includes(name));
      expect(rest.map(([name, amount]) => [name, amount]).toSorted()).toEqual(
        others.map(({ name, value }) => [name, value]).toSorted(),
      );
      for (const [, amount, part] of rest)
        expect(isShare(String(part), Number(amount) / total)).toBe(true);
      expect(rest.map(([, amount]) => amount)).toEqual(
        rest.map(([, amount]) => Number(amount)).toSorted((a, b) => b - a),
      );
    });
  });

  test("names six at most and counts the others", () => {
    const values = [900, 800, 700, 600, 500, 400, 300, 200];
    const rows = values.map((value, index) => ({ name: `P${index}`, group: "Head", value }));
    expect(said("parts", money, rows).answer).toBe(
      "The largest part is P0: $9 of $44 revenue (20.5%); then P1 $8 (18.2%), P2 $7 (15.9%), " +
        "P3 $6 (13.6%), P4 $5 (11.4%), P5 $4 (9.1%), and 2 more products.",
    );
    const tied = rows.map((row, index) => ({ ...row, value: index < 7 ? 100 : 50 }));
    expect(said("parts", money, tied).answer).toBe(
      "The largest parts are P0, P1, P2, P3, P4, and 2 more products, $1 each (about 13.3%); then P7 $0.50 (6.7%).",
    );
  });

  test("writes shares that add up to 100, and none of what has negative parts", () => {
    check(rowsOf(fc.nat(1e6), { minLength: 2, maxLength: 6 }), (rows) => {
      const text = said("parts", money, rows).answer;
      const shares = [...text.matchAll(/\(([<>]?)([\d.]+)%\)/g)];
      if (alike(rows) || topOf(rows).length > 1 || shares.some(([, sign]) => sign !== "")) return;
      const tenths = shares.reduce((sum, [, , share]) => sum + Math.round(Number(share) * 10), 0);
      expect(tenths).toBe(1000);
    });
    const refunds = [
      { name: "Hat", group: "Head", value: 900 },
      { name: "Belt", group: "Head", value: -400 },
    ];
    expect(said("parts", money, refunds).answer).toBe(
      "The largest part is Hat: $9 of $5 revenue; then Belt −$4.",
    );
  });

  test("says 0.0% and 100.0% of nothing and of everything only", () => {
    const uneven = rowsOf(fc.constantFrom(0, 1, 40, 1_000_000, 999_999_999), {
      minLength: 2,
      maxLength: 4,
    });
    check(uneven, (rows) => {
      const text = said("parts", money, rows).answer;
      const parts = rows.filter(({ value }) => value > 0).length;
      if (alike(rows)) return;
      expect(text.match(/\(0\.0%\)/g)?.length ?? 0).toBe(rows.length - parts);
      expect(text.includes("(100.0%)")).toBe(parts === 1);
    });
  });
});

describe("the answer of a ranking", () => {
  test("keeps the query's order: the first, or all that tie with it, then others, and how many more there are", () => {
    check(rowsOf(cents, { minLength: 2 }), (rows) => {
      const text = said("ranking", money, rows).answer;
      const first = firstOf(rows);
      if (alike(rows)) {
        const [, shown, amount, named = "", more] =
          /^All (\d) shown have the same revenue, (\$[\d,.]+): ([\w, ]+?)( and others)?\.$/.exec(
            text,
          ) ?? [];
        expect([Number(shown), dollars(amount ?? ""), listed(named), more !== undefined]).toEqual([
          rows.length,
          rows[0]?.value,
          first.slice(0, 6),
          rows.length > 6,
        ]);
        return;
      }
      const [, named = "", amount = "", each] =
        /^First: ([\w, ]+) \(revenue (\$[\d,.]+?)( each)?\), followed by /.exec(text) ?? [];
      expect(each).toBe(first.length > 1 ? " each" : undefined);
      expect(dollars(amount)).toBe(rows[0]?.value);
      if (first.length > 6) expect(named).toBe(`${first.length} products`);
      else expect(listed(named)).toEqual(first);
      const rest = [
        ...(text.split(", followed by ")[1] ?? "").matchAll(/([A-Z]\w+) (\$[\d,.]*\d)/g),
      ].map(([, name, value]) => ({ name, value: dollars(value ?? "") }));
      expect(rest).toEqual(
        rows.slice(first.length, first.length + 5).map(({ name, value }) => ({ name, value })),
      );
      const more = Number(/(\d+) more products?/.exec(text)?.[1] ?? 0);
      expect(first.length + rest.length + more).toBe(rows.length);
      expect(text).not.toMatch(/\b1 more products/);
    });
  });

  test("says so where all look the same as they are written", () => {
    check(rowsOf(fc.constantFrom(60, 60.001, 60.004, 61), { minLength: 2 }), (rows) => {
      const { answer: text, finding: title } = said("ranking", average, rows);
      const same = new Set(rows.map(({ value }) => exactly(value))).size === 1;
      expect(/^All \d shown have the same average purchase, /.test(text)).toBe(same);
      expect(title.startsWith("All alike: ")).toBe(same);
    });
  });

  test("of shares says 0.0% and 100.0% of nothing and of everything only", () => {
    check(
      rowsOf(fc.constantFrom(0, 0.0001, 0.0004, 0.5, 0.9996, 0.9999, 1), { minLength: 2 }),
      (rows) => {
        const { answer: text, finding: title } = said("ranking", share, rows);
        for (const said of [text, title]) {
          if (/(?<![\d.<])0\.0%/.test(said))
            expect(rows.some(({ value }) => value === 0)).toBe(true);
          if (said.includes("100.0%")) expect(rows.some(({ value }) => value === 1)).toBe(true);
        }
      },
    );
  });
});

describe("the answer about the best of each group", () => {
  test("names the best of every group, all that tie there, and says where others may tie that are not shown", () => {
    check(rowsOf(cents, named), (rows) => {
      const text = said("leaders", money, rows).answer;
      expect(text).toMatch(/^Most revenue: .+\.$/);
      const tops = text
        .slice("Most revenue: ".length)
        .split(/; (?:and )?/)
        .map((part) => {
          const [, open, best = "", group, amount = "", each] =
            /^(among others )?([\w, ]+) in (Head|Feet) \((\$[\d,.]+)( each)?\)/.exec(part) ?? [];
          const [, nothing] = /^none in (Head|Feet)/.exec(part) ?? [];
          if (nothing !== undefined) return { group: nothing, best: [] };
          return {
            group,
            best: sorted(best),
            amount: dollars(amount),
            tied: each !== undefined,
            open: open !== undefined,
          };
        });
      const expected = [...Map.groupBy(rows, ({ group }) => group)].map(([group, members]) => {
        const best = topOf(members);
        if (members.every(({ value }) => value === 0)) return { group, best: [] };
        return {
          group,
          best,
          amount: Math.max(...members.map(({ value }) => value)),
          tied: best.length > 1,
          open: best.length > 1 && best.length === members.length,
        };
      });
      expect(tops).toEqual(expected);
    });
  });
});

describe("the finding above a question's chart", () => {
  test("names who is first, and ties as ties, whatever the reading", () => {
    check(rowsOf(cents), (rows) => {
      for (const reading of ["parts", "ranking", "comparison", "leaders"] as const) {
        const { finding: text } = said(reading, money, rows);
        const leaders = reading === "ranking" ? firstOf(rows).toSorted() : topOf(rows);
        const value = rows.find(({ name }) => name === leaders[0])?.value ?? 0;
        const amount = inFull(value / 100);
        const others = rows.filter(({ name }) => !leaders.includes(name));
        const total = rows.reduce((sum, row) => sum + row.value, 0);
        if (rows.length === 1) expect(text).toBe(`${leaders[0] ?? ""}: ${amount}`);
        else if (alike(rows)) expect(text).toBe(`All alike: ${amount}`);
        else if (leaders.length > 3)
          expect(text).toBe(`${leaders.length} products come first, with ${amount} each`);
        else if (leaders.length > 1)
          expect([sorted(text.split(": ")[0] ?? ""), text.endsWith(`: ${amount} each`)]).toEqual([
            leaders,
            true,
          ]);
        else if (reading === "parts")
          expect([text.split(" of ")[0], dollars(text.split(" of ")[1] ?? "")]).toEqual([
            `${leaders[0] ?? ""}: ${amount}`,
            total,
          ]);
        else if (reading === "comparison" && others.length === 1)
          expect([
            text.split(" ")[0],
            dollars(text.split(" ")[1] ?? ""),
            text.split(" ").at(-1),
          ]).toEqual([leaders[0], value - (others[0]?.value ?? 0), others[0]?.name]);
        else expect(text).toBe(`${leaders[0] ?? ""} first, with ${amount}`);
      }
    });
  });
});

test("values are called what readers call them, and counted in the right number", () => {
  const rows = [
    { name: "Yes", group: "", value: 6000 },
    { name: "No", group: "", value: 5900 },
  ];
  const entry = entryOf("comparison", money, rows);
  if (!entry.question) throw new Error("There is no question.");
  const named = {
    ...entry,
    question: { ...entry.question, names: { Yes: "subscribers", No: "others" } },
  };
  expect(answer(named, columnsOf(money, rows))).toBe(
    "Revenue is $60 for subscribers and $59 for others, $1 (1.7%) less.",
  );
  const many = names
    .slice(0, 5)
    .map((name, index) => ({ name, group: "", value: index < 4 ? 500 : 100 }));
  const categories = entryOf("ranking", money, many);
  if (categories.question)
    expect(
      finding(
        { ...categories, question: { ...categories.question, each: "category" } },
        columnsOf(money, many),
      ),
    ).toBe("4 categories come first, with $5 each");
});

test("a list says how many, and what they add up to, without its rows", () => {
  const rows = [
    { name: "Hat", group: "", value: 100 },
    { name: "Belt", group: "", value: 129 },
  ];
  expect(answer(entryOf("list", money, rows), undefined)).toBe("2 products, revenue $2.29 in all.");
  expect(answer(entryOf("list", money, rows.slice(0, 1)), undefined)).toBe(
    "1 product, revenue $1 in all.",
  );
  expect(answer(entryOf("list", money, []), undefined)).toBe(
    "None: no product meets the question.",
  );
});

test("names that every object has are names, and no rows are no answer that fails", () => {
  const rows = [
    { name: "constructor", group: "", value: 200 },
    { name: "toString", group: "", value: 100 },
  ];
  expect(said("ranking", money, rows).answer).toBe(
    "First: constructor (revenue $2), followed by toString $1.",
  );
  for (const reading of ["parts", "ranking", "comparison", "leaders", "list"] as const)
    expect(said(reading, money, [])).toEqual({
      answer: "None: no product meets the question.",
      finding: "The title",
    });
});
