import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scripts = (
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  }
).scripts;
const texts = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );

test.for(texts)("%s: every link and picture is there, every command too", (name) => {
  const text = readFileSync(join(root, name), "utf8");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  for (const target of targets) {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? join(root, name) : join(root, dirname(name), path);
    expect(existsSync(file), target).toBe(true);
    if (anchor !== undefined)
      expect(anchorsOf(readFileSync(file, "utf8")), target).toContain(anchor);
  }
  for (const [command, script = ""] of text.matchAll(/npm run\s+([a-z:]+)/g))
    expect(script in scripts, command).toBe(true);
});

test("pictures are small, and each is shown", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  for (const name of readdirSync(join(root, "docs/pictures"))) {
    expect(statSync(join(root, "docs/pictures", name)).size, name).toBeLessThan(150_000);
    expect(readme).toContain(`docs/pictures/${name}`);
  }
});
