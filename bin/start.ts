import { etlSettings, parseSettings, serveSettings, siteSettings } from "../etl/options.ts";
import { runCommand, runEtl } from "./command.ts";
import { buildSite, serve } from "./site.ts";

await runCommand(async () => {
  const all = { ...etlSettings, ...siteSettings, ...serveSettings };
  const settings = parseSettings("npm start", "Builds the site and serves it on this machine.", all, process.argv.slice(2), process.env);
  if (settings.help !== undefined) {
    process.stdout.write(settings.help);
    return;
  }
  await runEtl(settings);
  await buildSite(settings);
  await serve(settings);
});
