import { describe, expect, test } from "vitest";
import { link } from "../../../src/site/links.ts";

const bases = [
  ["/", ""],
  ["", ""],
  ["/customer-trends/", "/customer-trends"],
  ["/customer-trends", "/customer-trends"],
  ["customer-trends", "/customer-trends"],
  ["/a/b.c/", "/a/b.c"],
] as const;

const paths = [
  ["/", "/"],
  ["", "/"],
  ["/questions/", "/questions/"],
  ["/questions", "/questions/"],
  ["questions", "/questions/"],
  ["/questions//", "/questions/"],
  ["/data/revenue.csv", "/data/revenue.csv"],
  ["data/revenue.csv", "/data/revenue.csv"],
  ["/favicon.svg?v=1", "/favicon.svg?v=1"],
  ["/#charts", "/#charts"],
  ["/method/#measures", "/method/#measures"],
  ["/method#measures", "/method/#measures"],
  ["/data/?x=a.b#c/d", "/data/?x=a.b#c/d"],
] as const;

describe.each(bases)("under the base %j", (base, prefix) => {
  test.each(paths)("%j leads to the page or file", (path, expected) => {
    expect(link(path, base)).toBe(`${prefix}${expected}`);
  });
});

test("the base is the site's own unless given", () => {
  expect(link("/questions/")).toBe(link("/questions/", import.meta.env.BASE_URL));
});
