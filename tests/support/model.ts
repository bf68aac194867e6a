import type { Model } from "../../format/manifest.ts";
import { modelOf } from "../../etl/plan/cube.ts";
import { cleanedColumns } from "../../etl/report/cleaned.ts";
import { metricOf } from "../../src/model/metric.ts";
import { report } from "./report.ts";

/** What pages are told of the repository's own report. */
export const model: Model = {
  row: report.row,
  orders: Object.fromEntries(
    cleanedColumns(report).flatMap(({ name, order }) => (order ? [[name, [...order]]] : [])),
  ),
  ...modelOf(report.analysis),
};

export const metric = (name: string) => metricOf(model, name);
