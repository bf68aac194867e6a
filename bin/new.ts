import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../etl/database.ts";
import { draft } from "../etl/draft/index.ts";
import { ReportError, messageOf } from "../etl/errors.ts";
import { filesOf } from "../etl/read/several.ts";
import { parseReport, reportFile } from "../etl/report/load.ts";
import { root, runCommand } from "./command.ts";
import { invocation } from "./invocation.ts";
import { print } from "./output.ts";

/** The workflow that publishes a repository that holds nothing but a report. */
const workflowFile = ".github/workflows/pages.yml";

const help = `Drafts a report from a file: reads it, guesses what its columns are, and writes report.yaml.

  ${invocation("new", "FILE [--into DIR] [--sheet NAME] [--github]")}

  FILE                     a CSV (also tab-separated, or packed by gzip), an Excel workbook (XLSX)
                           or a Parquet file; several of one shape by a pattern: 'data/*.csv'
  --into DIR               folder for the report; by default named after the file
  --sheet NAME             sheet of an Excel workbook; by default the first
  --github                 also write ${workflowFile}, which builds and publishes the report
  --help                   show this help

Nothing is overwritten. Build the report with \`${invocation("build", "--report DIR")}\`.
`;

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

interface Arguments {
  readonly file: string | undefined;
  readonly into: string | undefined;
  readonly sheet: string | undefined;
  readonly github: boolean;
  readonly help: boolean;
}

function settings(): Arguments {
  try {
    const { values, positionals } = parseArgs({
      options: {
        into: { type: "string" },
        sheet: { type: "string" },
        github: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
      allowPositionals: true,
    });
    const { into, sheet, github = false, help = false } = values;
    if (positionals.length > 1)
      throw new ReportError(
        "usage",
        `There are ${positionals.length} files, and a report has one.`,
        {
          hint: "Name several files of one shape by a pattern in quotes: 'data/*.csv'.",
        },
      );
    return { file: positionals[0], into, sheet, github, help };
  } catch (cause) {
    if (cause instanceof ReportError) throw cause;
    throw new ReportError("usage", (messageOf(cause).split(". ")[0] ?? "").replace(/\.?$/, "."), {
      hint: `\`${invocation("new", "--help")}\` shows how to use it.`,
      cause,
    });
  }
}

await runCommand(async () => {
  const { file, into, sheet, github, help: isAsked } = settings();
  if (isAsked) return void print(help);
  if (file === undefined)
    throw new ReportError("usage", "Name the file.", {
      hint: invocation("new", "sales.csv"),
    });
  const stem = basename(file).replace(/(\.(csv|tsv|txt|xlsx|xlsm|parquet))?(\.gz)?$/i, "");
  const named = stem.replaceAll(/[-_]*\*[-_]*/g, "");
  const folder = into ?? (named || basename(dirname(resolve(file))));
  const target = join(folder, reportFile);
  if (await isThere(target))
    throw new ReportError("output", `${target} is there already, and is not overwritten.`, {
      hint: "Name another folder with --into DIR.",
    });
  const database = await openDatabase();
  const data = `data/${basename(file)}`;
  const schema = relative(folder, join(root, "report.schema.json"));
  const drafted = await draft(file, { data, schema }, database, sheet).finally(() =>
    database.close(),
  );
  // A draft that the program itself would refuse is a bug, to be known before anything is written.
  parseReport(drafted.yaml, target, folder);
  const copies = filesOf(file).map((from) => [from, join(folder, "data", basename(from))] as const);
  for (const [from, copy] of copies)
    if ((await isThere(copy)) && !(await readFile(copy)).equals(await readFile(from)))
      throw new ReportError("output", `${copy} is there already, with other content.`, {
        hint: "Remove it, or name another folder with --into DIR.",
      });
  const workflow = join(folder, workflowFile);
  if (github && (await isThere(workflow)))
    throw new ReportError("output", `${workflow} is there already, and is not overwritten.`, {
      hint: "Remove it, or leave out --github.",
    });
  await mkdir(join(folder, "data"), { recursive: true });
  for (const [from, copy] of copies) if (!(await isThere(copy))) await copyFile(from, copy);
  await writeFile(target, drafted.yaml, { flag: "wx" });
  if (github) {
    await mkdir(dirname(workflow), { recursive: true });
    await copyFile(join(root, "templates/pages.yml"), workflow);
  }
  print(
    [
      ...drafted.found,
      ...(drafted.hints.length > 0
        ? ["", "Check:", ...drafted.hints.map((hint) => `- ${hint}`)]
        : []),
      "",
      `Wrote ${target}. Build it with: ${invocation("build", relative("", folder) && `--report ${relative("", folder)}`)}`,
      ...(github
        ? [`Wrote ${workflow}. Choose GitHub Actions under Settings > Pages > Source, and push.`]
        : []),
      "",
    ].join("\n"),
  );
});
