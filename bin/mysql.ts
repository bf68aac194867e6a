import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ReportError, messageOf } from "../etl/errors.ts";
import { privateServer } from "../tools/servers/choose.ts";
import { runCommand } from "./command.ts";
import { invocation } from "./invocation.ts";
import { print } from "./output.ts";

const help = `Runs a private MySQL server on this machine until Ctrl+C.

  ${invocation("mysql", "[options]")}

  --mariadb            run MariaDB instead
  --data DIR           keep the data in DIR for next time (default: a temporary folder)
  --help               show this help

It runs the mysqld installed on this machine. If there is none, it downloads one from Debian, once, and
installs nothing.
`;

interface Arguments {
  readonly mariadb?: boolean;
  readonly data?: string;
  readonly help?: boolean;
}

function readArguments(args: readonly string[]): Arguments {
  try {
    return parseArgs({
      args: [...args],
      options: {
        mariadb: { type: "boolean" },
        data: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (cause) {
    throw new ReportError("usage", (messageOf(cause).split(". ")[0] ?? "").replace(/\.?$/, "."), {
      hint: `\`${invocation("mysql", "--help")}\` lists the options.`,
      cause,
    });
  }
}

await runCommand(async () => {
  const { mariadb, data, help: asked } = readArguments(process.argv.slice(2));
  if (asked) {
    print(help);
    return;
  }
  if (data === "") throw new ReportError("usage", "--data needs a folder name.");
  const server = await privateServer(
    mariadb ? "mariadb" : "mysql",
    data === undefined ? {} : { dataFolder: resolve(data) },
  );
  print(`
${mariadb ? "MariaDB" : "MySQL"} ${server.version} is running. Its data: ${data === undefined ? "temporary" : server.dataFolder}

  ${server.url}
  ${server.rootUrl}
  ${server.socket}

The first URL is for a user who owns all databases whose names begin with customer_trends, the second is
for root, the third line is the socket. The passwords are new each time. Ctrl+C stops the server.
`);
  // The server ends with this process, however that ends.
  const stopped = new Promise<"stopped">((settle) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => settle("stopped"));
  });
  const awake = setInterval(() => undefined, 1 << 30);
  const how = await Promise.race([stopped, server.ended.then(() => "died" as const)]);
  clearInterval(awake);
  await server.stop();
  if (how === "died")
    throw new ReportError("database", "The server stopped unexpectedly.", {
      hint: `See its log: ${server.logFile}`,
    });
  print("\nStopped.\n");
});
