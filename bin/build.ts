import { etlSettings, siteSettings } from "../etl/options.ts";
import { runWithSettings } from "./command.ts";
import { invocation } from "./invocation.ts";
import { makeReport } from "./report.ts";
import { print, printJson, report } from "./output.ts";

await runWithSettings(
  "build",
  "Builds the site from a CSV of customers.",
  { ...etlSettings, ...siteSettings },
  async (settings) => {
    const start = performance.now();
    const { pages, files, bytes } = await makeReport(settings);
    const milliseconds = Math.round(performance.now() - start);
    const out = settings.text("out");
    if (settings.flag("json")) printJson({ event: "done", out, pages, files, bytes, milliseconds });
    else {
      report(
        `site      ${pages} pages, ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${out}/ (${(milliseconds / 1000).toFixed(1)} s in all)\n`,
      );
      print(
        `\nThe site is in ${out}/. Open it with \`${invocation("preview")}\`, or publish the folder on any static host.\n`,
      );
    }
  },
);
