import { parseAddress } from "../etl/load/mysql/address.ts";
import { etl } from "../etl/pipeline.ts";

const [csv = "", snapshots = "", url] = process.argv.slice(2);
const stages: Record<string, number> = {};
const start = performance.now();
await etl(
  { csv, snapshots, sql: "sql", mysql: url === undefined ? undefined : parseAddress(url, {}), sourceDateEpoch: 0 },
  {
    clock: () => performance.now(),
    sleep: () => Promise.resolve(),
    askPassword: undefined,
    reporter: { begin: () => undefined, advance: () => undefined, notice: () => undefined, end: (stage, _, milliseconds) => (stages[stage] = milliseconds) },
  },
);
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, peakBytes: process.resourceUsage().maxRSS * 1024, stages }));
