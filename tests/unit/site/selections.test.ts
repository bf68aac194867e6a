import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { withCustomers, run } from "../../support/runs.ts";
import {
  ask,
  clauseOf,
  dimensionNames,
  groupings,
  type Asked,
  type Sums,
} from "../../support/asked.ts";
import {
  expectedComparisons,
  expectedGap,
  type ExpectedComparison,
  type ExpectedPair,
} from "../../support/asked-compared.ts";
import { dashboardAsked, settled } from "../../support/asked-dashboard.ts";
import { expectedFigures } from "../../support/asked-figures.ts";
import { anySelection, singleSelections, type Known } from "../../support/selections.ts";
import {
  dataOf,
  drawing,
  expectedDrawing,
  shown,
  writtenRows,
} from "../../support/shown-figures.ts";
import { textOf } from "../../support/cells.ts";
import { metric, model } from "../../support/model.ts";
import { byText } from "../../support/sums.ts";
import { cases, sized } from "../../support/tier.ts";
import { integer } from "../../../etl/database.ts";
import type { Metric } from "../../../format/report.ts";
import { decodeArrow } from "../../../format/arrow.ts";
import { fetchCube } from "../../../src/client/fetch-cube.ts";
import { takeSlicers } from "../../../src/client/slicers.ts";
import { comparedFigure } from "../../../src/views/compare.ts";
import { cubeOf, rollUp, type Cube } from "../../../src/model/cube.ts";
import { dashboard, selectedLeaders } from "../../../src/model/dashboard.ts";
import { dashboardFigures } from "../../../src/views/figures/index.ts";
import { comparedFigures, keyFigures, partFigures } from "../../../src/views/key-figures.ts";
import type { Model } from "../../../format/manifest.ts";
import { kindOfMetric, valueOf } from "../../../src/model/metric.ts";
import { isEmptySelection, type Selection } from "../../../src/model/selection.ts";
import { headline } from "../../../src/sentences/headline.ts";
import { extent } from "../../../src/sentences/selection.ts";
import {
  count,
  countCompact,
  full,
  percent,
  percentFine,
  rating,
} from "../../../src/text/numbers.ts";

// Each chart remembers what it was made of, so that its values can be compared without being drawn
// two thousand times.
const { recording } = await vi.hoisted(() => import("../../support/shown-figures.ts"));
vi.mock(import("../../../src/charts/bars.ts"), (original) => recording(original, "bars"));
vi.mock(import("../../../src/charts/grouped-bars.ts"), (original) =>
  recording(original, "groupedBars"),
);
vi.mock(import("../../../src/charts/heatmap.ts"), (original) => recording(original, "heatmap"));
vi.mock(import("../../../src/charts/paired-bars.ts"), (original) =>
  recording(original, "pairedBars"),
);
vi.mock(import("../../../src/charts/share-bar.ts"), (original) => recording(original, "shareBar"));
vi.mock(import("../../../src/charts/stacked-bars.ts"), (original) =>
  recording(original, "stackedBars"),
);

const randomSelections = cases(60, 2000);
const { REAL_CSV: real } = process.env;
const { window } = new JSDOM("");
const usd = (amount: number) => full(amount, "money:USD");

/**
 * A file of customers: its cubes as a browser has them, and what the database says of each
 * selection.
 */
interface World {
  readonly cube: Cube;
  readonly model: Model;
  readonly known: Known;
  readonly selections: readonly Selection[];
  readonly asked: Asked;
  /** Counts of some selections, each by a statement of its own. */
  readonly counted: readonly (readonly [selection: number, customers: number, revenue: number])[];
}

async function worldOf(csv: string, folder: string): Promise<World> {
  const { manifest } = await run(csv, { snapshots: folder });
  const fetched = async (name: string) => {
    const bytes = readFileSync(join(folder, `${name}.arrow`));
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(bytes)));
    const cube = await fetchCube(`/data/${name}.arrow`, manifest);
    vi.unstubAllGlobals();
    expect(cube, "the browser reads what the site is built from").toEqual(
      cubeOf(decodeArrow(bytes), manifest),
    );
    return cube;
  };
  return withCustomers(csv, async (database) => {
    const values = async (name: string) =>
      (await database.rows(`SELECT DISTINCT ${name} AS value FROM customer ORDER BY value`)).map(
        ({ value }) => textOf(value),
      );
    const known: Known = new Map(
      await Promise.all(dimensionNames.map(async (name) => [name, await values(name)] as const)),
    );
    const selections = [
      ...singleSelections(known),
      ...fc.sample(anySelection(known), randomSelections),
    ];
    const counted = await Promise.all(
      selections
        .map((_, index) => index)
        .filter((index) => index % 50 === 0)
        .map(async (index) => {
          const [row] = await database.rows(
            `SELECT count(*) AS customers, CAST(coalesce(sum(purchase_amount), 0) * 100 AS BIGINT) AS revenue FROM customer WHERE ${clauseOf(selections[index] ?? {})}`,
          );
          return [index, integer(row?.["customers"]), integer(row?.["revenue"])] as const;
        }),
    );
    return {
      cube: await fetched("cube-main"),
      model: manifest,
      known,
      selections,
      asked: await ask(database, selections),
      counted,
    };
  });
}

describe.each(["data/customers.csv", ...(real ? cases([], [real]) : [])])(
  "every figure of the page, of any selection of %s, is what the database answers:",
  sized,
  (csv) => {
    const folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
    let world: World;
    beforeAll(async () => {
      world = await worldOf(csv, folder);
    }, 1_200_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /**
     * Compares what is shown of every selection with what has to be; the first that differs is told
     * in full.
     */
    const check = <T>(
      of: (selection: Selection, index: number) => readonly [actual: T, expected: T] | undefined,
    ) => {
      world.selections.forEach((selection, index) => {
        const compared = of(selection, index);
        if (compared && !isDeepStrictEqual(compared[0], compared[1]))
          expect(compared[0], clauseOf(selection)).toEqual(compared[1]);
      });
    };
    const slicers = model.dashboard.slicers;
    const valuesOf = (name: string) => world.known.get(name) ?? [];
    const sumsOf = (index: number): Sums => world.asked.sums(index, "all", [], true);
    const totalOf = (selection: Selection, cube = world.cube) =>
      rollUp(cube, [], selection)[0]?.sums;

    test("there are as many selections as there should be, some of nobody, and each is counted alike by a statement of its own", () => {
      const values = slicers.map((name) => valuesOf(name).length + 1);
      expect(world.selections).toHaveLength(
        values.reduce((product, each) => product * each, 1) + randomSelections,
      );
      expect(
        world.selections.filter((_, index) => sumsOf(index).customers === 0).length,
      ).toBeGreaterThan(10);
      expect(
        world.selections.filter((selection) =>
          Object.values(selection).some((some) => some.length > 1),
        ).length,
      ).toBeGreaterThan(randomSelections / 2);
      expect(
        world.counted.map(([index]) => [index, sumsOf(index).customers, sumsOf(index).revenue]),
      ).toEqual(world.counted);
    });

    test("the sums of every group, under all filters but its own, and under all of them", () => {
      for (const strictly of [false, true])
        check((selection, index) => [
          settled(dashboard(world.cube, world.model, selection, strictly)),
          dashboardAsked(world.asked, index, world.model.orders, strictly),
        ]);
    });

    test("titles, subtitles, marks, drawn values, labels, what stands out, and tables as they are written", () => {
      check((selection, index) => [
        dashboardFigures(dashboard(world.cube, world.model, selection), world.model, selection).map(
          shown,
        ),
        expectedFigures(dashboardAsked(world.asked, index, world.model.orders, false), selection),
      ]);
    });

    test("two selections beside each other: pairs, differences and tables", () => {
      const names = ["one", "other"] as const;
      const figures = (selection: Selection) =>
        dashboardFigures(dashboard(world.cube, world.model, selection, true), world.model);
      check((selection, index) => {
        const next = (index + 1) % world.selections.length;
        const [a, b] = [figures(selection), figures(world.selections[next] ?? {})];
        const compared = a.map((figure, place) =>
          comparedFigure(figure, b[place] ?? figure, names, world.model),
        );
        const [askedA, askedB] = [index, next].map((each) =>
          dashboardAsked(world.asked, each, world.model.orders, true),
        );
        const actual = compared.map(
          ({ id, title, subtitle, chart, table }): ExpectedComparison => ({
            id,
            title,
            subtitle,
            pairs: dataOf(chart) as readonly ExpectedPair[],
            rows: writtenRows(table),
          }),
        );
        return [actual, askedA && askedB ? expectedComparisons(askedA, askedB) : []];
      });
    });

    test("the headline figures with their notes, the sentence above them and what is announced", () => {
      const whole = sumsOf(0);
      const ratios = ["average_purchase", "average_rating", "subscriber_share"].map(metric);
      check((selection, index) => {
        const sums = sumsOf(index);
        const { customers, revenue, review_rating_sum: ratings } = sums;
        const { subscriber_share_count: subscribers } = sums;
        const written = [
          countCompact(customers),
          usd(revenue / 100),
          ...(customers === 0
            ? ["–", "–", "–"]
            : [
                usd(revenue / 100 / customers),
                rating(ratings / 100 / customers),
                percent(subscribers / customers),
              ]),
        ];
        const gap = (measure: Metric, other: Sums, name: string) =>
          expectedGap(kindOfMetric(measure), valueOf(measure, sums), valueOf(measure, other), name);
        const notes = isEmptySelection(selection)
          ? [
              "one purchase each",
              "all purchases",
              "per customer",
              "of 5",
              `${countCompact(subscribers)} customers`,
            ]
          : [
              `${percentFine(customers / whole.customers)} of all ${countCompact(whole.customers)}`,
              `${percentFine(revenue / whole.revenue)} of all ${usd(whole.revenue / 100)}`,
              ...ratios.map((measure) => gap(measure, whole, "all")),
            ];
        const actual = totalOf(selection) ?? sums;
        const shownFigures = isEmptySelection(selection)
          ? keyFigures(actual, world.model)
          : partFigures(actual, whole, world.model);
        const categories = world.asked
          .occurring("category")
          .map((keys) => ({ keys, sums: world.asked.sums(index, "category", keys, true) }))
          .filter((slice) => slice.sums.customers > 0);
        const announced = `${customers === whole.customers ? `All ${count(customers)}` : `${count(customers)} of ${count(whole.customers)}`} customers, ${usd(revenue / 100)}`;
        return [
          [
            actual,
            shownFigures.map(({ value, note }) => [value, note]),
            headline(
              { leaders: selectedLeaders(world.cube, world.model, selection), total: actual },
              world.model,
            ),
            extent(actual, whole, world.model),
          ],
          [
            sums,
            written.map((value, place) => [value, notes[place]]),
            headline(
              {
                leaders: categories.toSorted(
                  (a, b) =>
                    b.sums.revenue - a.sums.revenue || byText(a.keys[0] ?? "", b.keys[0] ?? ""),
                ),
                total: sums,
              },
              world.model,
            ),
            announced,
          ],
        ];
      });
    });

    test("the headline figures of two selections, each with its difference", () => {
      const kpis = model.dashboard.kpis.map(metric);
      check((selection, index) => {
        const next = (index + 1) % world.selections.length;
        const [a, b] = [totalOf(selection), totalOf(world.selections[next] ?? {})];
        if (!a || !b) return undefined;
        return [
          comparedFigures(a, b, world.model).map(({ note }) => note),
          kpis.map((each) =>
            expectedGap(
              kindOfMetric(each),
              valueOf(each, sumsOf(index)),
              valueOf(each, sumsOf(next)),
              "B",
            ),
          ),
        ];
      });
    });

    test("how many customers each filter's values have under the other filters", () => {
      const form = window.document.createElement("form");
      form.innerHTML = slicers
        .map((name) =>
          valuesOf(name)
            .map(
              (value) =>
                `<label><input type="checkbox" name="${name}" ` +
                `value="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"><span ` +
                `class="tally"></span></label>`,
            )
            .join(""),
        )
        .join("");
      const filters = takeSlicers(form, world.cube, world.model, () => undefined);
      const grouping = {
        subscription_status: "subscription",
        category: "category",
        gender: "gender",
        shipping_type: "shipping",
      } as const;
      check((selection, index) => {
        filters.show(selection);
        const boxes = [...form.querySelectorAll("input")].map(
          ({ name, value, checked, parentElement }) => [
            name,
            value,
            checked,
            parentElement?.querySelector(".tally")?.textContent,
          ],
        );
        return [
          boxes,
          slicers.flatMap((name) =>
            valuesOf(name).map((value) => [
              name,
              value,
              selection[name]?.includes(value) ?? false,
              count(
                world.asked.sums(index, grouping[name as keyof typeof grouping], [value], false)
                  .customers,
              ),
            ]),
          ),
        ];
      });
      expect(Object.keys(groupings)).toEqual(expect.arrayContaining(Object.values(grouping)));
    });

    test("what stands in the drawings, and what the marks tell those who do not see them", () => {
      check((selection, index) => {
        if (index % 40 !== 0) return undefined;
        const figures = dashboardFigures(
          dashboard(world.cube, world.model, selection),
          world.model,
          selection,
        );
        const expected = expectedFigures(
          dashboardAsked(world.asked, index, world.model.orders, false),
          selection,
        );
        return [
          figures.map((figure) => drawing(figure, selection)),
          expected.map((figure) => expectedDrawing(figure, selection)),
        ];
      });
    });
  },
);
