import { hash } from "node:crypto";
import { rowsOf } from "../../format/columns.ts";
import type { Edition, EditionTable } from "../../format/history.ts";
import type { Manifest } from "../../format/manifest.ts";
import { askedDigest } from "../plan/asked.ts";
import type { ResultTable } from "../result-table.ts";

/** Tables of the data's state beside the answers and what cleaning did. */
const quality: readonly string[] = ["profile-numeric", "profile-missing", "profile-outliers"];

/** Longer answers are lists to look things up in, not figures to follow. */
const longest = 60;

const isFollowed = ({ name, kind, published, columns }: ResultTable) =>
  published &&
  (kind === "finding" ||
    kind === "driver" ||
    quality.includes(name) ||
    ((kind === "question" || kind === "cleaning") && columns.length <= longest));

function editionTable(table: ResultTable): EditionTable {
  const { name, kind, columns, question, finding, driver, suppressed, sql, asked } = table;
  return {
    name,
    kind,
    fields: [...columns.fields],
    rows: rowsOf(columns).map((row) => columns.fields.map((field) => row[field.name] ?? null)),
    question,
    finding,
    driver,
    suppressed,
    ...(asked === undefined && sql === undefined ? {} : { asked: asked ?? askedDigest(sql ?? "") }),
  };
}

/** The key figures, which are followed from edition to edition. */
export const followedMetrics = ({
  metrics,
  dashboard,
}: Pick<Manifest, "metrics" | "dashboard">): Manifest["metrics"] =>
  dashboard.kpis.flatMap((kpi) => metrics.find(({ name }) => name === kpi) ?? []);

/** What an edition takes from the manifest. */
export type About = Pick<
  Manifest,
  "title" | "date" | "synthetic" | "minGroup" | "source" | "row" | "metrics" | "dashboard"
>;

/**
 * What a run came to, as later runs are compared with it. Drafts that are not published leave
 * nothing in it.
 */
export function editionOf(
  results: readonly ResultTable[],
  about: About,
  dropped: readonly string[],
): Edition {
  const { title, date, synthetic, minGroup, source } = about;
  const tables = results.filter(isFollowed).map(editionTable);
  // A table in a database has no bytes of its own; what was found in it stands for them.
  const came = source.kind === "file" ? source.sha256 : hash("sha256", JSON.stringify(tables));
  return {
    id: hash("sha256", `${came} ${minGroup}`).slice(0, 16),
    title,
    date,
    synthetic,
    minGroup,
    source,
    dropped: [...dropped],
    row: about.row,
    metrics: followedMetrics(about),
    tables,
  };
}
