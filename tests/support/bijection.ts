import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { parse, stringify } from "yaml";
import { cleanedColumns } from "../../etl/report/cleaned.ts";
import { labelOfName } from "../../etl/contract/columns.ts";
import { report } from "./report.ts";

/** New names for every column and every text value, in the order of the old ones. */
export interface Bijection {
  readonly columns: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Letters that no name of the report has together, so that the way back is plain. */
const letters = "bcdfghjkmnpqrstvwxz";

/** Numbers some names in their order, each with letters that a seed decides. */
function renamed(names: readonly string[], seed: number, write: (code: string) => string) {
  let state = seed;
  const letter = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return letters[Math.floor((state / 2 ** 31) * letters.length)] ?? "q";
  };
  return new Map(
    names.map((name, index) => [
      name,
      write(`${String(index).padStart(3, "0")}${letter()}${letter()}${letter()}`),
    ]),
  );
}

/** A bijection of the columns of the root report and the texts of a CSV. */
export function bijectionOf(csv: string, seed: number): Bijection {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(csv, "utf8"), { header: true });
  const texts = report.columns.filter(({ type }) => type === "text");
  const made = cleanedColumns(report).flatMap(({ order = [] }) => order);
  const values = new Set([
    ...data.flatMap((row) => texts.map(({ header }) => row[header] ?? "")),
    ...texts.flatMap(({ allowed = [] }) => allowed),
    ...made,
  ]);
  values.delete("");
  const byCode = (a: string, b: string) => (a < b ? -1 : 1);
  const names = cleanedColumns(report).map(({ name }) => name);
  return {
    columns: renamed(names.toSorted(byCode), seed, (code) => `qz_${code}`),
    values: renamed([...values].toSorted(byCode), seed + 1, (code) => `Qv${code}`),
  };
}

/** Keys whose texts are words for readers, which stay. */
const words = new Set(
  "header aliases label unit description title id noun measure note verb claim about because row table each question reading order comparison".split(
    " ",
  ),
);

/** Every name in a description renamed, keys and values; words for readers stay. */
function through(value: unknown, all: ReadonlyMap<string, string>, isChart = false): unknown {
  if (typeof value === "string") return all.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => through(each, all));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      all.get(key) ?? key,
      words.has(key) && !isChart
        ? each
        : key === "names"
          ? renamedKeys(each as object, all)
          : through(each, all, key === "chart"),
    ]),
  );
}

const renamedKeys = (names: object, all: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    Object.entries(names).map(([key, shown]) => [all.get(key) ?? key, shown as string]),
  );

/** What readers call every new value: the old one. */
const oldNames = ({ values }: Bijection) =>
  Object.fromEntries([...values].map(([old, now]) => [now, old]));

type Yaml = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The root report under a bijection, with the labels, keys and value names that it had. */
export function renamedReport(bijection: Bijection): string {
  const { columns, values } = bijection;
  const old = parse(readFileSync(report.file, "utf8")) as Yaml;
  const now = through(old, new Map([...values, ...columns])) as Yaml;
  const dimensions = Object.fromEntries(
    cleanedColumns(report)
      .filter(({ type }) => type === "text")
      .map(({ name, label }) => {
        const renamedTo = columns.get(name) ?? name;
        const before = old["dimensions"]?.[name] as { key?: string } | undefined;
        const own = now["dimensions"]?.[renamedTo] as { names?: object } | undefined;
        return [
          renamedTo,
          {
            label,
            ...own,
            key: before?.key ?? name.replaceAll("_", "-"),
            names: { ...oldNames(bijection), ...own?.names },
          },
        ];
      }),
  );
  const steps = now["cleaning"] as unknown as readonly { into?: string; label?: string }[];
  const was = new Map([...columns].map(([before, after]) => [after, before]));
  return stringify({
    ...now,
    dimensions,
    cleaning: steps.map((step) =>
      step.into === undefined
        ? step
        : { ...step, label: step.label ?? labelOfName(was.get(step.into) ?? step.into) },
    ),
  });
}

/** A CSV of the root report under a bijection. */
export function renamedCsv(csv: string, { values }: Bijection): string {
  const texts = new Set(
    report.columns.filter(({ type }) => type === "text").map(({ header }) => header),
  );
  const { data, meta } = Papa.parse<Record<string, string>>(readFileSync(csv, "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  const rows = data.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([header, text]) => [
        header,
        texts.has(header) ? (values.get(text) ?? text) : text,
      ]),
    ),
  );
  return `${Papa.unparse({ fields: meta.fields ?? [], data: rows }, { newline: "\n" })}\n`;
}

/** A SQL file of the root report under a bijection: columns, quoted values, and names in its matter. */
export function renamedSql(text: string, bijection: Bijection): string {
  const { columns, values } = bijection;
  const [, matter = "", sql = ""] = /^\/\*\n([\s\S]*?)\*\/\n([\s\S]*)$/.exec(text) ?? [];
  const old = parse(matter) as { names?: Record<string, string> };
  const now = through(old, new Map([...values, ...columns])) as object;
  const names = { ...oldNames(bijection), ...renamedKeys(old.names ?? {}, values) };
  const renamedTo = sql
    .replaceAll(/\b[a-z_]+\b/g, (word) => columns.get(word) ?? word)
    // What a CASE makes is no value of a column.
    .replaceAll(/(?<!(?:THEN|ELSE) )'([^']*)'/g, (quoted, value: string) => {
      const to = values.get(value);
      return to === undefined ? quoted : `'${to}'`;
    });
  return `/*\n${stringify({ ...now, names })}*/\n${renamedTo}`;
}

/** A text of the renamed report's site with the old names in it. */
export function back(text: string, { columns, values }: Bijection): string {
  const olds = new Map([
    ...[...values].map(([old, now]) => [now, old] as const),
    ...[...columns].flatMap(([old, now]) => [
      [now, old] as const,
      // Where a name is part of an address it has hyphens.
      [now.replaceAll("_", "-"), old.replaceAll("_", "-")] as const,
      [now.replaceAll("_", " "), old.replaceAll("_", " ")] as const,
    ]),
  ]);
  return text.replaceAll(/qz[_ -]\d{3}[a-z]{3}|Qv\d{3}[a-z]{3}/g, (name) => olds.get(name) ?? name);
}
