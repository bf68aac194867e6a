import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ReportError, messageOf } from "../etl/errors.ts";
import { privateServer } from "../tools/servers/choose.ts";
import { runCommand } from "./command.ts";

const help = `Runs a private MySQL for trying things, on this machine only, until Ctrl+C.

  npm run mysql [-- options]

  --mariadb            MariaDB instead
  --data DIR           keep the data in DIR, for the next time (default: a temporary folder)
  --help               this text

It takes the mysqld of this machine; where there is none, it fetches one from Debian (once; nothing is installed).
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
      hint: "`npm run mysql -- --help` lists the options.",
      cause,
    });
  }
}

await runCommand(async () => {
  const { mariadb, data, help: asked } = readArguments(process.argv.slice(2));
  if (asked) {
    process.stdout.write(help);
    return;
  }
  if (data === "") throw new ReportError("usage", "--data needs the name of a folder.");
  const server = await privateServer(
    mariadb ? "mariadb" : "mysql",
    data === undefined ? {} : { dataFolder: resolve(data) },
  );
  process.stdout.write(`
${mariadb ? "MariaDB" : "MySQL"} ${server.version} is running. Its data: ${data === undefined ? "temporary" : server.dataFolder}

  ${server.url}
  ${server.rootUrl}
  ${server.socket}

The first is the user who owns the databases whose names begin with customer_trends, the second is root, the third the
socket. Nobody else knows the password, and it is another each time. Ctrl+C stops the server.
`);
  // The server keeps nothing waiting: it ends with this process, however that ends.
  const stopped = new Promise<"stopped">((settle) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => settle("stopped"));
  });
  const awake = setInterval(() => undefined, 1 << 30);
  const how = await Promise.race([stopped, server.ended.then(() => "died" as const)]);
  clearInterval(awake);
  await server.stop();
  if (how === "died")
    throw new ReportError("database", "The server has ended by itself.", {
      hint: `Its log was ${server.logFile}.`,
    });
  process.stdout.write("\nStopped.\n");
});
