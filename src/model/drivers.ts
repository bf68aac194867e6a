import { rowsOf, type Columns } from "../../format/columns.ts";
import type { DriverSpec } from "../../format/driver.ts";
import { explained } from "../statistics/explained.ts";
import { welchAnova } from "../statistics/groups.ts";
import { holm } from "../statistics/holm.ts";
import type { Interval } from "../statistics/means.ts";
import { meanOf } from "../statistics/sample.ts";
import { compareText } from "./cube.ts";
import { comparable, groupOf, type Group } from "./groups.ts";

/** How much one dimension has to do with one measure. */
export interface Driver {
  readonly dimension: string;
  readonly groups: number;
  readonly customers: number;
  /** The share of how customers differ in the measure that the dimension accounts for, 0 to 1. */
  readonly share: Interval;
  /** Corrected for all dimensions and measures that are tested together. */
  readonly p: number;
  /** The groups with the highest and the lowest mean. */
  readonly most: Extreme;
  readonly least: Extreme;
}

export interface Extreme {
  readonly name: string;
  readonly n: number;
  readonly mean: number;
}

/** One measure, with every dimension that could be tested, the strongest first. */
export interface Drivers {
  readonly measure: string;
  readonly ranked: readonly Driver[];
  /** Dimensions that could not be: of one value, or of groups too small to compare. */
  readonly untested: readonly string[];
}

/**
 * Ranks dimensions by how much of a measure they account for, for every measure, tested together.
 */
export function driversOf(spec: DriverSpec, columns: Columns): Drivers[] {
  const rows = rowsOf(columns);
  const tested = spec.measures.map((followed) => ({
    measure: followed.measure,
    found: Object.entries(spec.dimensions).map(([name, dimension]) => {
      const groups = rows
        .filter((row) => row["dimension"] === name)
        .map((row) => groupOf(row, followed));
      return { dimension, driver: driverOf(dimension, groups) };
    }),
  }));
  const corrected = holm(
    tested.flatMap(({ found }) => found.map(({ driver }) => driver?.p ?? NaN)),
  );
  return tested.map(({ measure, found }, index) => ({
    measure,
    ranked: found
      .flatMap(({ driver }, place) =>
        driver ? [{ ...driver, p: corrected[index * found.length + place] ?? NaN }] : [],
      )
      .toSorted(
        (a, b) =>
          b.share.estimate - a.share.estimate ||
          b.share.high - a.share.high ||
          compareText(a.dimension, b.dimension),
      ),
    untested: found.filter(({ driver }) => !driver).map(({ dimension }) => dimension),
  }));
}

const extreme = (group: Group): Extreme => ({
  name: group.name,
  n: group.n,
  mean: meanOf(group),
});

/**
 * A dimension's groups against each other, its p-value not yet corrected; groups of one, or all of
 * whose values are the same, have no spread to compare with. Undefined where nothing can be tested.
 */
function driverOf(dimension: string, groups: readonly Group[]): Driver | undefined {
  const usable = comparable(groups);
  const ordered = usable.toSorted((a, b) => meanOf(b) - meanOf(a) || compareText(a.name, b.name));
  const [most, least] = [ordered[0], ordered.at(-1)];
  if (!most || !least || usable.length < 2) return undefined;
  const [share, { p }] = [explained(usable), welchAnova(usable)];
  if (Number.isNaN(share.estimate) || Number.isNaN(p)) return undefined;
  const customers = usable.reduce((sum, { n }) => sum + n, 0);
  const ends = { most: extreme(most), least: extreme(least) };
  return { dimension, groups: usable.length, customers, share, p, ...ends };
}
