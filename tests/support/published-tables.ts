import { rowsOf, type Columns, type Value } from "../../format/columns.ts";
import { workedOut, type Rest } from "./subtraction.ts";

type Row = Readonly<Record<string, Value>>;

const isSmall = (value: number, least: number) => value > 0 && value < least;

/**
 * The counts of a table that are too small to be told, and what they leave of the count that they
 * are a part of, in words.
 */
export function smallCounts({ fields, ...columns }: Columns, least: number): string[] {
  return rowsOf({ fields, ...columns }).flatMap((row) =>
    fields
      .filter(({ type }) => type === "count")
      .flatMap(({ name, of }) => {
        const [some, all] = [row[name], of === undefined ? null : row[of]];
        const found = [
          ...(typeof some === "number" ? [some] : []),
          ...(typeof some === "number" && typeof all === "number" ? [all - some] : []),
        ];
        return found
          .filter((value) => isSmall(value, least))
          .map((value) => `${name} of ${JSON.stringify(row)} tells of ${value}`);
      }),
  );
}

/**
 * The counts that stand row by row in a table; those of single figures (`freq`, `below`...) add up
 * to nothing.
 */
const additive = ["n", "customers", "orders", "repeat_buyers"];

/** What names a row: its texts, and the whole numbers that are no sums. */
const keyOf = ({ fields }: Columns, row: Row) =>
  JSON.stringify(
    fields
      .filter(({ name, type }) => type === "text" || name === "age" || name === "bin_from")
      .map(({ name }) => row[name]),
  );

/**
 * Which of a list of totals a list of them would show: not the small ones, and not the next
 * smallest where the small ones are but one, or too few together.
 */
function listed<T extends { readonly size: number }>(
  totals: readonly T[],
  least: number,
): readonly T[] {
  const left = totals.filter(({ size }) => isSmall(size, least));
  const rest = totals.filter(({ size }) => size >= least).toSorted((a, b) => a.size - b.size);
  const isEnough = () =>
    left.length === 0 ||
    (left.length > 1 && left.reduce((sum, { size }) => sum + size, 0) >= least);
  while (!isEnough() && rest.length > 0) left.push(...rest.splice(0, 1));
  return rest;
}

/**
 * Of a test of counts, whose groups go as a whole: outcomes that nobody of a group has, which a
 * reader only sees of a group that is shown.
 */
function unseen(shown: Columns, whole: Columns): Row[] {
  const [groups, outcomes] = ["group_name", "outcome"].map((name) => [
    ...new Set(whole.values[name]),
  ]);
  const there = new Set(shown.values["group_name"]);
  const rows = rowsOf(whole);
  return (groups ?? []).flatMap((group) =>
    there.has(group)
      ? []
      : (outcomes ?? [])
          .filter(
            (outcome) =>
              !rows.some((row) => row["group_name"] === group && row["outcome"] === outcome),
          )
          .map((outcome) => ({ group_name: group ?? null, outcome: outcome ?? null })),
  );
}

/**
 * What a reader can work out of the rows that a table lacks, who knows its total and, where it has
 * every customer once, its totals by
 * each of its texts as far as a list of these would show them.
 * @param whole the same table with every row
 * @param customers how many there are
 */
export function recoveredRows(
  name: string,
  shown: Columns,
  whole: Columns,
  least: number,
  customers: number,
): string[] {
  const count = whole.fields.find(
    (field) => field.type === "count" && additive.includes(field.name),
  )?.name;
  if (count === undefined || shown.length === 0) return [];
  const there = new Set(rowsOf(shown).map((row) => keyOf(shown, row)));
  const rows = [...rowsOf(whole), ...unseen(shown, whole)].map((row) => ({
    row,
    key: keyOf(whole, row),
    size: Number(row[count] ?? 0),
  }));
  const texts = whole.fields.filter(({ type }) => type === "text").map((field) => field.name);
  const sizeOf = (line: typeof rows) => line.reduce((sum, { size }) => sum + size, 0);
  const byText = texts.flatMap((text) => {
    const totals = [...Map.groupBy(rows, ({ row }) => row[text]).values()].map((line) => ({
      line,
      size: sizeOf(line),
    }));
    return sizeOf(rows) === customers
      ? listed(totals, least)
      : totals.filter(({ size }) => size === customers);
  });
  const lines = [rows, ...byText.map(({ line }) => line)].filter((line) => line.length > 1);
  const rests = lines.flatMap((line): Rest[] => {
    const total = sizeOf(line);
    const unknown = line.filter(({ key }) => !there.has(key));
    return isSmall(total, least)
      ? []
      : [
          {
            unknown: new Set(unknown.map(({ key }) => key)),
            sum: unknown.reduce((sum, { size }) => sum + size, 0),
          },
        ];
  });
  return workedOut(rests, least).map((text) => `${name}: ${text}`);
}

/** What a reader can work out of the groups that the margins lack, from the margins themselves. */
export function recoveredMargins(
  shown: Columns,
  whole: readonly {
    readonly by: readonly string[];
    readonly values: readonly string[];
    readonly size: number;
  }[],
  least: number,
): string[] {
  const nameOf = (by: readonly string[], values: readonly string[]) =>
    JSON.stringify(by.map((name, index) => [name, values[index]]));
  const there = new Map(
    rowsOf(shown).map((row) => {
      const by = [row["dimension"], row["dimension_2"]].filter((name) => name !== null).map(String);
      return [nameOf(by, [row["value"], row["value_2"]].map(String)), Number(row["sum_customers"])];
    }),
  );
  const everyone = there.get("[]") ?? NaN;
  const rests = [...Map.groupBy(whole, ({ by }) => by.join(" ")).values()].flatMap((group) => {
    const [by = []] = group.map((margin) => margin.by);
    const unknownOf = (margins: typeof group, total: number): Rest => {
      const [known, unknown] = [
        margins.filter((margin) => there.has(nameOf(margin.by, margin.values))),
        margins.filter((margin) => !there.has(nameOf(margin.by, margin.values))),
      ];
      return {
        unknown: new Set(unknown.map((margin) => nameOf(margin.by, margin.values))),
        sum: total - known.reduce((sum, { size }) => sum + size, 0),
      };
    };
    const within =
      by.length < 2
        ? []
        : by.flatMap((name, place) =>
            [...Map.groupBy(group, ({ values }) => values[place])].flatMap(
              ([value = "", margins]) => {
                const total = there.get(nameOf([name], [value]));
                return total === undefined ? [] : [unknownOf(margins, total)];
              },
            ),
          );
    return [unknownOf(group, everyone), ...within];
  });
  return workedOut(rests, least).map((text) => `cube-margins: ${text}`);
}
