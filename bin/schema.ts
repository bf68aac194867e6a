import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonSchema } from "../etl/report/schema.ts";
import { root, runCommand } from "./command.ts";
import { print } from "./output.ts";

/** The file by which editors complete and check report.yaml. */
const file = "report.schema.json";

await runCommand(async () => {
  if (process.argv.includes("--help")) {
    print(`Writes ${file}, by which editors complete and check report.yaml.\n\n  npm run schema\n`);
    return;
  }
  await writeFile(join(root, file), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
  print(`Wrote ${file}.\n`);
});
