import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { marker, replaceFolder, writeFiles } from "../../../etl/snapshot/publish.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure } from "../../support/runs.ts";

/** A parent folder with a `report` in it that holds these files and, as one of ours, the marker; foreign ones have none. */
function place(files: Readonly<Record<string, string>> = { "manifest.json": "old" }, name = "report", parent = temporaryFolder()) {
  const folder = join(parent, name);
  mkdirSync(folder);
  if (!Object.hasOwn(files, "thesis.txt")) writeFileSync(join(folder, marker), "");
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return { parent, folder: join(parent, "report") };
}

const fresh = (folder: string) => replaceFolder(folder, (next) => writeFiles(next, new Map([["manifest.json", "new"]])));
const content = (folder: string) => Object.fromEntries(readdirSync(folder).filter((name) => name !== marker).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

describe("replacing a folder as a whole", () => {
  test("the new set takes the place of the old, and nothing else is left", async () => {
    const { parent, folder } = place({ "manifest.json": "old", "gone.arrow": "old" });
    await fresh(folder);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("it makes the folder and its parents, and fills an empty one", async () => {
    const folder = join(temporaryFolder(), "a/b/report");
    await fresh(folder);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
    const empty = place({});
    await fresh(empty.folder);
    expect(content(empty.folder)).toEqual({ "manifest.json": "new" });
  });

  test("a failure while filling leaves the old set and no remains", async () => {
    const { parent, folder } = place();
    const work = replaceFolder(folder, async (next) => {
      await writeFiles(next, new Map([["manifest.json", "half"]]));
      expect(content(folder)).toEqual({ "manifest.json": "old" });
      throw new TypeError("the eleventh file");
    });
    await expect(work).rejects.toThrow(new TypeError("the eleventh file"));
    expect(content(folder)).toEqual({ "manifest.json": "old" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("a system error while filling is told as a sentence with exit code 5", async () => {
    const { parent, folder } = place();
    const error = await failure(replaceFolder(folder, (next) => writeFiles(next, new Map([["no/such/folder", ""]]))));
    expect(error.message).toMatch(/report cannot be written: ENOENT/);
    expect(error).toMatchObject({ exitCode: 5, hint: "Check the folder's permissions and the free space on the disk." });
    expect(content(folder)).toEqual({ "manifest.json": "old" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("what a run killed while filling left behind is cleared", async () => {
    const { parent, folder } = place();
    place({ "half.arrow": "" }, "report.next", parent);
    await fresh(folder);
    expect(readdirSync(parent)).toEqual(["report"]);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
  });

  test("what a run killed after its renames left behind is cleared", async () => {
    const { parent, folder } = place();
    place({ "manifest.json": "older" }, "report.old", parent);
    await fresh(folder);
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("where a run was killed between its renames, the old set is put back first, so that a failure loses nothing", async () => {
    const { parent, folder } = place({ "manifest.json": "old" }, "report.old");
    await expect(replaceFolder(folder, () => Promise.reject(new Error("again")))).rejects.toThrow("again");
    expect(content(folder)).toEqual({ "manifest.json": "old" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("a folder with other files is refused, and so is a file", async () => {
    const { parent, folder } = place({ "thesis.txt": "years of work" });
    expect(await failure(fresh(folder))).toMatchObject({ message: `${folder} holds other files than ours, so it is not replaced.`, hint: "Name an empty or a new folder, or move these files away.", exitCode: 5 });
    expect(content(folder)).toEqual({ "thesis.txt": "years of work" });
    const file = join(parent, "file");
    writeFileSync(file, "years of work");
    expect(await failure(fresh(file))).toMatchObject({ exitCode: 5 });
    expect(readFileSync(file, "utf8")).toBe("years of work");
  });

  test.for(["old", "next"])("somebody's own folder that happens to be called like our .%s is kept", async (suffix) => {
    const { parent, folder } = place();
    place({ "thesis.txt": "years of work" }, `report.${suffix}`, parent);
    expect((await failure(fresh(folder))).message).toBe(`${folder}.${suffix} holds other files than ours, so it is not replaced.`);
    expect(content(`${folder}.${suffix}`)).toEqual({ "thesis.txt": "years of work" });
    expect(existsSync(join(folder, "manifest.json"))).toBe(true);
  });
});
