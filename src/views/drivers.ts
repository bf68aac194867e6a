import { columnsFrom, type Columns } from "../../format/columns.ts";
import { fieldOf } from "../../format/fields.ts";
import type { SnapshotStore } from "../../format/store.ts";
import { intervals } from "../charts/intervals.ts";
import { driversHeadline, driverTitle } from "../sentences/drivers.ts";
import { negligible } from "../statistics/thresholds.ts";
import { percentFine, rating } from "../text/numbers.ts";
import { beyondChance } from "../model/key-changes.ts";
import { driversOf, type Extreme, type Drivers } from "../model/drivers.ts";

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

/** The page of key drivers: what each file of `sql/drivers/` found, one view a measure. */
export function driversView(store: SnapshotStore) {
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
      // The snapshot it was computed from.
      trace: entry.name,
      driver,
    })),
  };
}
