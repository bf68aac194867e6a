import type { Columns } from "../../format/columns.ts";
import type { Chart } from "../charts/frame.ts";
import { intervals } from "../charts/intervals.ts";
import { beyondChance, influencesHeadline, influenceTitle } from "../sentences/influences.ts";
import { store } from "../site/store.ts";
import { percentFine, rating } from "../text/numbers.ts";
import { influencesOf, type Extreme, type Influences } from "./influences.ts";
import { tableOf } from "./rows.ts";

/** One measure of the page that ranks what separates customers. */
export interface InfluenceView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly chart: Chart;
  readonly table: Columns;
  /** The snapshot it was computed from. */
  readonly trace: string;
  readonly influence: Influences;
}

/** Up to this share an effect is next to nothing (Cohen 1988). */
const negligible = 0.01;

const text = (name: string, label: string) => ({ name, type: "text", label, unit: "" }) as const;
const share = (name: string, label: string) => ({ name, type: "share", label, unit: "" }) as const;
const integer = (name: string, label: string) =>
  ({ name, type: "integer", label, unit: "" }) as const;
const number = (name: string, label: string) =>
  ({ name, type: "number", label, unit: "" }) as const;

function tableOfInfluences({ ranked }: Influences): Columns {
  const extreme = ({ name, mean }: Extreme) => `${name} (${rating(mean)})`;
  return tableOf(
    [
      text("dimension", "Dimension"),
      integer("groups", "Groups"),
      share("share", "Accounts for"),
      share("low", "At least"),
      share("high", "At most"),
      number("p", "p-value"),
      text("most", "Highest mean"),
      text("least", "Lowest mean"),
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

/** Everything that the page shows, of every file of `sql/influences/`. */
export const influences: { readonly headline: string; readonly views: readonly InfluenceView[] } =
  (() => {
    const found = store.manifest.snapshots.flatMap((entry) =>
      entry.influence
        ? influencesOf(entry.influence, store.columns(entry.name)).map((influence) => ({
            entry,
            influence,
          }))
        : [],
    );
    return {
      headline: influencesHeadline(found.map(({ influence }) => influence)),
      views: found.map(({ entry, influence }, index) => ({
        id: `influence-${index + 1}`,
        title: influenceTitle(influence),
        subtitle: `Share of how customers differ in ${influence.measure} that each dimension accounts for`,
        chart: intervals(
          influence.ranked.map((each) => ({
            name: each.dimension,
            ...each.share,
            highlight: beyondChance(each),
          })),
          { format: percentFine, negligible },
        ),
        table: tableOfInfluences(influence),
        trace: entry.name,
        influence,
      })),
    };
  })();
