import type { Plugin } from "vite";
import { z } from "zod";

/** A package, with the terms under which its code may be passed on. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** As the package names it: "MIT". */
  readonly licence: string;
  /** What its terms ask to be passed on with the code. */
  readonly text: string;
}

/**
 * Pages are rendered once the scripts are bundled, by modules that share with the bundler nothing
 * but the process.
 */
const variable = "SHIPPED_PACKAGES";

const shipped = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() }));

const rule = "-".repeat(80);

/** The file that goes with the scripts: what is in them, then the licence of each. */
export function licencesFile(packages: readonly LicensedPackage[]): string {
  const titles = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  const sections = packages.map(
    ({ text }, index) => `${rule}\n${titles[index] ?? ""}\n${rule}\n\n${text}\n`,
  );
  return `The scripts of this site are made of:\n\n${titles.join("\n")}\n\n${sections.join("\n")}`;
}

/**
 * Writes licences.txt beside the scripts that browsers load, from the modules whose code is in
 * them, and tells the pages what it lists.
 * @param packagesOf finds the packages of modules of a project in a folder
 */
export function licences(
  packagesOf: (modules: readonly string[], root: string) => readonly LicensedPackage[],
): Plugin {
  return {
    name: "licences",
    applyToEnvironment: ({ name }) => name === "client",
    generateBundle: {
      // Before scripts that are small enough to stand in pages are taken out of the bundle.
      order: "pre",
      handler(_, bundle) {
        const modules = Object.values(bundle).flatMap((file) =>
          file.type === "chunk" ? Object.entries(file.modules) : [],
        );
        const packages = packagesOf(
          modules.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
          this.environment.config.root,
        );
        this.emitFile({ type: "asset", fileName: "licences.txt", source: licencesFile(packages) });
        // Without the texts: the schema leaves out what it does not name.
        process.env[variable] = JSON.stringify(shipped.parse(packages));
      },
    },
  };
}

/**
 * The packages of licences.txt by their licence; none where nothing is bundled, as while the site
 * is developed.
 */
export const shippedPackages = () =>
  Map.groupBy(shipped.parse(JSON.parse(process.env[variable] ?? "[]")), ({ licence }) => licence);
