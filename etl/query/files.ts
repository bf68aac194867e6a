import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ReportError, codeOf } from "../errors.ts";
import { parseSqlFile, type SqlFile } from "./front-matter.ts";

const folders = { question: "questions", cube: "cubes", finding: "findings", influence: "influences" } as const;

/** What a SQL file is of: the folder that it stands in. */
export type FileKind = keyof typeof folders;

/** Every file of one folder of `sql/`, by name; a report may do without findings and influences. @throws ReportError for a folder or file that cannot be used */
export async function sqlFiles(folder: string, kind: FileKind): Promise<SqlFile[]> {
  const path = join(folder, folders[kind]);
  const names = await readdir(path).catch((cause: unknown) => {
    if ((kind === "finding" || kind === "influence") && codeOf(cause) === "ENOENT") return [];
    throw new ReportError("question", `The folder ${path} cannot be read.`, { cause });
  });
  const files = names.filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.sql$/, "");
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
        throw new ReportError("question", `${join(path, file)}: a question's file name becomes its address, so it is lower-case words joined by hyphens.`);
      if (kind === "question" && name === "history") throw new ReportError("question", `${join(path, file)}: the name history is the report's own.`, { hint: "Give the question another file name." });
      if (kind === "question" && /^(cube|finding|influence|profile|cleaning)-/.test(name))
        throw new ReportError("question", `${join(path, file)}: names that begin with cube-, finding-, influence-, profile- or cleaning- are the report's own.`, { hint: "Give the question another file name." });
      return parseSqlFile(await readFile(join(path, file), "utf8"), join(path, file), kind === "question" ? name : `${kind}-${name}`, kind);
    }),
  );
}
