import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { inlined } from "../../../src/client/inlined.ts";

const boot = readFileSync(new URL("../../../src/client/theme-boot.js", import.meta.url), "utf8");

describe("inlined", () => {
  it("leaves out lines of comment, empty lines and indentation", () => {
    expect(inlined('// why\n{\n  // because\n\n  const a = "// no comment";\n}\n')).toBe(
      '{\nconst a = "// no comment";\n}',
    );
  });
  it("gives the same bytes whatever a checkout made of the line ends: browsers see line feeds, and so must the hash", () => {
    expect(inlined(boot.replaceAll(/\r?\n/g, "\r\n"))).toBe(inlined(boot.replaceAll("\r\n", "\n")));
  });
  it("keeps the theme's script whole: it can be compiled, and cannot end its element early", () => {
    // A text over several lines would lose its indentation.
    expect(inlined(boot)).not.toContain("`");
    expect(inlined(boot)).not.toMatch(/<\/?script|<!--/i);
    expect(() => new Script(inlined(boot))).not.toThrow();
  });
});
