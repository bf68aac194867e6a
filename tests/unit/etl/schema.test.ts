import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { neededColumns } from "../../../etl/report/cleaned.ts";
import { report } from "../../support/report.ts";
import { parseAddress, nameOf } from "../../../etl/load/mysql/address.ts";
import { checkVersion } from "../../../etl/load/mysql/connect.ts";
import { createTable } from "../../../etl/load/mysql/schema.ts";
import { sqlFolder } from "../../support/runs.ts";

test("sql/schema.sql is the report's table", () => {
  const columns = neededColumns(report);
  const statement = readFileSync(join(sqlFolder, "schema.sql"), "utf8").replaceAll(/^--.*\n/gm, "");
  expect(statement).toBe(`${createTable(report.table, columns, report.key, "MySQL")};\n`);
});

test("a database URL is read part by part, and shown without its password", () => {
  const address = parseAddress(
    "mysql://ann:s%40crets@db.example.org:3307/trends?ssl-mode=verify-identity&socket=%2Frun%2Fdb.sock",
    {},
  );
  expect(address).toMatchObject({
    host: "db.example.org",
    port: 3307,
    user: "ann",
    password: "s@crets",
    database: "trends",
    sslMode: "VERIFY_IDENTITY",
    socketPath: "/run/db.sock",
  });
  expect(nameOf(address)).toBe("ann@/run/db.sock/trends");
  expect(parseAddress("mysql://ann@localhost/trends", { MYSQL_PWD: "hidden" })).toMatchObject({
    password: "hidden",
    port: 3306,
    sslMode: "PREFERRED",
  });
});

test.for([
  ["MySQL", "5.7.44", false],
  ["MySQL", "8.0.11", true],
  ["MySQL", "9.7.4", true],
  ["MariaDB", "10.5.29", false],
  ["MariaDB", "10.6.0", true],
  ["MariaDB", "11.4.2", true],
] as const)("%s %s is recent enough: %s", ([flavour, version, enough]) => {
  const check = () => checkVersion({ flavour, name: flavour, version });
  if (enough) expect(check).not.toThrow();
  else expect(check).toThrow(`The server is ${flavour} ${version}, which is too old`);
});

test.for<[string, string]>([
  ["postgres://a@b/c", "is not one of MySQL"],
  ["nonsense", "is not one of MySQL"],
  ["mysql://ann@host", "names no database"],
  ["mysql://host/trends", "names no user"],
  ["mysql://ann:topsecret%zz@host/trends", "The password in the database URL holds a %"],
  ["mysql://ann:topsecret@host/trends?ssl-mode=maybe", 'ssl-mode "MAYBE" is unknown'],
])("the database URL %s is refused: %s", ([url, reason]) => {
  expect(() => parseAddress(url, {})).toThrow(reason);
  expect(() => parseAddress(url, {})).not.toThrow("topsecret");
});
