import { inSentence, pluralOf } from "../../format/nouns.ts";
import type { Dimension } from "../../format/report.ts";
import type { Column, ColumnsByName } from "../contract/columns.ts";
import type { DimensionDescription } from "./analysis-schema.ts";
import { named, noting, unknownName, type Problem } from "./problems.ts";

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
  const wrong = noting(problems);
  const dimensionNamed: Dimensions["named"] = (name, at) => {
    const column = named("column", name, columns, wrong, at);
    if (column?.type === "text") return dimensionOf(column, described[name]);
    if (column)
      wrong(at, `"${name}" is a number; cut it into groups in a cleaning step: bins or quantiles`);
    return undefined;
  };
  const checkValue: Dimensions["checkValue"] = (name, value, at) => {
    const possible = possibleValues(columns.get(name));
    if (possible && !possible.includes(value)) wrong(at, unknownName("value", value, possible));
  };
  const keys = new Map<string, string>();
  for (const [name, { within, names }] of Object.entries(described)) {
    const at = ["dimensions", name];
    for (const [value, other, shown] of calledAlike(names))
      wrong(
        [...at, "names", value],
        `"${shown}" is what "${other}" is called as well; a step "replace" would make them one`,
      );
    const dimension = dimensionNamed(name, at);
    if (within === name) wrong([...at, "within"], `"${name}" is not within itself`);
    else if (within !== undefined) dimensionNamed(within, [...at, "within"]);
    if (!dimension) continue;
    const other = keys.get(dimension.key);
    if (other !== undefined)
      wrong([...at, "key"], `"${dimension.key}" is the key of ${other} as well`);
    keys.set(dimension.key, name);
  }
  const isOrdered = (name: string) => !columns.has(name) || columns.get(name)?.order !== undefined;
  return { named: dimensionNamed, isOrdered, checkValue };
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
