import { constants } from "node:fs";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { ReportError } from "../../etl/errors.ts";
import { cacheFolder, emptyFolder, isNotWritable, madeOnce } from "./cache.ts";
import { userOptions, type Engine, type Installation } from "./engine.ts";
import { startGuarded } from "./process.ts";

/**
 * Fills a folder with a database's system tables, where it has none yet: by copying a set that is
 * made once and kept.
 */
export async function prepareData(
  engine: Engine,
  installation: Installation,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (engine.isDataFolder(names)) return;
  if (names.length > 0) {
    throw new ReportError(
      "usage",
      `${folder} is neither empty nor a data folder of ${engine.label}.`,
      { hint: "Name another folder." },
    );
  }
  // The server's files are readable by its own user only.
  const template = join(
    cacheFolder(),
    "data",
    `${engine.kind}-${installation.version}-user${userInfo().uid}`,
  );
  // Beside the folder and then renamed, so that an interrupted run leaves no half set.
  const part = `${folder}.part`;
  await emptyFolder(part);
  try {
    await madeOnce(template, async (sibling) =>
      initialise(engine, installation, await emptyFolder(sibling)),
    );
    await cp(template, part, { recursive: true, mode: constants.COPYFILE_FICLONE });
  } catch (error) {
    if (!isNotWritable(error)) throw error;
    await initialise(engine, installation, part);
  }
  await rename(join(part, "data"), folder);
  await rm(part, { recursive: true });
}

/** Makes a data folder by the name of `data` in a folder. */
async function initialise(
  engine: Engine,
  installation: Installation,
  folder: string,
): Promise<void> {
  const { options, input } = await engine.initialise(installation);
  const [data, script, log] = [
    join(folder, "data"),
    join(folder, "setup.sql"),
    join(folder, "log"),
  ];
  await mkdir(data, { mode: 0o700 });
  await writeFile(script, input);
  const command = [
    ...installation.command,
    `--datadir=${data}`,
    `--tmpdir=${folder}`,
    ...userOptions,
    ...engine.options,
    ...options,
  ];
  const server = startGuarded({ command, folder, log, input: script });
  const code = await server.wait();
  server.dismissGuard();
  if (code !== 0)
    throw new Error(
      `${engine.label} could not set up its data folder. The end of its log:${tail(await readFile(log, "utf8"))}`,
    );
  await rm(script);
  // Copies must not all claim to be the same server.
  await rm(join(data, "auto.cnf"), { force: true });
}

/** The last lines of a server's log. */
export function tail(log: string, lines = 12): string {
  return `\n${log
    .trim()
    .split("\n")
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join("\n")}`;
}
