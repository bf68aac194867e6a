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

/**
 * The data card beside a CSV (`customers.about.yaml` beside `customers.csv`). A card that names a SHA-256 speaks of that file
 * only: once the CSV is another, the card is void, so that nobody's data is called synthetic by a card left behind.
 */
export async function readCard(csv: string, sha256: string): Promise<DataCard> {
  const path = csv.replace(/\.[^./\\]+$/, "") + ".about.yaml";
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return { synthetic: false };
    throw new ReportError("input", `${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  try {
    const card = cardSchema.parse(parse(text));
    return card.sha256 === undefined || card.sha256 === sha256 ? card : { synthetic: false };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : messageOf(cause);
    throw new ReportError("input", `${path}: ${reason}`, { hint: "A data card may hold title, date (YYYY-MM-DD), synthetic, note and sha256.", cause });
  }
}
