import type { Plugin } from "vite";
import { describe, expect, test } from "vitest";
import { stubUnused } from "../../../src/site/stub-unused.ts";

const plugin = stubUnused() as Plugin & {
  resolveId: (id: string) => string | undefined;
  load: (id: string) => Promise<string | undefined>;
  applyToEnvironment: (environment: { name: string }) => boolean;
};

/** What stands in the place of a module. */
async function substitute(
  name: string,
): Promise<Record<string, (...given: readonly unknown[]) => unknown>> {
  const source = await plugin.load(plugin.resolveId(name) ?? "");
  if (source === undefined) throw new Error(`${name} is not replaced.`);
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Record<
    string,
    () => unknown
  >;
}

describe("the part of the drawing library that browsers do without", () => {
  test("has all its names, so that whatever imports them still links", async () => {
    for (const name of ["d3-geo", "d3-scale-chromatic"]) {
      const whole = (await import(/* @vite-ignore */ name)) as object;
      expect(Object.keys(await substitute(name)).toSorted()).toEqual(Object.keys(whole).toSorted());
    }
  });

  test("says so when it is called after all, but for what every chart calls", async () => {
    const module = await substitute("d3-geo");
    expect(() => module["geoPath"]?.()).toThrow("geoPath of d3-geo is left out in browsers.");
    expect(module["geoTransform"]?.("given")).toBe("given");
  });

  test("is left out of browsers alone, and nothing else is", () => {
    expect(
      ["client", "ssr", "prerender"].map((name) => plugin.applyToEnvironment({ name })),
    ).toEqual([true, false, false]);
    expect(plugin.resolveId("d3-array")).toBeUndefined();
  });
});
