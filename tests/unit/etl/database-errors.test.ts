import { expect, test } from "vitest";
import { parseAddress } from "../../../etl/load/mysql/address.ts";
import { databaseError } from "../../../etl/load/mysql/failures.ts";

const address = parseAddress("mysql://ann:topsecret@db.example.org/trends", {});
const hintOf = (message: string, more: object = {}) =>
  databaseError(Object.assign(new Error(message), more), address, "querying").hint;

test.for([
  "Error writing file '/tmp/MYfd=22' (OS errno 28 - No space left on device)",
  'Got error 28 "No space left on device" from storage engine Aria',
  "Got error '28 \"No space left on device\"' for '/tmp/#sql-temptable-634f-5-13.MAI'",
  "Disk full (/tmp/#sql_1.MAI); waiting for someone to free some space... (errno: 28)",
  "The table 'customer__loading' is full",
  "Got error '126 \"Index is corrupted\"' for '/tmp/#sql-temptable-764a-a-d.MAI'",
  "Incorrect key file for table '/tmp/#sql_1.MAI'; try to repair it",
])("%s: the disk is full", (message) => {
  expect(hintOf(message)).toContain("disk is full");
});

test("a damaged table is not a full disk", () => {
  expect(hintOf("Incorrect key file for table 'customer'; try to repair it")).toBeUndefined();
});

test.for([
  ["Connection lost: The server closed the connection.", { code: "PROTOCOL_CONNECTION_LOST" }],
  ["read ECONNRESET", { code: "ECONNRESET" }],
  ["Can't add new command when connection is in closed state", { fatal: true }],
] as const)("%s: the connection was cut", ([message, more]) => {
  expect(hintOf(message, more)).toContain("The connection was cut");
});

test("an error is a sentence with the server and without the password", () => {
  const { message, exitCode } = databaseError(new Error("Something."), address, "querying");
  expect({ message, exitCode }).toEqual({
    message: "ann@db.example.org:3306/trends, querying: Something.",
    exitCode: 6,
  });
});
