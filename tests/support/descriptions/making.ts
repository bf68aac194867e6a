import type { Choose } from "./choose.ts";
import { keysOf, type Known } from "./columns.ts";

/** A cleaning step, and the columns that there are after it. */
export interface Done {
  readonly step: object;
  readonly known: readonly Known[];
}

export type Make = (choose: Choose, known: readonly Known[]) => Done | undefined;

export const isText = ({ type }: Known) => type === "string";
const isNumber = (column: Known) => !isText(column);
const decimalsOf = ({ decimals = 0 }: Known) => decimals;
const replaced = (known: readonly Known[], next: Known) =>
  known.some(({ name }) => name === next.name)
    ? known.map((column) => (column.name === next.name ? next : column))
    : [...known, next];
export const oneOf = ({ of }: Choose, columns: readonly Known[]) =>
  columns.length === 0 ? undefined : of(columns);
/** A new name that no column has. */
const fresh = (known: readonly Known[], names: readonly string[]) =>
  names.find((name) => known.every((column) => column.name !== name));

const groupNames = ["band", "age_group", "range_of"];
const weightNames = ["weight", "days"];
const kindNames = ["kind", "lowest"];
const computedNames = ["computed", "amount"];
export const madeNames = new Set([...groupNames, ...weightNames, ...kindNames, ...computedNames]);
const groupLabels = [
  "Low",
  "Middle, more",
  "High",
  "Top",
  "Very top",
  'The "best"',
  "L".repeat(120),
];

export const fill: Make = (choose, known) => {
  const column = oneOf(choose, known.filter(isNumber));
  if (!column) return undefined;
  const by = oneOf(choose, known.filter(isText));
  const given = column.first === undefined ? "mode" : { value: column.first };
  const filler = choose.of(["median", "mean", "mode", given] as const);
  return {
    step: {
      fill: column.name,
      with: filler,
      ...(by && choose.yes(0.5) ? { by: by.name } : {}),
    },
    known: replaced(known, { ...column, nullable: false }),
  };
};

/** A column of groups that a step makes. */
const groupsOf = (name: string, labels: string[]): Known => ({
  name,
  type: "string",
  isOrdered: true,
  nullable: false,
  values: labels,
  allowed: labels,
  most: 0,
  first: undefined,
});

export const quantiles: Make = (choose, known) => {
  const column = oneOf(
    choose,
    known.filter((each) => isNumber(each) && !each.nullable),
  );
  const into = fresh(known, groupNames);
  if (!column || into === undefined) return undefined;
  const labels = choose.some(groupLabels, 2, 5);
  return {
    step: { quantiles: column.name, into, labels, ...choose.maybe(0.3, () => ({ label: "Band" })) },
    known: [...known, groupsOf(into, labels)],
  };
};

export const bins: Make = (choose, known) => {
  const column = oneOf(
    choose,
    known.filter((each) => isNumber(each) && !each.nullable),
  );
  const into = fresh(known, groupNames);
  if (!column || into === undefined) return undefined;
  const edges = choose.some([-5, 0, 0.29, 1.15, 2, 10, 4.35], 1, 3).toSorted((a, b) => a - b);
  const labels = choose.some(groupLabels, edges.length + 1, edges.length + 1);
  return {
    step: { bins: column.name, into, edges, labels },
    known: [...known, groupsOf(into, labels)],
  };
};

export const map: Make = (choose, known) => {
  const column = oneOf(choose, known.filter(isText));
  const isNumeric = choose.yes(0.4);
  const into = fresh(known, isNumeric ? weightNames : kindNames);
  if (!column || into === undefined) return undefined;
  const { of } = choose;
  const result = () =>
    isNumeric ? of([0, 1, -2, 30]) : of(["One", "Two", "Yes", "Hat", "2 others"]);
  const possible = column.allowed ?? column.values;
  const listed = choose.some(keysOf(possible), 0, possible.length);
  const values = new Map(listed.map((value) => [value, result()]));
  const other = result();
  const isAll = values.size > 0 && listed.length === possible.length;
  const hasElse = !isAll || column.first === undefined || choose.yes(0.5);
  const results = [...new Set([...values.values(), ...(hasElse ? [other] : [])].map(String))];
  return {
    step: {
      map: column.name,
      into,
      values,
      ...(hasElse ? { else: other } : {}),
    },
    known: [
      ...known,
      {
        name: into,
        type: isNumeric ? "integer" : "string",
        nullable: false,
        values: isNumeric ? [] : results,
        ...(isNumeric ? {} : { allowed: results }),
        most: 30,
        first: column.first === undefined ? undefined : (values.get(String(column.first)) ?? other),
      },
    ],
  };
};

export const replace: Make = (choose, known) => {
  const column = oneOf(choose, known.filter(isText));
  if (!column || keysOf(column.values).length === 0) return undefined;
  const { some, of } = choose;
  const values = new Map(
    some(keysOf(column.values), 1, 2).map(
      (value) => [value, of(["Hat", "Hats & more", value])] as const,
    ),
  );
  const now = (value: string) => values.get(value) ?? value;
  return {
    step: { replace: column.name, values },
    known: replaced(known, {
      ...column,
      values: [...new Set(column.values.map(now))],
      ...(column.allowed ? { allowed: [...new Set(column.allowed.map(now))] } : {}),
      first: column.first === undefined ? undefined : now(String(column.first)),
    }),
  };
};

export const compute: Make = (choose, known) => {
  const { of } = choose;
  const into = fresh(known, computedNames);
  const small = known.filter(
    (column) =>
      isNumber(column) && column.most <= 2_000_000 / 10 ** Math.max(2, decimalsOf(column)),
  );
  const column = oneOf(choose, small);
  if (!column || into === undefined) return undefined;
  const { name, type, most } = column;
  const alike = of(small.filter((each) => (each.type === "money") === (type === "money")));
  const whole = oneOf(
    choose,
    small.filter((each) => each.type === "integer"),
  );
  const made = type === "money" ? "money" : "number";
  const decimals = Math.max(decimalsOf(column), decimalsOf(alike));
  const [expression, largest, nullable] = of([
    [`-${name}`, most, column.nullable] as const,
    [
      `2 * (${name} - ${alike.name})`,
      2 * (most + alike.most),
      column.nullable || alike.nullable,
    ] as const,
    [`${name} + ${alike.name}`, most + alike.most, column.nullable || alike.nullable] as const,
    [
      `${name} * ${whole?.name ?? "3"}`,
      most * (whole?.most ?? 3),
      column.nullable || (whole?.nullable ?? false),
    ] as const,
  ]);
  return {
    step: { compute: expression, into, type: made, ...(type === "money" ? {} : { decimals }) },
    known: [
      ...known,
      { name: into, type: made, decimals, nullable, values: [], most: largest, first: undefined },
    ],
  };
};
