import { describe, expect, test } from "vitest";
import { ReportError } from "../../../etl/errors.ts";
import {
  etlSettings,
  parseSettings,
  serveSettings,
  siteSettings,
  sourceDateEpoch,
} from "../../../etl/options.ts";

const all = { ...etlSettings, ...siteSettings, ...serveSettings };
const parse = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  parseSettings((args) => `npm run x -- ${args}`, "Does x.", all, args, env);

function refusal(work: () => unknown): ReportError {
  try {
    work();
  } catch (error) {
    if (error instanceof ReportError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("settings", () => {
  test("defaults, then the environment, then the flags", () => {
    expect([
      parse([]).text("csv"),
      parse([], { CSV: "a.csv" }).text("csv"),
      parse(["--csv", "b.csv"], { CSV: "a.csv" }).text("csv"),
      parse(["--csv=c.csv"]).text("csv"),
    ]).toEqual(["", "a.csv", "b.csv", "c.csv"]);
    expect(parse([], { CSV: "" }).text("csv")).toBe("");
  });

  test("every setting has its environment variable", () => {
    const env = {
      CSV: "a",
      SNAPSHOTS: "b",
      SQL: "c",
      SITE: "https://example.org",
      BASE_PATH: "/d/",
      OUT: "e",
      PORT: "8080",
    };
    const settings = parse([], env);
    expect(
      ["csv", "snapshots", "sql", "site", "base-path", "out", "port"].map((name) =>
        settings.text(name),
      ),
    ).toEqual(Object.values(env));
  });

  test("a flag is off until it is given", () => {
    expect([parse([]).flag("json"), parse(["--json"]).flag("json")]).toEqual([false, true]);
  });

  test("--help lists every setting with its environment variable and default", () => {
    const { help } = parse(["--help"]);
    expect(help).toMatch(/^Does x\.\n\n {2}npm run x -- \[options\]\n/);
    for (const [name, setting] of Object.entries(all)) {
      const line = help?.split("\n").find((candidate) => candidate.startsWith(`  --${name}`)) ?? "";
      expect(line).toContain(setting.help);
      if ("env" in setting) expect(line).toContain(`env ${setting.env}`);
      if ("fallback" in setting && setting.fallback !== "")
        expect(line).toContain(`default ${setting.fallback}`);
    }
    expect(help).toContain("SOURCE_DATE_EPOCH");
    expect(parse(["-h"]).help).toBe(help);
    expect(parse([]).help).toBeUndefined();
  });

  test.for([
    [["--colour"], "Unknown option '--colour'."],
    [["--guards", "guards.yaml"], "Unknown option '--guards'."],
    [["extra.csv"], "Unexpected argument 'extra.csv'."],
    [["mysql://ann:topsecret@host/trends"], "Unexpected argument 'mysql://…@host/trends'."],
    [["--source", "cloud"], '--source "cloud" is not csv or database.'],
    [["--query-timeout", "0"], '--query-timeout "0" is not a whole number of seconds.'],
    [["--min-group", "0"], '--min-group "0" is not a whole number from 1 to 1000000.'],
    [["--min-group", "1000001"], '--min-group "1000001" is not a whole number from 1 to 1000000.'],
    [["--min-group", "5.5"], '--min-group "5.5" is not a whole number from 1 to 1000000.'],
    [["--csv"], "Option '--csv <value>' argument missing."],
    [["--csv", ""], '--csv "" needs a file or folder name.'],
    [["--snapshots="], '--snapshots "" needs a folder name.'],
    [["--site", "example.org"], '--site "example.org" is not an http(s) address.'],
    [["--site", "ftp://example.org"], '--site "ftp://example.org" is not an http(s) address.'],
    [["--base-path", "a b"], '--base-path "a b" is not a path such as /customer-trends/.'],
    [
      ["--base-path", "https://example.org/a/"],
      '--base-path "https://example.org/a/" is not a path such as /customer-trends/.',
    ],
    [
      ["--base-path", "//example.org/"],
      '--base-path "//example.org/" is not a path such as /customer-trends/.',
    ],
    [["--base-path", "/a//b/"], '--base-path "/a//b/" is not a path such as /customer-trends/.'],
    [["--base-path", "/a/?b"], '--base-path "/a/?b" is not a path such as /customer-trends/.'],
    [["--port", "http"], '--port "http" is not a port from 0 to 65535.'],
    [["--port", "65536"], '--port "65536" is not a port from 0 to 65535.'],
    [["--port", "80.5"], '--port "80.5" is not a port from 0 to 65535.'],
    [["--port", ""], '--port "" is not a port from 0 to 65535.'],
  ] satisfies [string[], string][])("%o is refused with exit code 2", ([args, message]) => {
    expect(refusal(() => parse(args))).toMatchObject({ message, exitCode: 2 });
  });

  test.for([
    "./",
    "../x",
    ".",
    "..",
    "/..",
    "/a/../b/",
    "//x",
    "x//y",
    "/%2e%2e/",
    "/%2E./x",
    "/a%2fb/",
    "/a%5c..%5cb/",
    "/%",
    "/%zz/",
    "/a%00b/",
  ])("the base path %j gets the sentence of other bad paths", (path) => {
    expect(refusal(() => parse(["--base-path", path])).message).toBe(
      `--base-path "${path}" is not a path such as /customer-trends/.`,
    );
  });

  test.for([
    "https://example.org/a",
    "https://example.org/a/",
    "https://example.org/?q",
    "https://example.org/#x",
    "https://ann:word@example.org/",
  ])("the site %j is refused, with where its path belongs", (site) => {
    expect(refusal(() => parse(["--site", site])).message).toBe(
      `--site "${site}" is more than an origin such as https://example.org; give its path as --base-path.`,
    );
  });

  test.for(["https://example.org", "https://example.org/", "http://localhost:4321"])(
    "the site %j is taken",
    (site) => expect(parse(["--site", site]).text("site")).toBe(site),
  );

  test("says where a value comes from", () => {
    const settings = parse(["--csv", "a"], { SQL: "b", OUT: "" });
    expect(["csv", "sql", "out"].map((name) => settings.origin(name))).toEqual([
      "flag",
      "environment",
      "default",
    ]);
  });

  test("a bad value from the environment names the variable", () => {
    expect(refusal(() => parse([], { PORT: "x" })).message).toBe(
      'PORT "x" is not a port from 0 to 65535.',
    );
    expect(refusal(() => parse([], { BASE_PATH: "a b" })).message).toMatch(
      /^BASE_PATH "a b" is not a path/,
    );
    expect(refusal(() => parse([], { SITE: "x" })).message).toBe(
      'SITE "x" is not an http(s) address.',
    );
  });

  test.for([
    "/",
    "",
    "customer-trends",
    "/customer-trends/",
    "/~someone/customer-trends",
    "/a/b.c/%20d/",
  ])("the base path %j is taken", (path) => {
    expect(parse(["--base-path", path]).text("base-path")).toBe(path);
  });

  test("an unknown flag comes with a hint", () => {
    expect(refusal(() => parse(["--colour"])).hint).toBe(
      "`npm run x -- --help` lists the options.",
    );
  });
});

describe("SOURCE_DATE_EPOCH", () => {
  test("is a number of seconds, or not set", () => {
    expect([
      sourceDateEpoch({}),
      sourceDateEpoch({ SOURCE_DATE_EPOCH: "" }),
      sourceDateEpoch({ SOURCE_DATE_EPOCH: "1700000000" }),
      sourceDateEpoch({ SOURCE_DATE_EPOCH: "0" }),
    ]).toEqual([undefined, undefined, 1700000000, 0]);
  });

  test.for(["yesterday", "-1", "1.5", "2024-01-01", "999999999999"])("%s is refused", (text) => {
    expect(refusal(() => sourceDateEpoch({ SOURCE_DATE_EPOCH: text }))).toMatchObject({
      message: `SOURCE_DATE_EPOCH "${text}" is not a number of seconds since 1970.`,
      exitCode: 2,
    });
  });
});
