import { benchDashboard } from "../bench/dashboard.ts";
import { benchEtl } from "../bench/etl.ts";
import { benchMysql } from "../bench/mysql.ts";
import { benchReaders } from "../bench/readers.ts";
import { ReportError } from "../etl/errors.ts";
import { runCommand } from "./command.ts";
import { print } from "./output.ts";

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
    print(
      `Measures speed, as ratios within one run, and what readers cost a host.\n\n  npm run bench [-- NAME]\n\n  etl                  each stage, at 3,900, 100,000 and 1,000,000 rows (default)\n  mysql                the load into MySQL\n  dashboard            clicks in a browser\n  readers              bytes and requests per view; 1,000,000 requests to a static host\n  --help               show this help\n`,
    );
    return;
  }
  if (!(name in benches) || rest.length > 0)
    throw new ReportError("usage", `Unknown benchmark "${[name, ...rest].join(" ")}".`, {
      hint: `Use one of ${names}.`,
    });
  await benches[name as keyof typeof benches]((text) => print(`${text}\n`));
});
