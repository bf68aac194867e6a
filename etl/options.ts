import { parseArgs } from "node:util";
import { z } from "zod";
import { ReportError, messageOf } from "./errors.ts";
import { limitPattern } from "./read/rejects.ts";

/**
 * One setting: its flag, the environment variable that says the same, its default and its line of
 * help.
 */
interface Setting {
  readonly env?: string;
  readonly value?: string;
  readonly fallback?: string;
  readonly help: string;
}

export const etlSettings = {
  report: {
    env: "REPORT",
    value: "DIR",
    fallback: ".",
    help: "the report's folder, which holds report.yaml",
  },
  csv: {
    env: "CSV",
    value: "FILE",
    help: "CSV to read; by default the one that report.yaml names",
  },
  encoding: {
    env: "ENCODING",
    value: "NAME",
    help: "encoding of the CSV, such as windows-1251 or shift_jis; detected by default",
  },
  sheet: {
    env: "SHEET",
    value: "NAME",
    help: "sheet of an Excel workbook; by default the one that report.yaml names, else the first",
  },
  source: {
    env: "SOURCE",
    value: "NAME",
    fallback: "csv",
    help: "where the rows are: csv, or database (its cleaned table, read only)",
  },
  about: {
    env: "ABOUT",
    value: "FILE",
    help: "metadata file: title, date, note; default: FILE.about.yaml beside the CSV",
  },
  snapshots: {
    env: "SNAPSHOTS",
    value: "DIR",
    fallback: "snapshots",
    help: "folder for the snapshots",
  },
  "on-error": {
    env: "ON_ERROR",
    value: "WHAT",
    fallback: "stop",
    help: "when a line cannot be used: stop, or skip it and list it in SNAPSHOTS.rejected.csv",
  },
  "max-rejected": {
    env: "MAX_REJECTED",
    value: "LIMIT",
    fallback: "1%",
    help: "how many lines --on-error skip may leave out: a number or a share",
  },
  sql: {
    env: "SQL",
    value: "DIR",
    help: "folder with questions/ and claims/; by default sql/ in the report's folder",
  },
  engine: {
    env: "ENGINE",
    value: "NAME",
    fallback: "duckdb",
    help: "what runs the SQL: duckdb (embedded) or mysql (also MariaDB)",
  },
  "database-url": {
    env: "DATABASE_URL",
    value: "URL",
    help: "database for --engine mysql and --source database: mysql://user@host:3306/name",
  },
  "query-timeout": {
    env: "QUERY_TIMEOUT",
    value: "SECONDS",
    fallback: "600",
    help: "time limit for one database query",
  },
  "min-group": {
    env: "MIN_GROUP",
    value: "K",
    fallback: "1",
    help: "suppress groups of fewer than K customers within each table; 5 or more for real people",
  },
  previous: {
    env: "PREVIOUS",
    value: "WHERE",
    help: "build to compare with: a deployed site's address, a file or a folder; default: SNAPSHOTS",
  },
  "accept-changes": {
    env: "ACCEPT_CHANGES",
    help: "publish even if a guard would stop the build",
  },
  fresh: { help: "run everything, even if nothing changed" },
  json: { help: "print progress and result as JSON lines" },
} satisfies Record<string, Setting>;

export const siteSettings = {
  site: {
    env: "SITE",
    value: "URL",
    fallback: "",
    help: "address of the host, for absolute links: https://example.org",
  },
  "base-path": {
    env: "BASE_PATH",
    value: "PATH",
    fallback: "/",
    help: "path under which the site is served: /customer-trends/",
  },
  out: { env: "OUT", value: "DIR", fallback: "dist", help: "folder for the site" },
} satisfies Record<string, Setting>;

export const serveSettings = {
  port: { env: "PORT", value: "PORT", fallback: "4321", help: "port to serve on" },
} satisfies Record<string, Setting>;

/** Settings whose default is in report.yaml. */
const defaultedByReport: ReadonlySet<string> = new Set(["csv", "sheet", "sql"]);

/** A command's settings, by flag. */
export type Settings = Readonly<Record<string, Setting>>;

const isOrigin = ({ pathname, search, hash, username, password }: URL) =>
  pathname === "/" && `${search}${hash}${username}${password}` === "";

/** Whether a path names a folder of a site: browsers would resolve "." and "..", encoded or not. */
function isBasePath(path: string): boolean {
  if (!/^\/?([\w.~%-]+(\/[\w.~%-]+)*\/?)?$/.test(path)) return false;
  try {
    return path
      .split("/")
      .map(decodeURIComponent)
      .every((segment) => !/^\.{1,2}$|[/\\\p{Cc}]/u.test(segment));
  } catch {
    return false;
  }
}

const valueSchema = {
  report: z.string().min(1, "needs a folder name"),
  encoding: z.string().transform((label, context) => {
    if (label === "") return "";
    try {
      return new TextDecoder(label).encoding;
    } catch {
      context.addIssue({ code: "custom", message: "is not an encoding that TextDecoder knows" });
      return z.NEVER;
    }
  }),
  snapshots: z.string().min(1, "needs a folder name"),
  out: z.string().min(1, "needs a folder name"),
  source: z.enum(["csv", "database"], { error: "is not csv or database" }),
  "on-error": z.enum(["stop", "skip"], { error: "is not stop or skip" }),
  "max-rejected": z
    .string()
    .regex(limitPattern, "is neither a number of lines nor a share such as 1%"),
  "query-timeout": z.string().regex(/^[1-9]\d{0,5}$/, "is not a whole number of seconds"),
  "min-group": z
    .string()
    .regex(/^([1-9]\d{0,5}|1000000)$/, "is not a whole number from 1 to 1000000"),
  engine: z.enum(["duckdb", "mysql"], { error: "is not duckdb or mysql" }),
  site: z
    .union([z.literal(""), z.url({ protocol: /^https?$/, error: "is not an http(s) address" })])
    .refine(
      (site) => !URL.canParse(site) || isOrigin(new URL(site)),
      "is more than an origin such as https://example.org; give its path as --base-path",
    ),
  "base-path": z
    .string()
    .refine((path) => isBasePath(path), "is not a path such as /customer-trends/"),
  port: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port from 0 to 65535")
    .refine((port) => Number(port) <= 65535, "is not a port from 0 to 65535"),
} as const;

function helpText(call: string, summary: string, settings: Settings): string {
  const lines = Object.entries(settings).map(([name, { value, env, fallback, help }]) => {
    const flag = `--${name}${value === undefined ? "" : ` ${value}`}`;
    const also = [env && `env ${env}`, fallback && `default ${fallback}`]
      .filter(Boolean)
      .join("; ");
    return `  ${flag.padEnd(24)} ${help}${also ? ` (${also})` : ""}`;
  });
  const date =
    "about" in settings
      ? "\n\nSOURCE_DATE_EPOCH (seconds since 1970) is the date of the data if the metadata file has none."
      : "";
  return `${summary}\n\n  ${call}\n\n${lines.join("\n")}\n  ${"--help".padEnd(24)} show this help${date}\n`;
}

/** A text without the users and passwords of addresses in it, so that it can be shown. */
export const withoutPasswords = (text: string) => text.replaceAll(/:\/\/[^@\s]*@/g, "://…@");

/**
 * Settings as a command got them: each a checked text, flags as "true". `help` holds the text to
 * print, if it was asked for.
 */
export interface ParsedSettings {
  readonly help: string | undefined;
  text(name: string): string;
  flag(name: string): boolean;
  /** Where the value comes from. */
  origin(name: string): "flag" | "environment" | "default";
}

/**
 * Reads a command's settings from its arguments, then the environment, then the defaults.
 * @param invocation how the command is called, with arguments
 * @throws ReportError for an unknown flag or a value that cannot be used
 */
export function parseSettings(
  invocation: (args: string) => string,
  summary: string,
  settings: Settings,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedSettings {
  const options = Object.fromEntries(
    Object.entries(settings).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  let given: Readonly<Record<string, string | boolean | undefined>>;
  try {
    given = parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      strict: true,
    }).values;
  } catch (cause) {
    // A database URL whose flag was forgotten is repeated by the parser's message.
    throw new ReportError(
      "usage",
      withoutPasswords((messageOf(cause).split(". ")[0] ?? "").replace(/\.?$/, ".")),
      { hint: `\`${invocation("--help")}\` lists the options.`, cause },
    );
  }
  const values = Object.entries(settings).map(
    ([name, { env: variable, fallback }]): [string, string] => {
      const origin = given[name] === undefined ? variable : `--${name}`;
      const value = given[name] ?? ((variable && env[variable]) || fallback) ?? "";
      const schema = valueSchema[name as keyof typeof valueSchema] as z.ZodType<string> | undefined;
      if (given[name] === "" && defaultedByReport.has(name))
        throw new ReportError("usage", `--${name} "" needs a file or folder name.`);
      const checked = schema ? schema.safeParse(String(value)) : undefined;
      if (checked && !checked.success)
        throw new ReportError(
          "usage",
          `${origin ?? name} "${String(value)}" ${checked.error.issues[0]?.message ?? "cannot be used"}.`,
        );
      return [name, checked?.data ?? String(value)];
    },
  );
  const map = new Map(values);
  return {
    help: given["help"] === true ? helpText(invocation("[options]"), summary, settings) : undefined,
    text: (name) => map.get(name) ?? "",
    flag: (name) => map.get(name) === "true",
    origin: (name) => {
      if (given[name] !== undefined) return "flag";
      const variable = settings[name]?.env;
      return variable !== undefined && env[variable] ? "environment" : "default";
    },
  };
}

/**
 * SOURCE_DATE_EPOCH as a number of seconds, or undefined where it is not set.
 * @throws ReportError for anything else
 */
export function sourceDateEpoch(
  env: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const text = env["SOURCE_DATE_EPOCH"];
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,11}$/.test(text))
    throw new ReportError(
      "usage",
      `SOURCE_DATE_EPOCH "${text}" is not a number of seconds since 1970.`,
    );
  return Number(text);
}
