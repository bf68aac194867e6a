import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ReportError } from "../etl/errors.ts";
import { serveSettings, siteSettings } from "../etl/options.ts";
import { putBack } from "../etl/snapshot/publish.ts";
import { runWithSettings } from "./command.ts";
import { invocation } from "./invocation.ts";
import { serve } from "./site.ts";

await runWithSettings(
  "preview",
  "Serves the site you built.",
  { ...siteSettings, ...serveSettings },
  async (settings) => {
    await putBack(resolve(settings.text("out")));
    await stat(join(settings.text("out"), "index.html")).catch((cause: unknown) => {
      throw new ReportError("output", `There is no site in ${settings.text("out")}.`, {
        hint: `Build it with \`${invocation("build")}\`, or name its folder with --out.`,
        cause,
      });
    });
    await serve(settings);
  },
);
