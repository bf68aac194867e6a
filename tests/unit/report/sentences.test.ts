import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { openDatabase, type Database } from "../../../etl/database.ts";
import type { FigureSpec } from "../../../format/report.ts";
import type { DashboardFigure } from "../../../src/model/figure.ts";
import { cubeOf, totalOf } from "../../../src/model/cube.ts";
import { dashboard, selectedLeaders } from "../../../src/model/dashboard.ts";
import { rowsIn } from "../../../src/model/metric.ts";
import { emptySelection, isEmptySelection, type Selection } from "../../../src/model/selection.ts";
import { headline } from "../../../src/sentences/headline.ts";
import { dashboardFigures } from "../../../src/views/figures/index.ts";
import { comparedFigure } from "../../../src/views/compare.ts";
import { comparedFigures, keyFigures, partFigures } from "../../../src/views/key-figures.ts";
import { choices } from "../../support/descriptions/choose.ts";
import { expectHeadline, expectKeyFigures } from "../../support/descriptions/headlines.ts";
import { membersBy, selectionOf, type Scene } from "../../support/descriptions/scene.ts";
import {
  expectDrawn,
  expectShares,
  expectSound,
  expectSoundFigure,
} from "../../support/descriptions/sound.ts";
import { figuresOf } from "../../support/descriptions/sums.ts";
import { expectTable } from "../../support/descriptions/tables.ts";
import { expectTitle } from "../../support/descriptions/titles.ts";
import { worldOf, type World } from "../../support/descriptions/world.ts";
import { descriptions } from "../../support/descriptions.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { cases, sized } from "../../support/tier.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** Checks all that a page says of a selection against the rows that it is of. */
function expectTrue(world: World, scene: Scene, selection: Selection): void {
  const { model } = world;
  const cube = cubeOf(world.cube, model);
  const shown = dashboard(cube, model, selection);
  const whole = totalOf(cube);
  const isAll = isEmptySelection(selection);
  const figures = isAll ? keyFigures(shown.total, model) : partFigures(shown.total, whole, model);
  expectKeyFigures(scene, figures);
  expectSound(...figures.flatMap(({ value, note }) => (note === "" ? [value] : [value, note])));
  if (rowsIn(model, shown.total) > 0) {
    const text = headline(
      isAll ? shown : { ...shown, leaders: selectedLeaders(cube, model, selection) },
      model,
    );
    expectSound(text);
    expectHeadline(scene, text);
  }
  dashboardFigures(shown, model, selection).forEach((figure, index) => {
    const spec = model.dashboard.figures[index];
    if (!spec) throw new Error("There is a figure too many.");
    // What the cube does not hold is shown of everybody.
    if (spec.by.some((name) => !cube.dimensions.has(name))) return;
    const members = membersBy(scene, spec.by);
    expectTitle(scene, spec, figure.title, members);
    expectTable(scene, spec, figure, members);
    expectSoundFigure(figure, model);
    if (isShareBar(figure, spec)) expectShares(figure);
    for (const width of isAll ? [310, 540] : [680]) expectDrawn(figure, width);
  });
}

/** Checks what a page says of two selections beside each other. */
function expectCompared(world: World, scene: Scene, selection: Selection): void {
  const { model } = world;
  const cube = cubeOf(world.cube, model);
  const [a, b] = [selection, emptySelection].map((of) => dashboard(cube, model, of, true));
  if (!a || !b) return;
  expectKeyFigures(
    scene,
    comparedFigures(a.total, b.total, model).map((figure) => ({
      ...figure,
      note: figure.note.replace(/\bB\b/, "all"),
    })),
  );
  const others = dashboardFigures(b, model);
  for (const [index, figure] of dashboardFigures(a, model).entries()) {
    const compared = comparedFigure(figure, others[index] ?? figure, ["one", "other"], model);
    expectSoundFigure(compared, model);
    expectDrawn(compared, 310);
  }
}

/** One bar of a few parts, rather than bars. */
const isShareBar = ({ reading, marks }: DashboardFigure, { mark }: FigureSpec) =>
  mark === "share" && reading.kind === "share" && marks.length > 0 && marks.length <= 4;

const runs = cases(40, 300);

test(
  `in ${runs} generated reports, no title, headline or key figure contradicts its figures`,
  sized,
  async () => {
    const file = join(temporaryFolder(), "data.csv");
    const property = fc.asyncProperty(descriptions, choices, async (described, choose) => {
      const world = await worldOf(described, database, file);
      const scene = {
        model: world.model,
        figures: figuresOf(described, world.columns),
        rows: world.rows,
        selection: emptySelection,
      };
      expectTrue(world, scene, emptySelection);
      const selection = selectionOf(choose, world);
      if (isEmptySelection(selection)) return;
      expectTrue(world, { ...scene, selection }, selection);
      expectCompared(world, { ...scene, selection }, selection);
    });
    await fc.assert(property, { numRuns: runs });
  },
);
