import { etlSettings, serveSettings, siteSettings } from "../etl/options.ts";
import { runEtl, runWithSettings } from "./command.ts";
import { buildSite, serve } from "./site.ts";

await runWithSettings("npm start", "Builds the site and serves it on this machine.", { ...etlSettings, ...siteSettings, ...serveSettings }, async (settings) => {
  await runEtl(settings);
  await buildSite(settings);
  await serve(settings);
});
