import { readFile } from "node:fs/promises";
import { z } from "zod";
import { parse } from "yaml";
import { ReportError, codeOf, messageOf } from "../errors.ts";

const cardSchema = z.strictObject({
  title: z.string().min(1).optional(),
  date: z.iso.date().optional(),
  synthetic: z.boolean().default(false),
  note: z.string().optional(),
  sha256: z.string().optional(),
});
/** What is known of a CSV beyond its rows. */
export type DataCard = z.infer<typeof cardSchema>;

/** Where a CSV's data card is: `customers.about.yaml` beside `customers.csv`. */
export const cardPath = (csv: string) => `${csv.replace(/\.[^./\\]+$/, "")}.about.yaml`;

/**
 * The data card beside a CSV. A card that names a SHA-256 speaks of that file
 * only: once the CSV is another, the card is void, so that nobody's data is called synthetic by a card left behind.
 */
export async function readCard(csv: string, sha256: string, notice: (text: string) => void): Promise<DataCard> {
  const path = cardPath(csv);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return { synthetic: false };
    throw new ReportError("input", `${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  try {
    const card = cardSchema.parse(parse(text));
    if (card.sha256 === undefined || card.sha256 === sha256) return card;
    notice(`${path} speaks of another file (its sha256 is not this CSV's), so it is not used. Delete its sha256 line to use it.`);
    return { synthetic: false };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : messageOf(cause);
    throw new ReportError("input", `${path}: ${reason}`, { hint: "A data card may hold title, date (YYYY-MM-DD), synthetic, note and sha256.", cause });
  }
}
