import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import Papa from "papaparse";
import { decodeArrow } from "../../format/arrow.ts";
import type { Columns } from "../../format/columns.ts";
import { historySchema, type Edition, type History } from "../../format/history.ts";
import { cubeOf } from "../../src/model/cube.ts";
import { model } from "./model.ts";
import { smallCounts } from "./published-tables.ts";
import { smallCells, smallInText } from "./small-groups.ts";

const history = "data/history.json";

/** What the page's own tables call a number of customers. */
const ownLabels = ["Customers", "Purchases"];

/** Every file of a folder, by its path. */
const filesOf = (folder: string, extension: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension))
    .map((name) => [name, readFileSync(join(folder, name))] as const);

/**
 * Whatever anything under `dist/` tells of fewer customers than it may, in words: Arrow, CSV and
 * JSON files, tables, marks, and sentences.
 */
export function smallInDist(
  dist: string,
  least: number,
): { readonly read: number; readonly found: readonly string[] } {
  const isSmall = (value: number) => value > 0 && value < least;
  const arrows = new Map(
    filesOf(dist, ".arrow").map(
      ([name, bytes]) => [name.replace(/\.arrow$/, ""), decodeArrow(bytes)] as const,
    ),
  );
  const labels = new Set([
    ...ownLabels,
    ...[...arrows.values()].flatMap(({ fields }) =>
      fields.filter(({ type }) => type === "count").map(({ label }) => label),
    ),
  ]);
  const csvs = filesOf(dist, ".csv").flatMap(([name, bytes]) =>
    smallInCsv(String(bytes), arrows.get(name.replace(/\.csv$/, "")), isSmall).map(
      (text) => `${name}: ${text}`,
    ),
  );
  const jsons = filesOf(dist, ".json")
    .filter(([name]) => name !== history)
    .flatMap(([name, bytes]) =>
      smallInJson(JSON.parse(String(bytes)) as Trace, isSmall, least).map(
        (text) => `${name}: ${text}`,
      ),
    );
  const pages = filesOf(dist, ".html");
  const inPages = pages.flatMap(([name, bytes]) =>
    smallInPage(String(bytes), labels, isSmall, least).map((text) => `${name}: ${text}`),
  );
  const inArrows = [...arrows].flatMap(([name, columns]) =>
    [
      ...smallCounts(columns, least),
      ...(name.endsWith("cube-main")
        ? smallCells(cubeOf(columns, model), model, least).map((value) => `a cell of ${value}`)
        : []),
    ].map((text) => `${name}: ${text}`),
  );
  const remembered = filesOf(dist, ".json")
    .filter(([name]) => name === history)
    .flatMap(([, bytes]) =>
      smallInHistory(historySchema.parse(JSON.parse(String(bytes))), isSmall),
    );
  return {
    read: arrows.size + pages.length,
    found: [...inArrows, ...csvs, ...jsons, ...remembered, ...inPages],
  };
}

/**
 * Counts of both editions, and how far they are from each other row by row, a row that one of them
 * lacks being none.
 */
function smallInHistory(
  { series, current, previous, moved }: History,
  isSmall: (value: number) => boolean,
): string[] {
  const counts = (edition: Edition | undefined) =>
    new Map(
      (edition?.tables ?? []).flatMap(({ name, fields, rows }) =>
        fields.flatMap((field, column) =>
          field.type !== "count"
            ? []
            : rows.map(
                (row) =>
                  [
                    JSON.stringify([
                      name,
                      field.name,
                      ...row.filter((_, index) => fields[index]?.type === "text"),
                    ]),
                    Number(row[column]),
                  ] as const,
              ),
        ),
      ),
    );
  const [then, now] = [counts(previous), counts(current)];
  const compared = new Set(previous?.tables.map(({ name }) => name));
  const differences = [...new Set([...then.keys(), ...now.keys()])]
    .filter((key) => compared.has((JSON.parse(key) as string[])[0] ?? ""))
    .map((key) => [key, Math.abs((now.get(key) ?? 0) - (then.get(key) ?? 0))] as const);
  const customers = series.flatMap((point) =>
    series.map((other) => Math.abs(point.customers - other.customers)),
  );
  return [
    ...[...then, ...now]
      .filter(([, value]) => isSmall(value))
      .map(([key, value]) => `${history}: ${key} of ${value}`),
    ...differences
      .filter(([, value]) => isSmall(value))
      .map(([key, value]) => `${history}: ${key} differs by ${value}`),
    ...[...customers, ...(moved ? [moved.added, moved.gone, moved.changed ?? 0] : [])]
      .filter(isSmall)
      .map((value) => `${history}: a difference of ${value}`),
  ];
}

function smallInCsv(
  text: string,
  columns: Columns | undefined,
  isSmall: (value: number) => boolean,
): string[] {
  const counts = columns?.fields.filter(({ type }) => type === "count") ?? [];
  const { data } = Papa.parse<Record<string, string>>(text, { header: true });
  return counts.flatMap(({ name }) =>
    data
      .map((row) => Number(row[name]))
      .filter(isSmall)
      .map((value) => `${name} of ${value}`),
  );
}

/** What is read of a snapshot's trace. */
interface Trace {
  readonly file: {
    readonly fields: readonly { readonly name: string; readonly type: string }[];
    readonly totals: Readonly<Record<string, number>>;
  };
  readonly cleaning: readonly { readonly outcome: string }[];
  readonly source: { readonly duplicates?: { readonly apartFromId: number | null } };
}

function smallInJson(
  { file, cleaning, source }: Trace,
  isSmall: (value: number) => boolean,
  least: number,
): string[] {
  const totals = file.fields
    .filter(({ type }) => type === "count")
    .map(({ name }) => file.totals[name] ?? 0);
  return [
    ...[...totals, source.duplicates?.apartFromId ?? 0]
      .filter(isSmall)
      .map((value) => `a total of ${value}`),
    ...cleaning.flatMap(({ outcome }) => smallInText(outcome, least)),
  ];
}

function smallInPage(
  html: string,
  labels: ReadonlySet<string>,
  isSmall: (value: number) => boolean,
  least: number,
): string[] {
  const { document } = new JSDOM(html).window;
  const number = (text: string | null | undefined) =>
    /^[\d,]+$/.test(text?.trim() ?? "") ? Number(text?.replaceAll(",", "")) : NaN;
  const tables = [...document.querySelectorAll("table")]
    .filter(({ caption }) => caption?.textContent !== "Snapshots")
    .flatMap((table) => {
      const heads = [...table.querySelectorAll("thead th")].map(({ textContent }) =>
        textContent.trim(),
      );
      return [...table.querySelectorAll("tbody tr")].flatMap((row) =>
        [...row.children]
          .filter(
            (cell, index) => labels.has(heads[index] ?? "") && isSmall(number(cell.textContent)),
          )
          .map((cell) => `${table.caption?.textContent ?? ""}: a cell of ${cell.textContent}`),
      );
    });
  // The numbers beside the marks. A histogram has none, only those of its axes, and its table is
  // looked at as well.
  const drawn = [...document.querySelectorAll("figure:not([id^=histogram], [id^=groups-])")]
    .filter((figure) =>
      [...labels].some((label) =>
        figure.querySelector("figcaption p")?.textContent.startsWith(label),
      ),
    )
    .flatMap((figure) =>
      [...figure.querySelectorAll("svg text")]
        .filter((text) => isSmall(number(text.textContent)))
        .map((text) => `${figure.id}: a mark of ${text.textContent}`),
    );
  const tallies = [...document.querySelectorAll(".tally")]
    .filter((tally) => isSmall(number(tally.textContent)))
    .map((tally) => `a filter of ${tally.textContent}`);
  for (const code of document.querySelectorAll("script, style, pre, svg, table")) code.remove();
  const texts = [
    ...document.querySelectorAll("title, h1, h2, h3, p, li, dd, summary, [content]"),
  ].flatMap((element) =>
    smallInText(
      `${element.textContent} ${element.getAttribute("content") ?? ""}`.replace(
        /fewer than \d+ customers/g,
        "",
      ),
      least,
    ),
  );
  return [...tables, ...drawn, ...tallies, ...new Set(texts)];
}
