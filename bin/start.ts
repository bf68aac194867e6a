import { etlSettings, serveSettings, siteSettings } from "../etl/options.ts";
import { runWithSettings } from "./command.ts";
import { makeReport } from "./report.ts";
import { serve } from "./site.ts";

await runWithSettings(
  "start",
  "Builds the site from a CSV of customers and serves it.",
  { ...etlSettings, ...siteSettings, ...serveSettings },
  async (settings) => {
    await makeReport(settings);
    await serve(settings);
  },
);
