import { ReportError } from "../etl/errors.ts";
import { runCommand } from "./command.ts";
import { print } from "./output.ts";

const commands: Readonly<Record<string, readonly [string, () => Promise<unknown>]>> = {
  new: ["drafts a report from a file", () => import("./new.ts")],
  build: ["builds the site", () => import("./build.ts")],
  dev: ["serves the site and updates it whenever you save a file", () => import("./dev.ts")],
  preview: ["serves the site you built", () => import("./preview.ts")],
  changes: ["prints what changed since the last build", () => import("./changes.ts")],
  etl: ["computes the figures, and builds no site", () => import("./etl.ts")],
  schema: ["writes the schema by which editors complete report.yaml", () => import("./schema.ts")],
  mysql: ["runs a private MySQL server", () => import("./mysql.ts")],
};

const help = `Builds interactive reports of customers from a file: no server, no database.

  npx customer-trends COMMAND [options]

${Object.entries(commands)
  .map(([name, [summary]]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}

\`npx customer-trends COMMAND --help\` lists a command's options.
`;

// The commands read their arguments from the process.
const [name = "--help"] = process.argv.splice(2, 1);
const [, run] = commands[name] ?? [];
if (run) await run();
else
  await runCommand(() => {
    if (name === "--help" || name === "-h") return Promise.resolve(void print(help));
    throw new ReportError("usage", `There is no command "${name}".`, {
      hint: "`npx customer-trends --help` lists the commands.",
    });
  });
