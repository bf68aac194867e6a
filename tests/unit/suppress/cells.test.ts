import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isShown, suppressedCells } from "../../../etl/suppress/cells.ts";
import { recoverable } from "../../../etl/suppress/recoverable.ts";
import { suppressedRows, type Line } from "../../../etl/suppress/table.ts";
import { workedOut, type Rest } from "../../support/subtraction.ts";

const least = 5;
const size = fc.oneof({ weight: 3, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.nat(60) });

/** What stands of each sum once what is shown is subtracted from it. */
function rests(
  rows: readonly Line[],
  out: ReadonlySet<number>,
  lines: readonly (readonly number[])[],
): Rest[] {
  const sizeOf = (row: number) => rows[row]?.sizes[0] ?? 0;
  return lines.flatMap((line) => {
    const total = line.reduce((sum, row) => sum + sizeOf(row), 0);
    const unknown = line.filter((row) => out.has(row));
    return isShown(total, least)
      ? [
          {
            unknown: new Set(unknown.map(String)),
            sum: unknown.reduce((sum, row) => sum + sizeOf(row), 0),
          },
        ]
      : [];
  });
}

describe("a list of groups", () => {
  test("loses its small groups, and what would give them away, and as little else as that takes", () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 12 }), (sizes) => {
        const rows = sizes.map((some, index): Line => ({ keys: [String(index)], sizes: [some] }));
        const out = suppressedRows(rows, least);
        rows.forEach(({ sizes: [some = 0] }, index) =>
          expect(out.has(index) || isShown(some, least)).toBe(true),
        );
        expect(workedOut(rests(rows, out, [rows.map((_, index) => index)]), least)).toEqual(
          sizes.reduce((sum, some) => sum + some, 0) < least || sizes.filter(Boolean).length < 2
            ? expect.anything()
            : [],
        );
        const small = sizes.filter((some) => !isShown(some, least));
        const beside = [...out]
          .map((index) => sizes[index] ?? 0)
          .filter((some) => isShown(some, least))
          .toSorted((a, b) => a - b);
        expect(beside).toEqual(
          sizes
            .filter((some) => some >= least)
            .toSorted((a, b) => a - b)
            .slice(0, beside.length),
        );
        if (small.length === 0) expect(out.size).toBe(0);
        if (small.length > 1 && small.reduce((sum, some) => sum + some, 0) >= least)
          expect(beside).toEqual([]);
      }),
    );
  });

  test.for([
    [
      [20, 3, 9],
      [1, 2],
    ],
    [
      [20, 3, 2, 9],
      [1, 2],
    ],
    [
      [20, 1, 2, 9],
      [1, 2, 3],
    ],
    [[20, 0, 30], []],
    [[20, 30, 5], []],
    [
      [3, 57],
      [0, 1],
    ],
    [[], []],
  ] satisfies [number[], number[]][])("of %j loses %j", ([sizes, expected]) => {
    expect(
      [
        ...suppressedRows(
          sizes.map((some, index) => ({ keys: [String(index)], sizes: [some] })),
          least,
        ),
      ].toSorted(),
    ).toEqual(expected);
  });

  test("loses a group whose part, or what is beside it, is small, and another so that the part does not follow", () => {
    const rows = [
      [40, 3, 37],
      [30, 10, 20],
      [20, 18, 2],
      [50, 25, 25],
    ].map((sizes, index) => ({ keys: [String(index)], sizes }));
    expect([...suppressedRows(rows, least)].toSorted()).toEqual([0, 2]);
    expect(
      [
        ...suppressedRows(
          rows.filter((_, index) => index !== 2),
          least,
        ),
      ].toSorted(),
    ).toEqual([0, 1]);
  });
});

describe("a table of two dimensions", () => {
  const [rowNames, columnNames] = [
    ["a", "b", "c", "d"],
    ["x", "y", "z"],
  ];
  const full = fc.tuple(
    ...rowNames.flatMap((row) =>
      columnNames.map((column) => size.map((some) => ({ row, column, some: some + 1 }))),
    ),
  );
  const holed = fc
    .subarray(rowNames.flatMap((row) => columnNames.map((column) => ({ row, column }))))
    .chain((places) =>
      fc.tuple(...places.map((place) => size.map((some) => ({ ...place, some })))),
    );
  const linesOf = (
    cells: readonly { readonly row: string; readonly column: string; readonly some: number }[],
  ) => cells.map(({ row, column, some }): Line => ({ keys: [row, column], sizes: [some] }));
  const isAnyShown = (rows: readonly Line[], out: ReadonlySet<number>) =>
    rows.some(({ sizes: [some = 0] }, index) => some > 0 && !out.has(index));

  test("tells of no small group, and gives nothing away against its total, however it is filled", () => {
    let partial = 0;
    fc.assert(
      fc.property(holed, (cells) => {
        const rows = linesOf(cells);
        const out = suppressedRows(rows, least);
        cells.forEach(({ some }, index) =>
          expect(out.has(index) || isShown(some, least)).toBe(true),
        );
        if (out.size === 0 || !isAnyShown(rows, out)) return;
        partial++;
        expect(workedOut(rests(rows, out, [[...rows.keys()]]), least)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(partial).toBeGreaterThan(200);
  });

  test("gives nothing away to who knows the totals of its rows and columns, as far as lists of these would show them", () => {
    let partial = 0;
    fc.assert(
      fc.property(full, (cells) => {
        const rows = linesOf(cells);
        const out = suppressedRows(rows, least);
        if (out.size === 0 || !isAnyShown(rows, out)) return;
        partial++;
        const lines = (["row", "column"] as const).flatMap((dimension) => {
          const all = [...Map.groupBy(rows.keys(), (index) => cells[index]?.[dimension]).values()];
          const left = suppressedRows(
            all.map((line, index) => ({
              keys: [String(index)],
              sizes: [line.reduce((sum, row) => sum + (cells[row]?.some ?? 0), 0)],
            })),
            least,
          );
          return all.filter((_, index) => !left.has(index));
        });
        expect(workedOut(rests(rows, out, [[...rows.keys()], ...lines]), least)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(partial).toBeGreaterThan(200);
  });
});

test("a cell that several sums together give away is found, though no sum does by itself", () => {
  // Two squares of unknown cells, joined by one cell: that follows from the rows of one less its
  // columns.
  const rows = [
    [0, 1],
    [2, 3, 8],
    [4, 5],
    [6, 7],
  ];
  const columns = [
    [0, 2],
    [1, 3],
    [8, 4, 6],
    [5, 7],
  ];
  const sums = [...rows, ...columns].map((parts) => ({ whole: undefined, parts }));
  expect(recoverable(sums, new Set([0, 1, 2, 3, 4, 5, 6, 7, 8]))).toEqual([8]);
  expect(recoverable(sums, new Set([0, 1, 2, 3]))).toEqual([]);
  // With a cell more that joins the squares there is a way: it is the largest, so it goes last.
  const joined = [[0, 1, 9], ...rows.slice(1), ...columns.slice(0, 2), [8, 4, 6, 9], [5, 7]].map(
    (parts) => ({ whole: undefined, parts }),
  );
  const cells = Array.from({ length: 10 }, (_, index) => ({
    sizes: [index === 8 ? 3 : index === 9 ? 90 : 40],
  }));
  const out = suppressedCells(cells, joined, least);
  expect(out.has(8)).toBe(true);
  expect(recoverable(joined, out)).toEqual([]);
});

test("with a least of 1 nothing is small", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3)), (sizes) => {
      expect(
        suppressedRows(
          sizes.map((some, index) => ({ keys: [String(index)], sizes: [some] })),
          1,
        ).size,
      ).toBe(0);
    }),
  );
});
