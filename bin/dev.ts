import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { dev } from "astro";
import type { ViteDevServer } from "vite";
import { cardPath } from "../etl/read/card.ts";
import { etlSettings, serveSettings, siteSettings } from "../etl/options.ts";
import { runCommand, runEtl, runWithSettings } from "./command.ts";
import { exportSettings, root } from "./site.ts";

/** Editors write a file in several steps; a change counts once it has been quiet for so many milliseconds. */
const quiet = 120;

await runWithSettings("npm run dev", "Serves the site, made anew whenever the CSV or a SQL file changes.", { ...etlSettings, ...siteSettings, ...serveSettings }, async (settings) => {
  await runEtl(settings);
  exportSettings(settings);
  let vite: ViteDevServer | undefined;
  await dev({
    root,
    server: { port: Number(settings.text("port")) },
    vite: { plugins: [{ name: "snapshots", configureServer: (server: ViteDevServer) => void (vite = server) }] },
  });

  /** Pages hold the snapshots they were rendered from, so every module is forgotten before the browser asks again. */
  const reload = () => {
    for (const environment of Object.values(vite?.environments ?? {})) environment.moduleGraph.invalidateAll();
    vite?.environments.client.hot.send({ type: "full-reload" });
  };
  let running = false;
  let again = false;
  const rebuild = async (): Promise<void> => {
    again = running;
    if (running) return;
    running = true;
    await runCommand(async () => {
      await runEtl(settings);
      reload();
    });
    // A mistake in a file is shown and mended while the server goes on.
    process.exitCode = 0;
    running = false;
    if (again) await rebuild();
  };
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void rebuild(), quiet);
  };
  const csv = settings.text("csv");
  const about = settings.text("about") || cardPath(csv);
  for (const path of settings.text("source") === "database" ? [settings.text("about")].filter(Boolean) : [csv, about])
    watch(dirname(path), (_, file) => file === basename(path) && changed());
  watch(settings.text("sql"), { recursive: true }, changed);
});
