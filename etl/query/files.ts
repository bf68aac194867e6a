import { hash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ReportError, codeOf } from "../errors.ts";
import { parseSqlFile, type FileKind, type SqlFile } from "./front-matter.ts";

const folders: Readonly<Record<FileKind, string>> = {
  question: "questions",
  finding: "claims",
};

export const fileKinds = Object.keys(folders) as FileKind[];

/** A file of `sql/`, not checked yet. */
export interface SqlText {
  readonly kind: FileKind;
  readonly file: string;
  readonly text: string;
}

/**
 * The files of one folder of `sql/`, by name; none where there is no such folder.
 * @throws ReportError for a folder that cannot be read
 */
export async function sqlTexts(folder: string, kind: FileKind): Promise<SqlText[]> {
  const path = join(folder, folders[kind]);
  const names = await readdir(path).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return [];
    throw new ReportError("question", `The folder ${path} cannot be read.`, { cause });
  });
  const files = names.filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    files.map(async (file) => ({ kind, file, text: await readFile(join(path, file), "utf8") })),
  );
}

/** Identifies a file and its text. */
export const fileDigest = ({ kind, file, text }: SqlText) =>
  hash("sha256", `${kind}/${file}\n${text}`);

/**
 * The files of one folder of `sql/`, checked.
 * @param key the column that identifies a row, which no question may publish
 * @throws ReportError for a folder or file that cannot be used
 */
export async function sqlFiles(folder: string, kind: FileKind, key?: string): Promise<SqlFile[]> {
  const texts = await sqlTexts(folder, kind);
  return texts.map((found) => {
    const path = join(folder, folders[kind], found.file);
    const name = found.file.replace(/\.sql$/, "");
    const wrong = (what: string, options = {}) =>
      new ReportError("question", `${path}: ${what}`, options);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
      throw wrong(
        "the file name becomes part of an address, so it may hold only lowercase letters, digits and hyphens.",
      );
    const hint = "Rename the file.";
    if (kind === "question" && name === "history")
      throw wrong('the name "history" is reserved.', { hint });
    if (kind === "question" && /^(cube|finding|driver|profile|cleaning)-/.test(name))
      throw wrong(
        "names that begin with cube-, finding-, driver-, profile- or cleaning- are reserved.",
        { hint },
      );
    return {
      ...parseSqlFile(found.text, path, kind === "question" ? name : `${kind}-${name}`, kind, key),
      digest: fileDigest(found),
    };
  });
}
