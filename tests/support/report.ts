import { join } from "node:path";
import { readReport } from "../../etl/report/load.ts";

/** The repository's own report. */
export const report = await readReport(join(import.meta.dirname, "../.."));

/** The columns of its CSV. */
export const contract = report.columns;
