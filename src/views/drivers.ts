import { columnsFrom, type Columns } from "../../format/columns.ts";
import { fieldOf } from "../../format/fields.ts";
import type { SnapshotStore } from "../../format/store.ts";
import type { Chart } from "../charts/frame.ts";
import { intervals } from "../charts/intervals.ts";
import { beyondChance, driversHeadline, driverTitle } from "../sentences/drivers.ts";
import { negligible } from "../statistics/thresholds.ts";
import { percentFine, rating } from "../text/numbers.ts";
import { driversOf, type Extreme, type Drivers } from "../model/drivers.ts";

/** One measure of the page that ranks what separates customers. */
export interface DriverView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly chart: Chart;
  readonly table: Columns;
  /** The snapshot it was computed from. */
  readonly trace: string;
  readonly driver: Drivers;
}

function tableOfDrivers({ ranked }: Drivers): Columns {
  const extreme = ({ name, mean }: Extreme) => `${name} (${rating(mean)})`;
  return columnsFrom(
    [
      fieldOf("text", "dimension", "Dimension"),
      fieldOf("integer", "groups", "Groups"),
      fieldOf("share", "share", "Explains"),
      fieldOf("share", "low", "Low"),
      fieldOf("share", "high", "High"),
      fieldOf("number", "p", "p-value"),
      fieldOf("text", "most", "Highest mean"),
      fieldOf("text", "least", "Lowest mean"),
    ],
    ranked.map(({ dimension, groups, share: { estimate, low, high }, p, most, least }) => [
      dimension,
      groups,
      estimate,
      low,
      high,
      p,
      extreme(most),
      extreme(least),
    ]),
  );
}

/** The page of key drivers. */
export interface DriversView {
  readonly headline: string;
  readonly views: readonly DriverView[];
}

/** What each file of `sql/drivers/` found, one view a measure. */
export function driversView(store: SnapshotStore): DriversView {
  const { row } = store.manifest;
  const found = store.manifest.snapshots.flatMap((entry) =>
    entry.driver
      ? driversOf(entry.driver, store.columns(entry.name)).map((driver) => ({ entry, driver }))
      : [],
  );
  return {
    headline: driversHeadline(
      found.map(({ driver }) => driver),
      row,
    ),
    views: found.map(({ entry, driver }, index) => ({
      id: `driver-${index + 1}`,
      title: driverTitle(driver, row),
      subtitle: `Share of the variation in ${driver.measure} that each dimension explains`,
      chart: intervals(
        driver.ranked.map((each) => ({
          name: each.dimension,
          ...each.share,
          highlight: beyondChance(each),
        })),
        { format: percentFine, negligible: negligible.eta },
      ),
      table: tableOfDrivers(driver),
      trace: entry.name,
      driver,
    })),
  };
}
