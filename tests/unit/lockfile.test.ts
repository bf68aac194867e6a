import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")) as Record<
    string,
    unknown
  >;
const lock = read("package-lock.json");
const locked = Object.entries(lock["packages"] as Readonly<Record<string, Locked>>).filter(
  ([path]) => path !== "",
);

test("every package of the lockfile is of the public registry and has its SHA-512", () => {
  expect(locked.length).toBeGreaterThan(300);
  // What a package carries inside itself is covered by that package's own hash.
  const own = locked.filter(([, { inBundle }]) => inBundle !== true);
  expect(
    own
      .filter(
        ([, { link, integrity = "" }]) => link === true || !/^sha512-[\w+/]{86}==$/.test(integrity),
      )
      .map(([path]) => path),
  ).toEqual([]);
  expect(
    locked
      .filter(
        ([, { resolved = "https://registry.npmjs.org/" }]) =>
          !resolved.startsWith("https://registry.npmjs.org/"),
      )
      .map(([path]) => path),
  ).toEqual([]);
});

test("every dependency is one exact version, and the lockfile has that one", () => {
  const { dependencies, devDependencies } = read("package.json") as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(locked.find(([path]) => path === `node_modules/${name}`)?.[1].version, name).toBe(
      version,
    );
  }
});
