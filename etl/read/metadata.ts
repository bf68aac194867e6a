import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { parse } from "yaml";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { filesOf } from "./several.ts";

const metadataSchema = z.strictObject({
  title: z.string().min(1).optional(),
  date: z.iso.date().optional(),
  synthetic: z.boolean().default(false),
  note: z.string().optional(),
  sha256: z.string().optional(),
});
/** What is known of the data beyond its rows. */
export type Metadata = z.infer<typeof metadataSchema>;

/** Where the data card is: `customers.about.yaml` beside `customers.csv`, `about.yaml` by `*.csv`. */
export const metadataPath = (csv: string) =>
  filesOf(csv)[0] === csv
    ? `${csv.replace(/\.[^./\\]+$/, "")}.about.yaml`
    : join(dirname(csv), "about.yaml");

/**
 * The data card at `path`; one that is not there says nothing, unless it was `named` by hand. A
 * card that names a SHA-256 speaks of that file only: once the CSV is another, the card is void, so
 * that nobody's data is called synthetic by a card left behind.
 * @param sha256 of the CSV; undefined where there is none
 */
export async function readMetadata(
  path: string,
  named: boolean,
  sha256: string | undefined,
  notice: (text: string) => void,
): Promise<Metadata> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT" && !named) return { synthetic: false };
    throw new ReportError(
      "input",
      codeOf(cause) === "ENOENT"
        ? `The data card ${path} does not exist.`
        : `${path} cannot be read: ${messageOf(cause)}`,
      { cause },
    );
  }
  try {
    const card = metadataSchema.parse(parse(text));
    if (card.sha256 === undefined || card.sha256 === sha256) return card;
    notice(
      `${path} speaks of another file (its sha256 is not that of this data), so it is not ` +
        "used. Delete its sha256 line to use it.",
    );
    return { synthetic: false };
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : messageOf(cause);
    throw new ReportError("input", `${path}: ${reason}`, {
      hint: "A data card may hold title, date (YYYY-MM-DD), synthetic, note and sha256.",
      cause,
    });
  }
}
