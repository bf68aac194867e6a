import { parseAddress } from "../etl/load/mysql/address.ts";
import { etl } from "../etl/pipeline.ts";
import { readReport } from "../etl/report/load.ts";
import { programDigest } from "../etl/cache/inputs.ts";

const [csv = "", snapshots = "", how = "fresh", url] = process.argv.slice(2);
const stages: Record<string, number> = {};
const start = performance.now();
const program = programDigest();
await etl(
  {
    report: await readReport("."),
    csv,
    about: undefined,
    snapshots,
    sql: "sql",
    mysql: url === undefined ? undefined : parseAddress(url, {}),
    queryTimeout: 600_000,
    minGroup: 1,
    sourceDateEpoch: 0,
    previous: undefined,
    acceptChanges: true,
    program,
    fresh: how === "fresh",
  },
  {
    clock: () => performance.now(),
    now: () => 0,
    sleep: () => Promise.resolve(),
    askPassword: undefined,
    reporter: {
      begin: () => undefined,
      advance: () => undefined,
      notice: () => undefined,
      end: (stage, _, milliseconds) => (stages[stage] = milliseconds),
    },
  },
);
process.stdout.write(
  JSON.stringify({
    milliseconds: performance.now() - start,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    stages,
  }),
);
