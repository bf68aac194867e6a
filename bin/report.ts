import type { ParsedSettings } from "../etl/options.ts";
import { withFolders } from "../etl/snapshot/lock.ts";
import { runEtl } from "./command.ts";
import { buildSite, type SiteSize } from "./site.ts";

/**
 * Both halves, customers to site; nobody else replaces either folder meanwhile, so that every page
 * is of the same snapshots.
 * @throws ReportError
 */
export function makeReport(settings: ParsedSettings): Promise<SiteSize> {
  return withFolders([settings.text("snapshots"), settings.text("out")], async () => {
    await runEtl(settings);
    return buildSite(settings);
  });
}
