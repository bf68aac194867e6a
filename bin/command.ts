// First, so that a password is out of sight before the rest is loaded.
import { environment } from "./secrets.ts";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { ReportError, exitCodes, messageOf } from "../etl/errors.ts";
import { parseAddress, type Address } from "../etl/load/mysql/address.ts";
import { writeNumbersBy } from "../format/numerals.ts";
import { localeOf } from "../etl/locale.ts";
import { etl, type EtlOptions } from "../etl/pipeline.ts";
import { parseLimit } from "../etl/read/rejects.ts";
import { readReport, reportFile } from "../etl/report/load.ts";
import {
  parseSettings,
  sourceDateEpoch,
  withoutPasswords,
  type ParsedSettings,
  type Settings,
} from "../etl/options.ts";
import { programDigest } from "../etl/cache/inputs.ts";
import { reporterFor } from "../etl/reporters.ts";
import { askPassword } from "./password.ts";
import type { Manifest } from "../format/manifest.ts";
import { invocation } from "./invocation.ts";
import { print, printJson, report } from "./output.ts";

/**
 * Runs a command: a failure ends in a sentence on stderr and the exit code of its class, never in a
 * stack trace.
 */
export async function runCommand(
  work: () => Promise<void>,
  json = process.argv.includes("--json"),
): Promise<void> {
  // Until a report says otherwise.
  writeNumbersBy(localeOf("en-US", []));
  try {
    await work();
  } catch (error) {
    const known = error instanceof ReportError;
    const hint = known
      ? error.hint
      : "This is a bug in Customer Trends. Run again with DEBUG=1 to see where, and please report it.";
    process.exitCode = known ? error.exitCode : exitCodes.internal;
    if (json)
      printJson({ event: "error", message: messageOf(error), hint, exitCode: process.exitCode });
    else report(`\nError: ${messageOf(error)}\n${hint ? `${hint}\n` : ""}`);
    if (environment["DEBUG"]) report(`${withoutPasswords(inspect(error))}\n`);
  }
}

/** The program's folder: commands may be called from any other. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Settings whose defaults can be read wherever the command is called: the report in the program's
 * folder, if there is one. What is written goes to the current folder, and paths that are given
 * start from there.
 */
function fromHere(known: Settings): Settings {
  if (!existsSync(join(root, reportFile))) return known;
  const own = (name: string, { fallback, ...setting }: Settings[string]) =>
    fallback !== undefined && name === "report"
      ? { ...setting, fallback: relative("", join(root, fallback)) || "." }
      : known[name];
  return Object.fromEntries(
    Object.entries(known).map(([name, setting]) => [name, own(name, setting) ?? setting]),
  );
}

/** Runs a command with its checked settings, or prints its help where that was asked for. */
export function runWithSettings(
  command: string,
  summary: string,
  known: Settings,
  work: (settings: ParsedSettings) => Promise<void>,
): Promise<void> {
  return runCommand(async () => {
    const here = fromHere(known);
    const settings = parseSettings(
      (args) => invocation(command, args),
      summary,
      here,
      process.argv.slice(2),
      environment,
    );
    if (settings.help === undefined) await work(settings);
    else print(settings.help);
  });
}

const hasPassword = (url: string) => URL.canParse(url) && new URL(url).password !== "";
const visiblePassword =
  "The password in --database-url can be seen in the list of processes while this runs. Use " +
  "MYSQL_PWD, DATABASE_URL or the prompt instead.";

/**
 * The database to ask, or undefined for the embedded engine.
 * @throws ReportError for a URL that is missing or wrong
 */
function mysqlAddress(
  settings: ParsedSettings,
  notice: (text: string) => void,
): Address | undefined {
  const wanted =
    settings.text("source") === "database"
      ? "--source database"
      : settings.text("engine") === "mysql"
        ? "--engine mysql"
        : undefined;
  if (wanted === undefined) return undefined;
  const url = settings.text("database-url");
  if (url === "")
    throw new ReportError("usage", `${wanted} needs a database URL.`, {
      hint: "Pass --database-url mysql://user@host:3306/database, or set DATABASE_URL.",
    });
  if (settings.origin("database-url") === "flag" && hasPassword(url)) notice(visiblePassword);
  return parseAddress(url, environment);
}

/**
 * The first half: customers to snapshots, with progress on stderr (JSON lines go to stdout).
 * @param program the program that runs; a command that goes on for long takes it when it starts
 * @param previous what the run is compared with, where that is not what the settings say
 */
export async function runEtl(
  settings: ParsedSettings,
  program = programDigest(),
  previous = settings.text("previous"),
): Promise<Manifest> {
  const json = settings.flag("json");
  const reporter = reporterFor(json ? process.stdout : process.stderr, json);
  const description = await readReport(settings.text("report"));
  const options: EtlOptions = {
    report: description,
    csv:
      settings.text("source") === "database" ? undefined : settings.text("csv") || description.data,
    encoding: settings.text("encoding") || undefined,
    sheet: settings.text("sheet") || description.sheet,
    about: settings.text("about") || undefined,
    snapshots: settings.text("snapshots").replace(/\/+$/, ""),
    maxRejected:
      settings.text("on-error") === "skip" ? parseLimit(settings.text("max-rejected")) : undefined,
    sql: settings.text("sql") || description.sql,
    mysql: mysqlAddress(settings, (text) => reporter.notice(text)),
    queryTimeout: Number(settings.text("query-timeout")) * 1000,
    minGroup: Number(settings.text("min-group")),
    sourceDateEpoch: sourceDateEpoch(environment),
    previous: previous || undefined,
    acceptChanges: settings.flag("accept-changes"),
    program,
    fresh: settings.flag("fresh"),
  };
  return etl(options, {
    clock: () => performance.now(),
    now: () => Date.now(),
    reporter,
    sleep,
    askPassword: process.stdin.isTTY && process.stderr.isTTY && !json ? askPassword : undefined,
  });
}
