import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { stringify } from "yaml";
import { metadataPath } from "../etl/read/metadata.ts";
import { csvPieces, rowTexts } from "./lines.ts";
import { readMarginals } from "./facts.ts";
import { seeded } from "./random.ts";
import { synthesise } from "./synthesise.ts";

/** What one run wrote. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** The seed of the committed sample. */
export const SAMPLE_SEED = 1;

/** The number of rows the marginals speak of. */
export const SAMPLE_ROWS = 3900;

/**
 * Writes a synthetic customers CSV and its metadata file. Each is written beside its place and then moved
 * there, so that a reader never finds half a file; a long file is never held in memory.
 */
export async function writeSample(out: string, rows: number, seed: number): Promise<Written> {
  const texts = rowTexts(synthesise(readMarginals(), seed));
  await mkdir(dirname(out), { recursive: true });
  const draft = `${out}.${String(process.pid)}.tmp`;
  try {
    const written = await writePieces(draft, csvPieces(texts, rows, seeded(seed)));
    await rename(draft, out);
    await writeFile(draft, metadata(written.sha256, rows));
    await rename(draft, metadataPath(out));
    return written;
  } finally {
    await rm(draft, { force: true });
  }
}

// Waiting for each piece before the next is made is what keeps the memory constant.
async function writePieces(path: string, pieces: Iterable<string>): Promise<Written> {
  const hash = createHash("sha256");
  let bytes = 0;
  await using file = await open(path, "w");
  for (const piece of pieces) {
    const buffer = Buffer.from(piece, "utf8");
    hash.update(buffer);
    await file.writeFile(buffer);
    bytes += buffer.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

function metadata(sha256: string, rows: number): string {
  const made =
    rows === SAMPLE_ROWS
      ? "a seeded generator made them to match published counts and sums"
      : "a seeded generator drew them from rows that together match published counts and sums";
  return stringify(
    {
      title: "Customer shopping behavior",
      synthetic: true,
      date: "2026-11-01",
      note: `The rows are synthetic: ${made}. No row describes a real person.`,
      sha256,
    },
    { lineWidth: 0 },
  );
}
