import type { Columns } from "../../format/columns.ts";
import type { Manifest } from "../../format/manifest.ts";
import { cubeOf, rollUp, type Cube } from "../../src/model/cube.ts";
import { dashboard } from "../../src/model/dashboard.ts";
import { dashboardFigures } from "../../src/views/figures/index.ts";
import { marginsOf } from "../../src/model/margins.ts";
import type { Sums } from "../../src/model/measures.ts";
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

/** What is small in sums, a part of which may be left out. */
const smallSums = ({ customers, discounted, subscribers }: Sums, least: number) =>
  [customers, discounted, customers - discounted, subscribers, customers - subscribers].filter(
    (value) => isSmall(value, least),
  );

/** What the dashboard's figures and marks, made of margins, tell of too few customers. */
export function smallInFigures(
  margins: Columns,
  by: Readonly<Record<string, number>> | undefined,
  orders: Manifest["orders"],
  least: number,
): string[] {
  const data = { ...dashboard(marginsOf(margins, by), orders), ...(by ? { suppressed: by } : {}) };
  return dashboardFigures(data).flatMap(({ id, title, table, marks }) => [
    ...smallInText(title, least).map((text) => `${id}: ${text}`),
    ...smallCounts(table, least).map((text) => `${id}: ${text}`),
    ...marks.flatMap(({ name, sums }) =>
      [sums.customers]
        .filter((value) => isSmall(value, least))
        .map((value) => `${id}: the mark ${name} is of ${value}`),
    ),
  ]);
}

/** Every cell of a cube that is small: whatever is chosen of it is some of its cells. */
export const smallCells = (cube: Cube, least: number): number[] =>
  rollUp(cube, [...cube.dimensions.keys()]).flatMap(({ sums }) => smallSums(sums, least));

const singles = [["category"], ["age_group"], ["gender"], ["season"], ["subscription_status"]];
const pairs = [
  ["age_group", "gender"],
  ["category", "season"],
  ["item_purchased", "category"],
];

/** Every group of the margins, from the cube of all dimensions. */
export function marginsOfCube(
  columns: Columns,
): { readonly by: readonly string[]; readonly values: readonly string[]; readonly size: number }[] {
  const cube = cubeOf(columns);
  const counted = [...singles, ...pairs].flatMap((by) =>
    rollUp(cube, by).map(({ keys, sums }) => ({ by, values: keys, size: sums.customers })),
  );
  const discounts = [[], ["category"]].flatMap((by) =>
    rollUp(cube, by).flatMap(({ keys, sums: { customers, discounted } }) => [
      { by: [...by, "discount_applied"], values: [...keys, "Yes"], size: discounted },
      { by: [...by, "discount_applied"], values: [...keys, "No"], size: customers - discounted },
    ]),
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
          ...recoveredMargins(columns, marginsOfCube(wholeOf("cube-products")), least),
          ...smallInFigures(columns, entry.suppressed?.by, manifest.orders, least),
        ];
      if (entry.kind === "cube")
        return [
          ...small,
          ...smallCells(cubeOf(columns), least).map(
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
