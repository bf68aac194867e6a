import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Document, isCollection, isMap, parse, type Pair, type Scalar, type YAMLMap } from "yaml";
import { columnName } from "../contract/names.ts";
import type { Database } from "../database.ts";
import { ReportError } from "../errors.ts";
import { counted, countedNoun, listed } from "../words.ts";
import { draftAnalysis, rowOf } from "./analysis.ts";
import { draftColumns, has, type Drafted, type DraftedColumns } from "./columns.ts";
import { numberSql, quantileDimensions, ranked } from "./dimensions.ts";
import { look } from "./look.ts";
import words from "./words.json" with { type: "json" };

/** A drafted description, and what to say about it. */
export interface Draft {
  /** The text of report.yaml. */
  readonly yaml: string;
  /** What was found, a line each. */
  readonly found: readonly string[];
  /** What the reader should look at. */
  readonly hints: readonly string[];
}

/**
 * Drafts report.yaml for a CSV that nobody described. Each guess has a comment that says why.
 * @param data the CSV's path from the report's folder
 * @param schema the JSON Schema's path from there, for editors
 * @param sheet of an Excel workbook, by name
 * @throws ReportError for a file that is no CSV, has no rows, or nothing that can be shown
 */
export async function draft(
  path: string,
  { data, schema }: { readonly data: string; readonly schema: string },
  database: Database,
  sheet?: string,
): Promise<Draft> {
  const looked = await look(path, database, sheet);
  if (looked.rows === 0)
    throw new ReportError("input", `${path} has a header and no rows.`, {
      hint: "Export the file again with its rows.",
    });
  const drafted = draftColumns(looked);
  const { columns } = drafted;
  if (columns.every(({ role }) => role === "private"))
    throw new ReportError("input", `${path} has no column that a report can use.`, {
      hint: listed(
        [...columns.map(({ seen, why }) => ({ header: seen.header, why })), ...drafted.leftOut].map(
          ({ header, why }) => `"${header}": ${why}`,
        ),
      ),
    });
  const row = rowOf(columns);
  const outcome = columns.find(({ role }) => role === "outcome");
  const amount =
    columns.find(({ role }) => role === "sum") ?? columns.find(({ role }) => role === "mean");
  const measure = outcome
    ? `CASE WHEN lower(${outcome.seen.source}) IN ('yes', 'y', 'true', '1', '1.0') THEN 1.0 ELSE 0.0 END`
    : amount && numberSql(amount);
  const texts = columns.filter(({ role }) => role === "dimension" || role === "outcome");
  const dimensions = [
    ...(await ranked(database, texts, measure)),
    ...(await quantileDimensions(database, columns)),
  ];
  const analysis = draftAnalysis(columns, dimensions, row);
  const key = columns.find(({ role }) => role === "key");
  const person = columns.find(({ role }) => role === "person");
  const described = {
    currency: drafted.currency,
    data,
    ...(sheet === undefined ? {} : { sheet }),
    table: columnName.safeParse(row.one).success ? row.one : `${row.one}_table`,
    row,
    ...(key ? { key: key.name } : {}),
    ...(person ? { person: person.name } : {}),
    columns: Object.fromEntries(columns.map(({ name, described }) => [name, described])),
    ...analysis,
  };
  const document = new Document(described, { aliasDuplicateObjects: false });
  annotate(document, drafted);
  return {
    yaml: `# yaml-language-server: $schema=${schema}\n${written(document)}`,
    found: foundIn(drafted, row.many, looked.rows, basename(path)),
    hints: hintsOf(drafted),
  };
}

/** The text of a document; lists without spaces inside their brackets, unless that changed a text. */
function written(document: Document): string {
  const text = document.toString({ lineWidth: 110 });
  const tidy = text.replaceAll(": [ ", ": [").replaceAll(/ \](?=[,}\n ])/g, "]");
  return isDeepStrictEqual(parse(tidy), parse(text)) ? tidy : text;
}

/** Puts what is short on one line, and a comment beside each guess. */
function annotate(document: Document, { columns, currencyFrom, leftOut }: DraftedColumns): void {
  const top = document.contents as YAMLMap<Scalar<string>, YAMLMap>;
  for (const pair of top.items) {
    const { key, value } = pair;
    if (value === null) continue;
    if (key.value === "currency" && currencyFrom === undefined)
      (value as unknown as Scalar).comment = " assumed: nothing in the file says so";
    if (key.value === "row") value.flow = true;
    if (["columns", "metrics", "cleaning", "claims", "drivers", "guards"].includes(key.value))
      flowBelow(value);
    if (key.value === "dashboard")
      for (const part of value.items as unknown as Pair<Scalar<string>, YAMLMap>[])
        if (part.key.value !== "figures") (part.value as YAMLMap).flow = true;
        else flowBelow(part.value);
    if (key.value !== "columns") continue;
    for (const item of value.items as unknown as Pair<Scalar<string>, YAMLMap>[])
      item.key.commentBefore = ` ${columns.find(({ name }) => name === item.key.value)?.why ?? ""}`;
    if (leftOut.length > 0)
      key.commentBefore =
        ` Left out: ${leftOut.map(({ header, why }) => `${header} (${why})`).join("; ")}.`.replaceAll(
          /\s+/g,
          " ",
        );
  }
}

/** Writes each entry of a collection on one line. */
function flowBelow(node: YAMLMap | null): void {
  for (const item of (node?.items ?? []) as unknown as (Pair<unknown, YAMLMap> | YAMLMap)[]) {
    const entry = isMap(item) ? item : item.value;
    if (isCollection(entry)) entry.flow = true;
  }
}

function foundIn({ columns, leftOut }: DraftedColumns, rows: string, count: number, file: string) {
  const named = (role: Drafted["role"], what: string) => {
    const own = columns.filter((column) => column.role === role).map(({ seen }) => seen.header);
    return own.length === 0 ? [] : [`${what}: ${listed(own)}.`];
  };
  return [
    `${countedNoun(count, { one: rows.replace(/s$/, ""), many: rows })} and ${counted(columns.length + leftOut.length, "column")} in ${file}.`,
    ...named("key", "Identifies a row"),
    ...named("person", "Identifies a person, who may have several rows"),
    ...named("outcome", "Outcome"),
    ...named("sum", "Amounts, added up"),
    ...named("count", "Counts, added up"),
    ...named("mean", "Numbers, averaged"),
    ...named("dimension", "Compared by"),
    ...named("private", "Private, and not in the report"),
  ];
}

function hintsOf({ columns, leftOut, currency, currencyFrom }: DraftedColumns): string[] {
  const price = columns.find(({ role, seen }) => role === "sum" && has(seen.header, words.prices));
  const amounts = columns.filter(({ role }) => role === "sum");
  const quantity = columns.find(({ role }) => role === "count");
  return [
    ...(amounts.length > 0 && currencyFrom === undefined
      ? [`Nothing says which currency the amounts are in; ${currency} is assumed.`]
      : []),
    ...(price && quantity
      ? [
          `Is "${price.seen.header}" per unit? Then add the cleaning step { compute: "${price.name} * ${quantity.name}", into: amount, type: money }.`,
        ]
      : []),
    ...(columns.some(({ role }) => role === "person")
      ? ["Claims and key drivers are left out: their tests need one row per person."]
      : []),
    ...leftOut.map(({ header, why }) => `"${header}" is left out: ${why}.`),
  ];
}
