import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: string;
  readonly cpu?: string;
  readonly bin?: Readonly<Record<string, string>>;
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

const asked = () => {
  const { dependencies, devDependencies, optionalDependencies } = read("package.json") as Record<
    string,
    Record<string, string>
  >;
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
};

test("every dependency is one exact version, and the lockfile has that one", () => {
  for (const [name, version] of Object.entries(asked())) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(locked.find(([path]) => path === `node_modules/${name}`)?.[1].version, name).toBe(
      version,
    );
  }
});

test("Node itself comes from the lockfile, one package for each platform and no script", () => {
  const runtimes = locked.filter(([, { bin }]) => bin?.["node"] !== undefined);
  expect(runtimes.map(([, { os, cpu }]) => `${os ?? "any"} ${cpu ?? "any"}`).toSorted()).toEqual([
    "darwin arm64",
    "darwin x64",
    "linux arm64",
    "linux x64",
    "win32 x64",
  ]);
  for (const [path, { version = "", optional, hasInstallScript, integrity }] of runtimes) {
    expect(asked()[path.replace("node_modules/", "")], path).toBe(version);
    expect({ optional, hasInstallScript }, path).toEqual({ optional: true });
    expect(integrity, path).toMatch(/^sha512-/);
    expect(Number(version.split(".")[0]), path).toBeGreaterThanOrEqual(24);
  }
});

test("the tests run on the Node that the lockfile pins", () => {
  const runtime = locked.find(
    ([, { bin, os, cpu }]) =>
      bin?.["node"] !== undefined && os === process.platform && cpu === process.arch,
  );
  expect(`v${runtime?.[1].version ?? ""}`).toBe(process.version);
});

test("only esbuild may run a script at installation, and it works without", () => {
  const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const names = scripts.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(names).toEqual(["esbuild"]);
  expect(read("package.json")["allowScripts"]).toEqual({ esbuild: true });
});
