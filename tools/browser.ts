import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { printable } from "../etl/printable.ts";

const root = process.getuid?.() === 0;

/** What Chromium is started with: it speaks to nobody but the page under test. */
export const launchArguments: readonly string[] = [
  ...(root ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/**
 * Whether a program starts: one whose libraries are missing, or a stub that only names a package,
 * does not.
 */
const starts = (program: string) =>
  existsSync(program) &&
  spawnSync(program, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** Where a Chromium may be, in the order of preference. */
function candidates(env: NodeJS.ProcessEnv): string[] {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const onPath = (names: readonly string[]) =>
    names.flatMap((name) => folders.map((folder) => join(folder, name)));
  // The headless shell is the same engine without windows, and takes half as long.
  return [
    ...onPath(["chromium-headless-shell"]),
    chromium.executablePath(),
    ...onPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
  ];
}

/**
 * A Chromium that is there and starts.
 * @throws Error where CHROMIUM names something that does not
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env["CHROMIUM"];
  if (!named) return candidates(env).find(starts);
  if (!starts(named))
    throw new Error(
      `CHROMIUM is "${named}", which is no program that starts; name a Chromium or unset it.`,
    );
  return named;
}

/** Runs a command without input; its output is shown only if it fails. */
function quietly(command: string, args: readonly string[]): boolean {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 1e8,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status === 0) return true;
  const said = `${stdout}${stderr}${error ? `${error.message}\n` : ""}`;
  process.stderr.write(printable(`${command} ${args.join(" ")} failed:\n${said}`));
  return false;
}

function installPackage(say: (text: string) => void): boolean {
  if (!root || spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return false;
  say(
    "There is no Chromium here: installing Debian's (apt-get install chromium-headless-shell) ...",
  );
  const install = (name: string) =>
    quietly("apt-get", ["install", "-y", name, "fonts-liberation", "fonts-dejavu-core"]);
  return (
    quietly("apt-get", ["update"]) && (install("chromium-headless-shell") || install("chromium"))
  );
}

function installDownload(say: (text: string) => void): boolean {
  say("Fetching Playwright's own Chromium (npx playwright install chromium) ...");
  const cli = join(
    dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")),
    "cli.js",
  );
  return (
    (root && quietly(process.execPath, [cli, "install", "--with-deps", "chromium"])) ||
    quietly(process.execPath, [cli, "install", "chromium"])
  );
}

/**
 * The Chromium to test with, installed if need be.
 * @param say tells people what takes so long
 * @throws Error with how to mend it, where none can be had
 */
export function ensureBrowser(say: (text: string) => void): string {
  const found =
    findBrowser() ??
    (installPackage(say) ? findBrowser() : undefined) ??
    (installDownload(say) ? findBrowser() : undefined);
  if (!found)
    throw new Error(
      "The browser tests need Chromium, and it could not be installed: install it (`apt-get " +
        "install chromium`, or `npx playwright install --with-deps chromium`), or name one " +
        "with CHROMIUM=/path/to/chromium.",
    );
  return found;
}
