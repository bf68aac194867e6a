import { benchDashboard } from "../bench/dashboard.ts";
import { benchEtl } from "../bench/etl.ts";
import { benchMysql } from "../bench/mysql.ts";
import { benchReaders } from "../bench/readers.ts";
import { ReportError } from "../etl/errors.ts";
import { runCommand } from "./command.ts";

const benches = {
  etl: benchEtl,
  mysql: benchMysql,
  dashboard: benchDashboard,
  readers: benchReaders,
} as const;

await runCommand(async () => {
  const [name = "etl", ...rest] = process.argv.slice(2);
  const names = Object.keys(benches).join(", ");
  if (name === "--help" || name === "-h") {
    process.stdout.write(
      `Measures speed: of the ETL and the load into MySQL as ratios within one run, of the dashboard in a browser;\nand what readers cost a host: bytes and requests of a view, and 1,000,000 requests.\n\n  npm run bench [-- NAME]\n\nNAME is one of: ${names} (default etl).\n`,
    );
    return;
  }
  if (!(name in benches) || rest.length > 0)
    throw new ReportError("usage", `There is no bench "${[name, ...rest].join(" ")}".`, {
      hint: `Known: ${names}.`,
    });
  await benches[name as keyof typeof benches]((text) => process.stdout.write(`${text}\n`));
});
