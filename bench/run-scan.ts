import { DuckDBInstance } from "@duckdb/node-api";
import { literal } from "../etl/contract/sql.ts";

const [csv = ""] = process.argv.slice(2);
const start = performance.now();
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run(`CREATE TABLE customers AS SELECT * FROM read_csv(${literal(csv)})`);
process.stdout.write(
  JSON.stringify({
    milliseconds: performance.now() - start,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
