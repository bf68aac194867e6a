import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ReportError, codeOf } from "../errors.ts";
import { parseSqlFile, type FileKind, type SqlFile } from "./front-matter.ts";

const folders: Readonly<Record<FileKind, string>> = {
  question: "questions",
  cube: "cubes",
  finding: "findings",
  driver: "drivers",
};

export const fileKinds = Object.keys(folders) as FileKind[];

/** A file of `sql/` as it stands. */
export interface SqlText {
  readonly kind: FileKind;
  readonly file: string;
  readonly text: string;
}

/**
 * Every file of one folder of `sql/`, by name; a report may do without findings and drivers.
 * @throws ReportError for a folder that cannot be read
 */
export async function sqlTexts(folder: string, kind: FileKind): Promise<SqlText[]> {
  const path = join(folder, folders[kind]);
  const names = await readdir(path).catch((cause: unknown) => {
    if ((kind === "finding" || kind === "driver") && codeOf(cause) === "ENOENT") return [];
    throw new ReportError("question", `The folder ${path} cannot be read.`, { cause });
  });
  const files = names.filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    files.map(async (file) => ({ kind, file, text: await readFile(join(path, file), "utf8") })),
  );
}

/** By which a file is known to be as it was. */
export const fileDigest = ({ kind, file, text }: SqlText) =>
  createHash("sha256").update(`${kind}/${file}\n${text}`).digest("hex");

/**
 * Every file of one folder of `sql/`, checked.
 * @throws ReportError for a folder or file that cannot be used
 */
export async function sqlFiles(folder: string, kind: FileKind): Promise<SqlFile[]> {
  const texts = await sqlTexts(folder, kind);
  return texts.map((found) => {
    const path = join(folder, folders[kind], found.file);
    const name = found.file.replace(/\.sql$/, "");
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
      throw new ReportError(
        "question",
        `${path}: a question's file name becomes its address, so it is lower-case words joined by hyphens.`,
      );
    if (kind === "question" && name === "history")
      throw new ReportError("question", `${path}: the name history is the report's own.`, {
        hint: "Give the question another file name.",
      });
    if (kind === "question" && /^(cube|finding|driver|profile|cleaning)-/.test(name))
      throw new ReportError(
        "question",
        `${path}: names that begin with cube-, finding-, driver-, profile- or cleaning- are the report's own.`,
        { hint: "Give the question another file name." },
      );
    return {
      ...parseSqlFile(found.text, path, kind === "question" ? name : `${kind}-${name}`, kind),
      digest: fileDigest(found),
    };
  });
}
