import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../etl/errors.ts";
import {
  installedKeyring,
  mirrors,
  offeredKeyring,
  privateApt,
  type PackageFile,
  type PrivateApt,
} from "./apt.ts";
import { cacheFolder, madeOnce } from "./cache.ts";
import { orUndefined, run } from "./run.ts";

/** Which packages make a server. */
export interface PackageSet {
  /** The name of the folder in the cache. */
  readonly name: string;
  /** Debian's suites, the first that works is taken. */
  readonly suites: () => Promise<readonly string[]>;
  /** Packages to unpack with all they depend on. */
  readonly packages: readonly string[];
  /** Packages of which only the files count: what they depend on is a system to install into. */
  readonly alone: readonly string[];
  /** Packages that are depended on and never used: scripts' interpreters, mostly. */
  readonly leaveOut: RegExp;
}

/** Says what is going on, where it takes a while. */
export type Notice = (line: string) => void;

/**
 * Unpacks a server's packages into a folder of the cache, where they are not there already: from
 * the mirror and with the proxy that
 * this machine's apt is set to, verified by Debian's keys, with nothing installed and no rights
 * needed.
 * @returns the folder, a root file system with nothing but the server
 */
export async function fetchPackages(
  set: PackageSet,
  notice: Notice,
  cache = cacheFolder(),
): Promise<string> {
  return madeOnce(join(cache, set.name), async (folder) => {
    const started = performance.now();
    notice(`Fetching ${set.packages.join(", ")} from Debian into ${cache} (once)...`);
    const debs = join(folder, "debs");
    const work = join(folder, "apt");
    await mkdir(debs, { recursive: true });
    const { apt, files } = await found(set, work);
    await download(apt, files, debs);
    // What an interrupted run unpacked may be half a file.
    for (const part of ["usr", "lib", "lib64", "etc"])
      await rm(join(folder, part), { recursive: true, force: true });
    for (const { file } of files) await run("dpkg-deb", ["-x", join(debs, file), folder]);
    await writeFile(
      join(folder, "packages.txt"),
      files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(""),
    );
    await rm(debs, { recursive: true });
    for (const folderOfApt of [work, `${work}-keys`])
      await rm(folderOfApt, { recursive: true, force: true });
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
    notice(
      `Fetched ${files.length} packages, ${megabytes.toFixed(0)} MB, in ` +
        `${((performance.now() - started) / 1000).toFixed(1)} s.`,
    );
  });
}

/** An apt that has the packages, by whichever mirror, suite and keys work. */
async function found(
  set: PackageSet,
  work: string,
): Promise<{ readonly apt: PrivateApt; readonly files: readonly PackageFile[] }> {
  const failures: string[] = [];
  for (const keys of [installedKeyring, () => orUndefined(offeredKeyring(`${work}-keys`))]) {
    const keyring = await keys();
    for (const suite of keyring === undefined ? [] : await set.suites()) {
      for (const mirror of await mirrors()) {
        try {
          const apt = await privateApt(work, mirror, suite, String(keyring));
          const files = [
            ...(await apt.resolve(set.packages)),
            ...(
              await Promise.all(
                set.alone.map(async (name) =>
                  (await apt.resolve([name])).filter((file) => file.name === name),
                ),
              )
            ).flat(),
          ];
          return { apt, files: files.filter(({ name }) => !set.leaveOut.test(name)) };
        } catch (error) {
          failures.push(messageOf(error));
        }
      }
    }
    // Other keys mend nothing where the keys were not what was wrong.
    if (
      keyring !== undefined &&
      !failures.some((failure) => /NO_PUBKEY|KEYSIG|not signed/.test(failure))
    )
      break;
  }
  throw new Error(
    failures.at(-1) ??
      "this machine has no keys to verify Debian's packages with (debian-archive-keyring)",
  );
}

async function download(
  apt: PrivateApt,
  files: readonly PackageFile[],
  folder: string,
): Promise<void> {
  const missing = async (): Promise<readonly PackageFile[]> => {
    const checked = await Promise.all(
      files.map(async (wanted) => ({ wanted, sha256: await sha256(join(folder, wanted.file)) })),
    );
    return checked.filter((file) => file.sha256 !== file.wanted.sha256).map((file) => file.wanted);
  };
  const wanted = await missing();
  for (const { file } of wanted) await rm(join(folder, file), { force: true });
  await apt.download(wanted, folder);
  const [bad] = await missing();
  if (bad) throw new Error(`${bad.file} is not what Debian's signed index says it is`);
}

async function sha256(path: string): Promise<string | undefined> {
  const content = await orUndefined(readFile(path));
  return content && createHash("sha256").update(content).digest("hex");
}
