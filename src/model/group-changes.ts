import {
  columnsOfTable,
  isAskedAlike,
  type Edition,
  type EditionTable,
} from "../../format/history.ts";
import { rowsOf } from "../../format/columns.ts";
import { followingOf } from "../../format/key-figures.ts";
import type { Sample } from "../statistics/sample.ts";
import { countChange, meanChange, totalChange, type Change } from "../statistics/change.ts";
import { isMoney, kindOfUnit } from "../text/numbers.ts";
import { inSentence } from "../text/words.ts";
import { compareText } from "./cube.ts";
import { groupOf } from "./groups.ts";
import { corrected } from "./key-changes.ts";

/** One group then and now, in the reader's unit; undefined where there is no such group. */
export interface GroupChange {
  readonly name: string;
  readonly then: Sample | undefined;
  readonly now: Sample | undefined;
  readonly customers: Change;
  readonly revenue: Change;
  /** Undefined of a group that is new or gone. */
  readonly average: Change | undefined;
}

/**
 * What changed in the groups of one dimension, each measure judged over all groups; the largest
 * groups first.
 */
export interface DimensionChanges {
  /** The table that both are read from. */
  readonly table: string;
  readonly dimension: string;
  readonly label: string;
  /** What is compared in total, in the words of a sentence, and its unit. */
  readonly total: string;
  readonly unit: string;
  readonly groups: readonly GroupChange[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

const nobody: Sample = { n: 0, sum: 0, squares: 0 };

/**
 * Of every dimension the groups then and now; dimensions of which one edition does not tell are
 * left out.
 */
export function dimensionChanges(previous: Edition, current: Edition): DimensionChanges[] {
  return current.tables
    .filter(({ driver }) => driver)
    .flatMap((now) => {
      const then = previous.tables.find(({ name, driver }) => driver && name === now.name);
      return then && isAskedAlike(then, now) ? changesOf(then, now, current) : [];
    });
}

/** The measure of drivers that groups are followed by. */
function followedMeasure({ driver, fields }: EditionTable) {
  const unitOf = (total: string) => fields.find(({ name }) => name === total)?.unit ?? "";
  return (
    driver?.measures.find(({ total }) => isMoney(kindOfUnit(unitOf(total)))) ?? driver?.measures[0]
  );
}

/** What the totals of groups are called: as the key figure that adds up the same column is. */
function totalName({ metrics }: Edition, field: EditionTable["fields"][number] | undefined) {
  const followed = metrics.find(({ name }) => name === field?.name);
  const sum = metrics.find(
    (metric) => followingOf(metric) === "sum" && metric.column === followed?.column,
  );
  return inSentence(sum?.label ?? field?.label ?? "");
}

function changesOf(then: EditionTable, now: EditionTable, current: Edition): DimensionChanges[] {
  const [before, since] = [samplesOf(then), samplesOf(now)];
  const followed = followedMeasure(now);
  const field = now.fields.find(({ name }) => name === followed?.total);
  return Object.entries(now.driver?.dimensions ?? {}).flatMap(([dimension, label]) => {
    const [a, b] = [before.get(dimension), since.get(dimension)];
    if (!a || !b) return [];
    const names = [...new Set([...a.keys(), ...b.keys()])];
    const groups = names.map((name): GroupChange => {
      const [x, y] = [a.get(name), b.get(name)];
      return {
        name,
        then: x,
        now: y,
        customers: countChange(x?.n ?? 0, y?.n ?? 0),
        revenue: totalChange(x ?? nobody, y ?? nobody),
        average: x && y && x.n > 1 && y.n > 1 ? meanChange(x, y) : undefined,
      };
    });
    const ordered = groups.toSorted(
      (x, y) => (y.now?.sum ?? 0) - (x.now?.sum ?? 0) || compareText(x.name, y.name),
    );
    const only = (here: typeof a, there: typeof b) =>
      [...here.keys()].filter((name) => !there.has(name)).toSorted(compareText);
    return [
      {
        table: now.name,
        dimension,
        label,
        total: totalName(current, field),
        unit: field?.unit ?? "",
        groups: judgedEach(ordered),
        added: only(b, a),
        gone: only(a, b),
      },
    ];
  });
}

/** Each of the three measures is a question of its own, asked of all groups at once. */
function judgedEach(groups: readonly GroupChange[]): GroupChange[] {
  const of = (measure: "customers" | "revenue" | "average") =>
    corrected(groups.map((group) => ({ change: group[measure] }))).map(({ change }) => change);
  const [customers, revenue, average] = [of("customers"), of("revenue"), of("average")];
  return groups.map((group, index) => ({
    ...group,
    customers: customers[index] ?? group.customers,
    revenue: revenue[index] ?? group.revenue,
    average: average[index],
  }));
}

/** Of every dimension the groups with what they come to: the measure that is an amount, or the first. */
function samplesOf(table: EditionTable): Map<string, Map<string, Sample>> {
  const amount = followedMeasure(table);
  const found = new Map<string, Map<string, Sample>>();
  if (!amount) return found;
  for (const row of rowsOf(columnsOfTable(table))) {
    const dimension = String(row["dimension"]);
    const groups = found.get(dimension) ?? new Map<string, Sample>();
    const group = groupOf(row, amount);
    found.set(dimension, groups.set(group.name, group));
  }
  return found;
}
