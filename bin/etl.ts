import { etlSettings } from "../etl/options.ts";
import { withFolders } from "../etl/snapshot/lock.ts";
import { runEtl, runWithSettings } from "./command.ts";

await runWithSettings(
  "etl",
  "Turns a CSV of customers into snapshots, the first half of a build.",
  etlSettings,
  async (settings) => {
    await withFolders([settings.text("snapshots")], () => runEtl(settings));
  },
);
