import { inSentence, pluralOf } from "../../format/nouns.ts";
import type { Dimension } from "../../format/report.ts";
import type { Column, ColumnsByName } from "../contract/columns.ts";
import type { DimensionDescription } from "./analysis-schema.ts";
import { unknownName, type Problem } from "./problems.ts";

/** A dimension, and the one that each of its values has one value of. */
export interface BoundDimension extends Dimension {
  readonly within?: string;
}

/** Resolves names of dimensions: text columns, described or not. */
export interface Dimensions {
  /** The dimension of this name; a mistake at this place where there is none. */
  readonly named: (name: string, at: Problem["at"]) => BoundDimension | undefined;
  /** Whether the values of a dimension have an order; of one that is not there nobody complains. */
  readonly isOrdered: (name: string) => boolean;
  /** Notes a mistake at this place where a dimension cannot have the value. */
  readonly checkValue: (name: string, value: string, at: Problem["at"]) => void;
}

/** The values that a text column can have; undefined where a file decides. */
export function possibleValues(column: Column | undefined): readonly string[] | undefined {
  const { allowed, missingText, header, order } = column ?? {};
  if (allowed) return missingText === undefined ? allowed : [...allowed, missingText];
  return header === "" ? order : undefined;
}

/** @param problems to which mistakes are added */
export function boundDimensions(
  described: Readonly<Record<string, DimensionDescription>>,
  columns: ColumnsByName,
  problems: Problem[],
): Dimensions {
  const named: Dimensions["named"] = (name, at) => {
    const column = columns.get(name);
    if (!column) problems.push({ at, message: unknownName("column", name, columns.keys()) });
    else if (column.type !== "text")
      problems.push({
        at,
        message: `"${name}" is a number; cut it into groups in a cleaning step: bins or quantiles`,
      });
    else return dimensionOf(column, described[name]);
    return undefined;
  };
  const checkValue: Dimensions["checkValue"] = (name, value, at) => {
    const possible = possibleValues(columns.get(name));
    if (possible && !possible.includes(value))
      problems.push({ at, message: unknownName("value", value, possible) });
  };
  const keys = new Map<string, string>();
  for (const [name, { within, names }] of Object.entries(described)) {
    const at = ["dimensions", name];
    for (const [value, other, shown] of calledAlike(names))
      problems.push({
        at: [...at, "names", value],
        message: `"${shown}" is what "${other}" is called as well; a step "replace" would make them one`,
      });
    const dimension = named(name, at);
    if (within === name)
      problems.push({ at: [...at, "within"], message: `"${name}" is not within itself` });
    else if (within !== undefined) named(within, [...at, "within"]);
    if (!dimension) continue;
    const other = keys.get(dimension.key);
    if (other !== undefined)
      problems.push({
        at: [...at, "key"],
        message: `"${dimension.key}" is the key of ${other} as well`,
      });
    keys.set(dimension.key, name);
  }
  const isOrdered = (name: string) => !columns.has(name) || columns.get(name)?.order !== undefined;
  return { named, isOrdered, checkValue };
}

/** Values that share their name with an earlier one: the value, the other one, and the name. */
function calledAlike(names: Readonly<Record<string, string>>): [string, string, string][] {
  const called = new Map<string, string>();
  return Object.entries(names).flatMap(([value, shown]): [string, string, string][] => {
    const other = called.get(shown);
    called.set(shown, value);
    return other === undefined ? [] : [[value, other, shown]];
  });
}

function dimensionOf(column: Column, described: DimensionDescription | undefined): BoundDimension {
  const label = described?.label ?? column.label;
  const one = inSentence(label);
  const [single, several] = described?.noun ?? [one, pluralOf(one)];
  return {
    name: column.name,
    key: described?.key ?? column.name.replaceAll("_", "-"),
    label,
    noun: { one: single, many: several },
    names: described?.names ?? {},
    ...(described?.within === undefined ? {} : { within: described.within }),
  };
}
