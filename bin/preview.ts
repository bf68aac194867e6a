import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ReportError } from "../etl/errors.ts";
import { parseSettings, serveSettings, siteSettings } from "../etl/options.ts";
import { runCommand } from "./command.ts";
import { serve } from "./site.ts";

await runCommand(async () => {
  const settings = parseSettings("npm run preview", "Serves the site that was built.", { ...siteSettings, ...serveSettings }, process.argv.slice(2), process.env);
  if (settings.help !== undefined) {
    process.stdout.write(settings.help);
    return;
  }
  await stat(join(settings.text("out"), "index.html")).catch((cause: unknown) => {
    throw new ReportError("output", `There is no site in ${settings.text("out")}.`, { hint: "Build it: npm run build", cause });
  });
  await serve(settings);
});
