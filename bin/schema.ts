import { writeFile } from "node:fs/promises";
import { jsonSchema } from "../etl/report/schema.ts";
import { runCommand } from "./command.ts";
import { invocation } from "./invocation.ts";
import { print } from "./output.ts";

/** The file by which editors complete and check report.yaml. */
const file = "report.schema.json";

await runCommand(async () => {
  if (process.argv.includes("--help")) {
    print(
      `Writes ${file}, by which editors complete and check report.yaml.\n\n  ${invocation("schema")}\n`,
    );
    return;
  }
  await writeFile(file, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
  print(`Wrote ${file}.\n`);
});
