import { etl } from "../etl/pipeline.ts";

const [csv = "", snapshots = ""] = process.argv.slice(2);
const stages: Record<string, number> = {};
const start = performance.now();
await etl(
  { csv, snapshots, sql: "sql", mysql: undefined, sourceDateEpoch: 0 },
  {
    clock: () => performance.now(),
    sleep: () => Promise.resolve(),
    askPassword: undefined,
    reporter: { begin: () => undefined, advance: () => undefined, notice: () => undefined, end: (stage, _, milliseconds) => (stages[stage] = milliseconds) },
  },
);
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, peakBytes: process.resourceUsage().maxRSS * 1024, stages }));
