import type { ServerKind } from "../../tools/servers/engine.ts";

const all: readonly ServerKind[] = ["mysql", "mariadb"];
const { TEST_ENGINES: chosen } = process.env;

/** The engines to test: both, or only those that TEST_ENGINES lists. */
export const engines: readonly ServerKind[] =
  chosen === undefined ? all : all.filter((kind) => chosen.split(",").includes(kind));
