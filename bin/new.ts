import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../etl/database.ts";
import { draft } from "../etl/draft/index.ts";
import { ReportError, messageOf } from "../etl/errors.ts";
import { parseReport, reportFile } from "../etl/report/load.ts";
import { root, runCommand } from "./command.ts";
import { invocation } from "./invocation.ts";
import { print } from "./output.ts";

const help = `Drafts a report from a CSV: reads the file, guesses what its columns are, and writes report.yaml.

  ${invocation("new", "FILE [--into DIR]")}

  FILE                     the CSV
  --into DIR               folder for the report; by default named after the file
  --help                   show this help

Nothing is overwritten. Build the report with \`${invocation("build", "--report DIR")}\`.
`;

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

function settings(): { file: string | undefined; into: string | undefined; help: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { into: { type: "string" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    return { file: positionals[0], into: values.into, help: values.help === true };
  } catch (cause) {
    throw new ReportError("usage", (messageOf(cause).split(". ")[0] ?? "").replace(/\.?$/, "."), {
      hint: `\`${invocation("new", "--help")}\` shows how to use it.`,
      cause,
    });
  }
}

await runCommand(async () => {
  const { file, into, help: isAsked } = settings();
  if (isAsked) return void print(help);
  if (file === undefined)
    throw new ReportError("usage", "Name the CSV.", {
      hint: invocation("new", "sales.csv"),
    });
  const stem = basename(file).replace(/(\.csv)?(\.gz)?$/i, "");
  const folder = into ?? stem;
  const target = join(folder, reportFile);
  if (await isThere(target))
    throw new ReportError("output", `${target} is there already, and is not overwritten.`, {
      hint: "Name another folder with --into DIR.",
    });
  const database = await openDatabase();
  const data = `data/${basename(file)}`;
  const schema = relative(folder, join(root, "report.schema.json"));
  const drafted = await draft(file, { data, schema }, database).finally(() => database.close());
  // A draft that the program itself would refuse is a bug, to be known before anything is written.
  parseReport(drafted.yaml, target, folder);
  const copy = join(folder, data);
  const isCopied = await isThere(copy);
  if (isCopied && !(await readFile(copy)).equals(await readFile(file)))
    throw new ReportError("output", `${copy} is there already, with other content.`, {
      hint: "Remove it, or name another folder with --into DIR.",
    });
  await mkdir(join(folder, "data"), { recursive: true });
  if (!isCopied) await copyFile(file, copy);
  await writeFile(target, drafted.yaml, { flag: "wx" });
  print(
    [
      ...drafted.found,
      ...(drafted.hints.length > 0
        ? ["", "Check:", ...drafted.hints.map((hint) => `- ${hint}`)]
        : []),
      "",
      `Wrote ${target}. Build it with: ${invocation("build", relative("", folder) && `--report ${relative("", folder)}`)}`,
      "",
    ].join("\n"),
  );
});
