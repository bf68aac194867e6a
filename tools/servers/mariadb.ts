import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { debianRelease } from "./apt.ts";
import type { Engine, Installation } from "./engine.ts";

/**
 * The scripts that make the system tables, in order; their names begin with mysql_ or mariadb_, by
 * version.
 */
const scripts = [
  /system_tables\.sql$/,
  /performance_tables\.sql$/,
  /system_tables_data\.sql$/,
  /^maria_add_gis_sp_bootstrap\.sql$/,
];

/**
 * MariaDB as the running Debian has it (elsewhere: as the stable Debian has it), with its sharding
 * engine Spider.
 */
export const mariadb: Engine = {
  kind: "mariadb",
  label: "MariaDB",
  programs: ["mariadbd", "mysqld"],
  least: [10, 6],
  packages: {
    name: "mariadb",
    suites: async () => [...new Set([(await debianRelease()) ?? "stable", "stable"])],
    packages: ["mariadb-server-core"],
    alone: ["mariadb-plugin-spider"],
    leaveOut: /^(lib)?perl|^gcc-|^lsb-base/,
  },
  options: [],
  initialise: async (installation) => ({
    options: [
      "--bootstrap",
      "--enforce-storage-engine=",
      "--innodb-log-file-size=8M",
      "--max-allowed-packet=8M",
    ],
    input: await systemTables(installation),
  }),
  isDataFolder: (names) => names.includes("aria_log_control") && names.includes("mysql"),
};

/**
 * What the script mariadb-install-db feeds the server: here without that script, which needs a
 * shell and tools beside it.
 */
async function systemTables({ share }: Installation): Promise<string> {
  const names = await readdir(share);
  const texts = await Promise.all(
    scripts.map(async (pattern) => {
      const name = names.find((candidate) => pattern.test(candidate));
      if (name === undefined)
        throw new Error(
          `${share} has no script like ${pattern.source}, so no MariaDB can be set up from it`,
        );
      return readFile(join(share, name), "utf8");
    }),
  );
  // Those lines let root in from this machine's name, without a password.
  const sql = texts.join("\n").replaceAll(/^.*@current_hostname.*\n/gm, "");
  return `CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n${sql}\n`;
}
