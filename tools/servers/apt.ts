import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyFolder, exists } from "./cache.ts";
import { orUndefined, run } from "./run.ts";

const fallbackMirror = "http://deb.debian.org/debian";
const keyrings = [
  "/usr/share/keyrings/debian-archive-keyring.gpg",
  "/usr/share/keyrings/debian-archive-keyring.pgp",
] as const;

/** A package as apt would fetch it. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * An apt of our own: it knows one suite of Debian, thinks that nothing is installed, and changes
 * nothing of the machine's.
 */
export interface PrivateApt {
  /** The packages with everything they depend on. */
  resolve(packages: readonly string[]): Promise<readonly PackageFile[]>;
  /** Downloads packages into a folder, each verified against the signed index. */
  download(packages: readonly PackageFile[], folder: string): Promise<void>;
}

/**
 * What the machine's own configuration says of proxies, credentials and transports holds here too;
 * its sources do not, where
 * `sources` are given, nor do its preferences and the commands it hooks to an update.
 */
async function configuration(folder: string, sources?: string): Promise<string> {
  await emptyFolder(folder);
  const conf = join(folder, "apt.conf");
  const lines = [
    `Dir::State "${folder}";`,
    `Dir::State::lists "${await emptyFolder(join(folder, "lists"))}";`,
    `Dir::State::status "${join(folder, "status")}";`,
    `Dir::Cache "${folder}";`,
    `Dir::Cache::archives "${await emptyFolder(join(folder, "archives"))}";`,
    `Dir::Etc::preferences "/dev/null";`,
    `Dir::Etc::preferencesparts "/dev/null";`,
    `Acquire::Languages "none";`,
    `Acquire::Retries "3";`,
    // Without it, --print-uris shows MD5.
    `Acquire::ForceHash "SHA256";`,
    `APT::Install-Recommends "false";`,
    // A user of apt's own might not be allowed into the cache folder.
    `APT::Sandbox::User "root";`,
    `APT::Update::Error-Mode "any";`,
    "#clear APT::Update::Pre-Invoke;",
    "#clear APT::Update::Post-Invoke;",
    "#clear APT::Update::Post-Invoke-Success;",
  ];
  if (sources !== undefined) {
    lines.push(
      `Dir::Etc::sourcelist "${join(folder, "sources.list")}";`,
      `Dir::Etc::sourceparts "/dev/null";`,
    );
    await writeFile(join(folder, "sources.list"), `${sources}\n`, { mode: 0o600 });
  }
  await writeFile(join(folder, "status"), "");
  await writeFile(conf, `${lines.join("\n")}\n`);
  return conf;
}

/** An apt that knows one suite, its index fetched and its signature verified. */
export async function privateApt(
  folder: string,
  mirror: string,
  suite: string,
  keyring: string,
): Promise<PrivateApt> {
  const conf = await configuration(
    folder,
    `deb [signed-by=${keyring} target=Packages] ${mirror} ${suite} main`,
  );
  await run("apt-get", ["-c", conf, "-q", "update"]);
  return {
    resolve: async (packages) => {
      const printed = await run("apt-get", [
        "-c",
        conf,
        "-qq",
        "install",
        "-y",
        "--print-uris",
        ...packages,
      ]);
      return [...printed.matchAll(/^'[^']*' (\S+) (\d+) SHA256:([0-9a-f]{64})$/gm)].map(
        ([, file = "", bytes, sha256 = ""]) => {
          const [name = "", version = ""] = file.split("_");
          return { name, version: decodeURIComponent(version), file, bytes: Number(bytes), sha256 };
        },
      );
    },
    download: async (packages, into) => {
      if (packages.length > 0)
        await run(
          "apt-get",
          [
            "-c",
            conf,
            "-q",
            "download",
            ...packages.map(({ name, version }) => `${name}=${version}`),
          ],
          { cwd: into },
        );
    },
  };
}

/** Mirrors of Debian: those that the machine's apt is set to, then Debian's own. */
export async function mirrors(): Promise<readonly string[]> {
  const printed = await run("apt-get", ["update", "--print-uris"]).catch(() => "");
  // Other vendors' sources are weeded out by Debian's key: their indexes do not verify.
  const own = [...printed.matchAll(/^'([^']+?)\/?\/dists\/(\w+)\/InRelease'/gm)].map(
    ([, mirror = ""]) => mirror,
  );
  return [...new Set([...own, fallbackMirror])];
}

/** Debian's keys as this machine has them, or undefined. */
export async function installedKeyring(): Promise<string | undefined> {
  for (const path of keyrings) if (await exists(path)) return path;
  return undefined;
}

/**
 * Debian's keys as the machine's own sources offer them (newer, or on a machine that is not
 * Debian): verified by what it trusts already.
 */
export async function offeredKeyring(folder: string): Promise<string | undefined> {
  const conf = await configuration(folder);
  // Some other source of this machine may be out of order; whether Debian's package can be had, the
  // next command tells.
  await orUndefined(run("apt-get", ["-c", conf, "-q", "update"]));
  const into = await emptyFolder(join(folder, "keyring"));
  await run("apt-get", ["-c", conf, "-q", "download", "debian-archive-keyring"], { cwd: into });
  await run("/bin/sh", ["-c", "dpkg-deb -x *.deb ."], { cwd: into });
  for (const path of keyrings) if (await exists(join(into, path))) return join(into, path);
  return undefined;
}

/**
 * The name of the Debian release that this machine runs, or undefined where it runs something else.
 */
export async function debianRelease(): Promise<string | undefined> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID=debian$/m.test(release) ? /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1] : undefined;
}
