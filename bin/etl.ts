import { etlSettings, parseSettings } from "../etl/options.ts";
import { runCommand, runEtl } from "./command.ts";

await runCommand(async () => {
  const settings = parseSettings("npm run etl", "Turns the CSV of customers into snapshots.", etlSettings, process.argv.slice(2), process.env);
  if (settings.help !== undefined) {
    process.stdout.write(settings.help);
    return;
  }
  await runEtl(settings);
});
