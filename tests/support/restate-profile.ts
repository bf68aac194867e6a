import { contract } from "./report.ts";
import type { Json } from "./compare.ts";
import type { Run } from "./runs.ts";

const headerOf = (name: string) => contract.find((column) => column.name === name)?.header ?? name;

/** The sections `describe_raw` and `describe_clean`. */
export function restateDescriptions(run: Run): { describe_raw: Json; describe_clean: Json } {
  const stage = (name: "before" | "after", label: (column: string) => string): Json => {
    const numeric = run.rows("profile-numeric").filter((row) => row["stage"] === name);
    const text = run.rows("profile-text").filter((row) => row["stage"] === name);
    const figures = {
      count: "count",
      mean: "mean",
      std: "std",
      min: "min",
      "25%": "q1",
      "50%": "median",
      "75%": "q3",
      max: "max",
    } as const;
    return {
      numeric: Object.fromEntries(
        numeric.map((row) => [
          label(String(row["column_name"])),
          Object.fromEntries(
            Object.entries(figures).map(([theirs, ours]) => [theirs, row[ours] ?? null]),
          ),
        ]),
      ),
      text: Object.fromEntries(
        text.map((row) => [
          label(String(row["column_name"])),
          {
            count: row["count"] ?? null,
            unique: row["unique_values"] ?? null,
            top: row["top"] ?? null,
            freq: row["freq"] ?? null,
            tied_for_top: row["tied"] === "" ? [] : String(row["tied"]).split(", "),
          },
        ]),
      ),
    };
  };
  return {
    describe_raw: stage("before", headerOf),
    describe_clean: stage("after", (name) => name),
  };
}

/** The section `pearson`: both triangles of each matrix. */
export function restatePearson(run: Run): Json {
  const rows = run.rows("profile-correlations");
  const names = [...new Set(rows.map((row) => String(row["x"])))];
  const matrix = (method: string): Json => {
    const r = (x: string, y: string) =>
      rows.find((row) => row["method"] === method && row["x"] === x && row["y"] === y)?.["r"];
    return Object.fromEntries(
      names.map((x) => [x, Object.fromEntries(names.map((y) => [y, r(x, y) ?? r(y, x) ?? null]))]),
    );
  };
  return {
    after_imputation: matrix("Pearson"),
    before_imputation_pairwise: matrix("Pearson, before imputation"),
  };
}
