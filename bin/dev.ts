import { cpSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { dev } from "astro";
import type { ErrorPayload, ViteDevServer } from "vite";
import { ReportError, messageOf } from "../etl/errors.ts";
import { metadataPath } from "../etl/read/metadata.ts";
import { readReport, reportFile } from "../etl/report/load.ts";
import { historyFile } from "../etl/history/previous.ts";
import { etlSettings, serveSettings, siteSettings } from "../etl/options.ts";
import { programDigest } from "../etl/cache/inputs.ts";
import { withFolders } from "../etl/snapshot/lock.ts";
import { root, runCommand, runEtl, runWithSettings } from "./command.ts";
import { exportSettings } from "./site.ts";

/**
 * Editors write a file in several steps; a change counts once it has been quiet for so many
 * milliseconds.
 */
const quiet = 60;
const store = join(root, "src/site/store.ts");

await runWithSettings(
  "dev",
  "Serves the site and updates the open page whenever you save the CSV or a SQL file.",
  { ...etlSettings, ...siteSettings, ...serveSettings },
  async (settings) => {
    const program = programDigest();
    const folder = settings.text("report");
    const described = await readReport(folder);
    const [snapshots, out, sql] = [
      settings.text("snapshots"),
      settings.text("out"),
      settings.text("sql") || described.sql,
    ].map((folder) => resolve(folder));
    const make = (previous?: string) =>
      withFolders([settings.text("snapshots")], () => runEtl(settings, program, previous));
    await make();
    // A save is not an edition: each is compared with the data at the start of the session.
    const own = mkdtempSync(join(tmpdir(), "customer-trends-"));
    process.once("exit", () => rmSync(own, { recursive: true, force: true }));
    const began = join(own, historyFile);
    cpSync(join(snapshots ?? "", historyFile), began);
    exportSettings(settings);
    let vite: ViteDevServer | undefined;
    await dev({
      root,
      server: { port: Number(settings.text("port")) },
      vite: {
        plugins: [
          { name: "snapshots", configureServer: (server: ViteDevServer) => void (vite = server) },
        ],
        server: {
          watch: {
            ignored: [snapshots, out].flatMap((folder) => [
              `${folder}/**`,
              `${folder}.next/**`,
              `${folder}.lock`,
            ]),
          },
        },
      },
    });

    const page = () => vite?.environments.client.hot;
    // A page that was loading while the build failed would never hear of it.
    let failure: ErrorPayload | undefined;
    page()?.on("vite:client:connect", (_, client) => {
      if (failure) client.send(failure);
    });
    /**
     * Pages hold the snapshots that they were rendered from: the module that opens these is
     * forgotten, and with it whatever imports it, before the browser asks again.
     */
    const reload = () => {
      for (const { moduleGraph } of Object.values(vite?.environments ?? {}))
        for (const module of moduleGraph.getModulesByFile(store) ?? [])
          moduleGraph.invalidateModule(module);
      page()?.send({ type: "full-reload" });
    };
    let running = false;
    let again = false;
    const rebuild = async (): Promise<void> => {
      again = running;
      if (running) return;
      running = true;
      await runCommand(async () => {
        try {
          await make(began);
          failure = undefined;
          reload();
        } catch (cause) {
          failure = {
            type: "error",
            err: {
              message: messageOf(cause),
              stack: (cause instanceof ReportError && cause.hint) || "",
            },
          };
          page()?.send(failure);
          throw cause;
        }
      });
      // A mistake in a file is shown and mended while the server goes on.
      process.exitCode = 0;
      running = false;
      if (again) await rebuild();
    };
    let timer: NodeJS.Timeout | undefined;
    const isTable = settings.text("source") === "database";
    const csv = settings.text("csv") || described.data;
    const about = settings.text("about") || (isTable ? "" : metadataPath(csv));
    const named = [about, join(folder, reportFile)].filter(Boolean).map((path) => resolve(path));
    const data = new Set<string>();
    /** The data's files, those included that a pattern matches by now, or did. */
    const dataFiles = () => {
      for (const path of isTable ? [] : globSync(csv)) data.add(resolve(path));
      return isTable ? data : data.add(resolve(csv));
    };
    const home = resolve(folder);
    // A logo may be named while the server runs.
    const isLogo = (path: string) => /\.(svg|png)$/i.test(path) && path.startsWith(`${home}${sep}`);
    const isInput = (path: string) =>
      [...named, ...dataFiles()].includes(path) || path.startsWith(`${sql}${sep}`) || isLogo(path);
    const watched = [...named, ...dataFiles(), home, ...(isTable ? [] : [dirname(csv)])];
    vite?.watcher.add([...watched, ...(sql ? [sql] : [])]).on("all", (_, changed) => {
      if (!isInput(resolve(changed))) return;
      clearTimeout(timer);
      timer = setTimeout(() => void rebuild(), quiet);
    });
  },
);
