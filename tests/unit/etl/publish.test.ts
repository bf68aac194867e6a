import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  exchange,
  marker,
  putBack,
  replaceFolder,
  writeFiles,
} from "../../../etl/snapshot/publish.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure } from "../../support/runs.ts";

/**
 * A parent folder with a `report` in it that holds these files and, as one of ours, the marker;
 * foreign ones have none.
 */
function place(
  files: Readonly<Record<string, string>> = { "manifest.json": "old" },
  name = "report",
  parent = temporaryFolder(),
) {
  const folder = join(parent, name);
  mkdirSync(folder);
  if (!Object.hasOwn(files, "thesis.txt")) writeFileSync(join(folder, marker), "");
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return { parent, folder: join(parent, "report") };
}

/** What a killed run left of the making of `report`. */
function leftover(parent: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries({ [marker]: "", ...files })) {
    mkdirSync(dirname(join(parent, "report.next", file)), { recursive: true });
    writeFileSync(join(parent, "report.next", file), text);
  }
}

const fresh = (folder: string) =>
  replaceFolder(folder, (next) => writeFiles(next, new Map([["manifest.json", "new"]])));
const content = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== marker)
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

describe("replacing a folder as a whole", () => {
  test("the new set takes the place of the old, and nothing else is left", async () => {
    const { parent, folder } = place({ "manifest.json": "old", "gone.arrow": "old" });
    await fresh(folder);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("a link to the folder stays, and what it leads to is replaced", async () => {
    const { parent, folder } = place();
    const link = join(temporaryFolder(), "link");
    symlinkSync(folder, link);
    await fresh(link);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
    expect(readlinkSync(link)).toBe(folder);
    expect(readdirSync(parent)).toEqual(["report"]);
    // A run that was killed between two renames.
    leftover(parent, { "old/manifest.json": "older" });
    rmSync(folder, { recursive: true });
    await putBack(link);
    expect(content(link)).toEqual({ "manifest.json": "older" });
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

  test("a system error while filling is reported as a sentence with exit code 5", async () => {
    const { parent, folder } = place();
    const error = await failure(
      replaceFolder(folder, (next) => writeFiles(next, new Map([["no/such/folder", ""]]))),
    );
    expect(error.message).toMatch(/report cannot be written: ENOENT/);
    expect(error).toMatchObject({
      exitCode: 5,
      hint: "Check the folder's permissions and the free space on the disk.",
    });
    expect(content(folder)).toEqual({ "manifest.json": "old" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("what a run killed while filling left behind is cleared", async () => {
    const { parent, folder } = place();
    leftover(parent, { "set/half.arrow": "" });
    await fresh(folder);
    expect(readdirSync(parent)).toEqual(["report"]);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
  });

  test.for([
    ["while an emptied folder was filled", { "set/index.html": "half" }],
    ["after the exchange", { "set/manifest.json": "older", [`set/${marker}`]: "" }],
    ["after its renames", { "old/manifest.json": "older", [`old/${marker}`]: "" }],
    ["while the older set was removed", { "set/gone.arrow": "older" }],
  ] as const)("what a run killed %s left behind is cleared", async ([, files]) => {
    const { parent, folder } = place();
    leftover(parent, files);
    await fresh(folder);
    expect(readdirSync(parent)).toEqual(["report"]);
    expect(content(folder)).toEqual({ "manifest.json": "new" });
  });

  test("a folder that was only just made is no stranger's", async () => {
    const { parent, folder } = place();
    mkdirSync(`${folder}.next`);
    await fresh(folder);
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("where a run was killed between its renames, the old set is put back first, so that a failure loses nothing", async () => {
    const parent = temporaryFolder();
    const folder = join(parent, "report");
    leftover(parent, {
      "old/manifest.json": "old",
      [`old/${marker}`]: "",
      "set/manifest.json": "new",
    });
    await expect(replaceFolder(folder, () => Promise.reject(new Error("again")))).rejects.toThrow(
      "again",
    );
    expect(content(folder)).toEqual({ "manifest.json": "old" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("whoever only reads gets the old set back as well", async () => {
    const parent = temporaryFolder();
    leftover(parent, { "old/manifest.json": "old", "set/manifest.json": "new" });
    await putBack(join(parent, "report"));
    expect(content(join(parent, "report"))).toEqual({ "manifest.json": "old" });
  });

  test("where folders cannot be exchanged, two renames do it", async () => {
    const { parent, folder } = place();
    await replaceFolder(
      folder,
      (next) => writeFiles(next, new Map([["manifest.json", "new"]])),
      () => Promise.resolve(false),
    );
    expect(content(folder)).toEqual({ "manifest.json": "new" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("where the second rename fails, the first is taken back", async () => {
    const { parent, folder } = place();
    const lost = (next: string) => {
      rmSync(next, { recursive: true });
      return Promise.resolve(false);
    };
    expect((await failure(replaceFolder(folder, () => Promise.resolve(), lost))).message).toMatch(
      /report cannot be written: ENOENT/,
    );
    expect(content(folder)).toEqual({ "manifest.json": "old" });
    expect(readdirSync(parent)).toEqual(["report"]);
  });

  test("a folder with other files is refused, and so is a file", async () => {
    const { parent, folder } = place({ "thesis.txt": "years of work" });
    expect(await failure(fresh(folder))).toMatchObject({
      message: `${folder} holds files that this program did not write, so it is not replaced.`,
      hint: "Name an empty or a new folder, or move these files away.",
      exitCode: 5,
    });
    expect(content(folder)).toEqual({ "thesis.txt": "years of work" });
    const file = join(parent, "file");
    writeFileSync(file, "years of work");
    expect(await failure(fresh(file))).toMatchObject({ exitCode: 5 });
    expect(readFileSync(file, "utf8")).toBe("years of work");
  });

  test("somebody's own folder that happens to be called like our .next is kept", async () => {
    const { parent, folder } = place();
    place({ "thesis.txt": "years of work" }, "report.next", parent);
    expect((await failure(fresh(folder))).message).toBe(
      `${folder}.next holds files that this program did not write, so it is not replaced.`,
    );
    expect(content(`${folder}.next`)).toEqual({ "thesis.txt": "years of work" });
    expect(existsSync(join(folder, "manifest.json"))).toBe(true);
  });
});

describe.runIf(process.platform === "linux")("exchanging two folders in one step", () => {
  const made = () => {
    const parent = temporaryFolder();
    const [first, second] = [join(parent, "a folder's name"), join(parent, "-rf")];
    for (const path of [first, second]) {
      mkdirSync(path);
      writeFileSync(join(path, "was"), path);
    }
    return [first, second] as const;
  };

  test("each has the other's name", async () => {
    const [first, second] = made();
    expect(await exchange(first, second)).toBe(true);
    expect([content(first), content(second)]).toEqual([{ was: second }, { was: first }]);
  });

  test("nobody who looks meanwhile finds neither", async () => {
    const [first, second] = made();
    const watcher = spawn(
      "sh",
      ["-c", 'while [ -e "$1/was" ]; do :; done; echo missed', "sh", first],
      { stdio: ["ignore", "pipe", "ignore"] },
    );
    const printed: Buffer[] = [];
    watcher.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
    for (let time = 0; time < 25; time++) expect(await exchange(first, second)).toBe(true);
    expect(watcher.exitCode).toBeNull();
    const closed = once(watcher, "close");
    watcher.kill();
    await closed;
    expect(Buffer.concat(printed).toString()).toBe("");
  });

  test("one that is not there is no exchange, and the other stays", async () => {
    const [first, second] = made();
    rmSync(second, { recursive: true });
    expect(await exchange(first, second)).toBe(false);
    expect(content(first)).toEqual({ was: first });
  });
});
