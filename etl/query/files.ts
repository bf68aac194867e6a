import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ReportError } from "../errors.ts";
import { parseSqlFile, type SqlFile } from "./front-matter.ts";

const folders = { question: "questions", cube: "cubes" } as const;

/** Every file of `sql/questions/` or `sql/cubes/`, by name. @throws ReportError for a folder or file that cannot be used */
export async function sqlFiles(folder: string, kind: "question" | "cube"): Promise<SqlFile[]> {
  const path = join(folder, folders[kind]);
  const names = await readdir(path).catch((cause: unknown) => {
    throw new ReportError("question", `The folder ${path} cannot be read.`, { cause });
  });
  const files = names.filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.sql$/, "");
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
        throw new ReportError("question", `${join(path, file)}: a question's file name becomes its address, so it is lower-case words joined by hyphens.`);
      if (kind === "question" && /^(cube|profile|cleaning)-/.test(name))
        throw new ReportError("question", `${join(path, file)}: names that begin with cube-, profile- or cleaning- are the report's own.`, { hint: "Give the question another file name." });
      return parseSqlFile(await readFile(join(path, file), "utf8"), join(path, file), kind === "cube" ? `cube-${name}` : name, kind);
    }),
  );
}
