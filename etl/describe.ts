import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Manifest, Source } from "../format/manifest.ts";
import { filesOf } from "./read/several.ts";
import { metadataPath, readMetadata, type Metadata } from "./read/metadata.ts";

/** Where what is known of the data beyond its rows comes from. */
export interface DescriptionOptions {
  /** The CSV of customers; undefined to query the database's table `customer` as it is. */
  readonly csv: string | undefined;
  /** The metadata file; undefined for the one beside the CSV. */
  readonly about: string | undefined;
  /** Seconds since 1970 that stand for the data's date, from SOURCE_DATE_EPOCH. */
  readonly sourceDateEpoch: number | undefined;
}

/** What the manifest says of the data beyond its rows. */
export type Description = Pick<
  Manifest,
  "title" | "date" | "dateOrigin" | "synthetic" | "note" | "source"
>;

/**
 * Title, date and origin of the data, from the metadata file where there is one.
 * @param now milliseconds since 1970: the date of a table in a database
 * @throws ReportError for metadata that cannot be used
 */
export async function describeData(
  { csv, about, sourceDateEpoch }: DescriptionOptions,
  source: Source,
  now: () => number,
  notice: (text: string) => void,
): Promise<Description> {
  const path = about ?? (csv === undefined ? undefined : metadataPath(csv));
  const sha256 = source.kind === "file" ? source.sha256 : undefined;
  const metadata: Metadata =
    path === undefined
      ? { synthetic: false }
      : await readMetadata(path, about !== undefined, sha256, notice);
  return {
    title: metadata.title ?? (csv === undefined ? "Customers" : titleOf(csv)),
    ...(await dateOf(csv, metadata, sourceDateEpoch, now)),
    synthetic: metadata.synthetic,
    ...(metadata.note === undefined ? {} : { note: metadata.note }),
    source,
  };
}

const titleOf = (csv: string) =>
  (basename(csv).replace(/\.[^.]+$|[-_]*\*[-_]*/g, "") || basename(dirname(csv)))
    .replaceAll(/[-_]+/g, " ")
    .replace(/^./, (letter) => letter.toUpperCase());

/**
 * The date in the metadata, else SOURCE_DATE_EPOCH, else the day (UTC) on which the file was last
 * changed or the table queried.
 */
async function dateOf(
  csv: string | undefined,
  metadata: Metadata,
  sourceDateEpoch: number | undefined,
  now: () => number,
): Promise<Pick<Manifest, "date" | "dateOrigin">> {
  const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  if (metadata.date !== undefined) return { date: metadata.date, dateOrigin: "metadata" };
  if (sourceDateEpoch !== undefined)
    return { date: day(sourceDateEpoch * 1000), dateOrigin: "SOURCE_DATE_EPOCH" };
  if (csv === undefined) return { date: day(now()), dateOrigin: "build date" };
  const times = filesOf(csv).map(async (file) => (await stat(file)).mtimeMs);
  return { date: day(Math.max(...(await Promise.all(times)))), dateOrigin: "file date" };
}
