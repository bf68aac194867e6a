import type { Engine } from "./engine.ts";

/** Oracle MySQL, which Debian carries in its development suite. */
export const mysql: Engine = {
  kind: "mysql",
  label: "MySQL",
  programs: ["mysqld"],
  least: [8, 0],
  packages: {
    name: "mysql",
    suites: () => Promise.resolve(["sid"]),
    packages: ["mysql-server-core"],
    alone: [],
    leaveOut: /^(lib)?perl|^libgdbm|^libc-gconv|^openssl-provider|^gcc-/,
  },
  options: ["--mysqlx=OFF"],
  initialise: () =>
    Promise.resolve({
      options: ["--initialize-insecure", "--innodb-redo-log-capacity=8M"],
      input: "",
    }),
  isDataFolder: (names) => names.includes("mysql.ibd"),
};
