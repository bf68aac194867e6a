import { hash } from "node:crypto";
import { sum } from "d3-array";
import { encodeArrow } from "../../format/arrow.ts";
import type { Columns } from "../../format/columns.ts";
import { historySchema, type History } from "../../format/history.ts";
import { manifestSchema, type Manifest, type SnapshotEntry } from "../../format/manifest.ts";
import type { Texts } from "../cache/inputs.ts";
import { historyFile } from "../history/previous.ts";
import type { ResultTable } from "../result-table.ts";
import { replaceFolder, writeFiles } from "./publish.ts";

/** Sums of the columns that are known to add up; other whole numbers may be ids, ranks or ages. */
function columnTotals({ fields, values }: Columns): Record<string, number> {
  const additive = fields.filter(({ type }) => type === "money" || type === "count");
  return Object.fromEntries(additive.map(({ name }) => [name, sum(values[name] ?? [], Number)]));
}

function entryOf(table: ResultTable, bytes: Uint8Array): SnapshotEntry {
  const { columns, by, asked, digest, customers, cellCounts, ...shown } = table;
  return {
    ...shown,
    file: `${table.name}.arrow`,
    bytes: bytes.length,
    sha256: hash("sha256", bytes),
    rows: columns.length,
    fields: [...columns.fields],
    totals: columnTotals(columns),
    ...(by === undefined ? {} : { by: [...by] }),
  };
}

/** What is published beside the snapshots. */
interface Beside {
  /** Returns the history, and may write files of its own into the new folder. */
  readonly remember: (next: string) => Promise<History>;
  /** Further files, by name, from the texts of manifest and history. */
  readonly inputs: (texts: Texts) => Readonly<Record<string, string>>;
}

/**
 * Writes each table as an Arrow file and the manifest that describes them, and replaces the folder
 * as a whole. Nothing in the set depends on the time or the machine.
 * @throws ReportError for a folder that cannot be written or holds other files
 */
export async function snapshot(
  folder: string,
  tables: readonly ResultTable[],
  about: Omit<Manifest, "snapshots" | "format">,
  advance: (share: number) => void,
  beside: Beside,
): Promise<Manifest> {
  return replaceFolder(folder, async (next) => {
    const remembering = beside.remember(next);
    // The engine works on it while this thread encodes; a failure is reported where it is awaited.
    remembering.catch(() => undefined);
    const files = new Map<string, Uint8Array | string>();
    const snapshots = tables.map((table, index) => {
      const bytes = encodeArrow(table.columns, table.kind === "cube");
      const entry = entryOf(table, bytes);
      files.set(entry.file, bytes);
      advance((index + 1) / tables.length);
      return entry;
    });
    const manifest = manifestSchema.parse({ format: 1, ...about, snapshots });
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const history = `${JSON.stringify(historySchema.parse(await remembering))}\n`;
    files.set("manifest.json", text).set(historyFile, history);
    const inputs = Object.entries(beside.inputs({ manifest: text, history }));
    await writeFiles(next, new Map([...files, ...inputs]));
    return manifest;
  });
}
