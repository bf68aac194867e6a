import { access, constants, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exists } from "./cache.ts";
import type { Engine, Installation } from "./engine.ts";
import { versionNumbers } from "./greeting.ts";
import { orUndefined, run } from "./run.ts";

/** Distributions put servers where an ordinary user's PATH does not lead. */
const besidePath = ["/usr/local/sbin", "/usr/sbin"];

/** The server program of this machine, if it has one that is the right database and not too old. */
export async function installedServer(
  engine: Engine,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Installation | undefined> {
  const folders = [...(env["PATH"] ?? "").split(":").filter(Boolean), ...besidePath];
  for (const program of engine.programs.flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  )) {
    if (!(await isExecutable(program))) continue;
    const said = (await orUndefined(run(program, ["--no-defaults", "--version"]))) ?? "";
    const version = /Ver ([\d.]+)/.exec(said)?.[1];
    if (
      version === undefined ||
      !isRecent(engine, version) ||
      said.includes("MariaDB") !== (engine.kind === "mariadb")
    )
      continue;
    const prefix = dirname(dirname(await realpath(program)));
    const [share = prefix] = (
      await Promise.all(
        ["share/mariadb", "share/mysql"].map(async (name) =>
          (await exists(join(prefix, name))) ? [join(prefix, name)] : [],
        ),
      )
    ).flat();
    return { version, command: [program, "--no-defaults"], share };
  }
  return undefined;
}

/** Whether a version can run the questions. */
export function isRecent({ least }: Engine, version: string): boolean {
  const [major, minor] = versionNumbers(version);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

async function isExecutable(path: string): Promise<boolean> {
  return orUndefined(access(path, constants.X_OK).then(() => true)).then(Boolean);
}
