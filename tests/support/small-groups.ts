import type { Columns } from "../../format/columns.ts";
import type { Manifest, Model } from "../../format/manifest.ts";
import { cubeOf, rollUp, type Cube } from "../../src/model/cube.ts";
import { dashboard } from "../../src/model/dashboard.ts";
import { dashboardFigures } from "../../src/views/figures/index.ts";
import { marginsOf } from "../../src/model/margins.ts";
import { rowsIn, type Sums } from "../../src/model/metric.ts";
import { recoveredMargins, recoveredRows, smallCounts } from "./published-tables.ts";

const isSmall = (value: number, least: number) => value > 0 && value < least;

/**
 * The texts of a report that could tell of few: a number of customers, or of what each of them has
 * once.
 */
const countedNoun =
  /(?<![\d.,$–-])(\d[\d,]*) (?:more )?(?:customers?|purchases?|missing values?|repeat buyers?|subscribers?)\b/g;

/** Numbers of customers in a text that are too small to be told, each with the words around it. */
export function smallInText(text: string, least: number): string[] {
  return [...text.matchAll(countedNoun)]
    .filter(([, digits = ""]) => isSmall(Number(digits.replaceAll(",", "")), least))
    .map(({ index }) => text.slice(Math.max(0, index - 60), index + 40));
}

/** What a manifest itself tells of too few customers. */
export function smallInManifest(
  { cleaning, notices, source, snapshots }: Manifest,
  least: number,
): string[] {
  const texts = [...notices, ...cleaning.map(({ outcome }) => outcome)];
  const named = cleaning
    .flatMap(({ outcome }) =>
      [...outcome.matchAll(/(\d+) in [^\d]/g)].map(([, digits]) => Number(digits)),
    )
    .filter((value) => isSmall(value, least))
    .map((value) => `an outcome tells of ${value}`);
  const duplicates =
    source.kind === "file" &&
    source.duplicates.apartFromId !== null &&
    isSmall(source.duplicates.apartFromId, least)
      ? [`${source.duplicates.apartFromId} rows that repeat`]
      : [];
  const changed = cleaning
    .filter(
      ({ step, changed: some }) =>
        ["fill", "quantiles", "map"].includes(step) && some !== null && isSmall(some, least),
    )
    .map(({ step }) => `${step} changed few`);
  const entries = snapshots.flatMap(({ name, published, rows, fields, totals, suppressed }) => [
    ...fields
      .filter(({ type }) => type === "count")
      .map((field) => totals[field.name] ?? 0)
      .filter((total) => isSmall(total, least))
      .map((total) => `${name} totals ${total}`),
    ...(!published && (isSmall(rows, least) || isSmall(source.rows - rows, least))
      ? [`${name} has ${rows} private rows`]
      : []),
    ...(isSmall(suppressed?.customers ?? 0, least)
      ? [`${name} says that it leaves out ${suppressed?.customers ?? 0}`]
      : []),
  ]);
  return [
    ...texts.flatMap((text) => smallInText(text, least)),
    ...named,
    ...duplicates,
    ...changed,
    ...entries,
  ];
}

/** What is small in sums, a part of which may be left out: of rows, of shares, and of known values. */
function smallSums(model: Model, sums: Sums, least: number): number[] {
  const rows = rowsIn(model, sums);
  const parts = model.metrics.flatMap(({ values, sum, per }) => [
    ...(values ? [sum] : []),
    ...(per === undefined ? [] : [per]),
  ]);
  const counts = [...new Set(parts)].map((name) => sums[name] ?? NaN);
  return [rows, ...counts.flatMap((part) => [part, rows - part])].filter((value) =>
    isSmall(value, least),
  );
}

/** What the dashboard's figures and marks, made of margins, tell of too few customers. */
export function smallInFigures(
  margins: Columns,
  by: Readonly<Record<string, number>> | undefined,
  model: Model,
  least: number,
): string[] {
  const shown = dashboard(marginsOf(margins, model, by), model);
  const data = { ...shown, ...(by ? { suppressed: by } : {}) };
  return dashboardFigures(data, model).flatMap(({ id, title, table, marks }) => [
    ...smallInText(title, least).map((text) => `${id}: ${text}`),
    ...smallCounts(table, least).map((text) => `${id}: ${text}`),
    ...marks.flatMap(({ name, sums }) =>
      [rowsIn(model, sums)]
        .filter((value) => isSmall(value, least))
        .map((value) => `${id}: the mark ${name} is of ${value}`),
    ),
  ]);
}

/** Every cell of a cube that is small: whatever is chosen of it is some of its cells. */
export const smallCells = (cube: Cube, model: Model, least: number): number[] =>
  rollUp(cube, [...cube.dimensions.keys()]).flatMap(({ sums }) => smallSums(model, sums, least));

const singles = [["category"], ["age_group"], ["gender"], ["season"], ["subscription_status"]];
const pairs = [
  ["age_group", "gender"],
  ["category", "season"],
  ["item_purchased", "category"],
];

/** Every group of the margins of the repository's report, from the cube of all dimensions. */
export function marginsOfCube(
  columns: Columns,
  model: Model,
): { readonly by: readonly string[]; readonly values: readonly string[]; readonly size: number }[] {
  const cube = cubeOf(columns, model);
  const counted = [...singles, ...pairs].flatMap((by) =>
    rollUp(cube, by).map(({ keys, sums }) => ({ by, values: keys, size: rowsIn(model, sums) })),
  );
  const discounts = [[], ["category"]].flatMap((by) =>
    rollUp(cube, by).flatMap(({ keys, sums }) => {
      const [all, some] = [rowsIn(model, sums), sums["discount_share_count"] ?? NaN];
      return [
        { by: [...by, "discount_share_count"], values: [...keys, "Yes"], size: some },
        { by: [...by, "discount_share_count"], values: [...keys, "No"], size: all - some },
      ];
    }),
  );
  return [...counted, ...discounts];
}

/**
 * Everything that a set of snapshots tells of fewer customers than it may, or lets be worked out.
 * @param columnsOf the columns of a published snapshot
 * @param wholeOf those of the same table with nothing left out
 */
export function smallGroups(
  manifest: Manifest,
  columnsOf: (name: string) => Columns,
  wholeOf: (name: string) => Columns,
  least: number,
): string[] {
  const found = manifest.snapshots
    .filter(({ published }) => published)
    .flatMap((entry) => {
      const columns = columnsOf(entry.name);
      const small = smallCounts(columns, least).map((text) => `${entry.name}: ${text}`);
      if (entry.name === "cube-margins")
        return [
          ...small,
          ...recoveredMargins(columns, marginsOfCube(wholeOf("cube-main"), manifest), least),
          ...smallInFigures(columns, entry.suppressed?.by, manifest, least),
        ];
      if (entry.kind === "cube")
        return [
          ...small,
          ...smallCells(cubeOf(columns, manifest), manifest, least).map(
            (value) => `${entry.name} has a cell of ${value}`,
          ),
        ];
      return [
        ...small,
        ...recoveredRows(entry.name, columns, wholeOf(entry.name), least, manifest.source.rows),
      ];
    });
  return [...found, ...smallInManifest(manifest, least)];
}
