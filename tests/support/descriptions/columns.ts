import type { Choose } from "./choose.ts";
import { headers, numberNames, numberPool, textNames, textPool } from "./pools.ts";

/** A column as later parts of a description know it. */
export interface Known {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "money";
  /** Of a number how many decimals it has. */
  readonly decimals?: number;
  /** Of a text whether its values have an order. */
  readonly isOrdered?: boolean;
  readonly nullable: boolean;
  /** Of a text the values that it can have; of what nobody follows none. */
  readonly values: readonly string[];
  /** Of a text the only values that it accepts, if it says so. */
  readonly allowed?: readonly string[];
  /** Of a number the largest magnitude that it can have. */
  readonly most: number;
  /** What the first row has, which every filter keeps; undefined where nobody follows it. */
  readonly first: string | number | undefined;
}

/** The columns of a CSV: as report.yaml describes them, as later parts know them, and their cells. */
export interface Raw {
  readonly described: Readonly<Record<string, object>>;
  readonly known: readonly Known[];
  /** By name the cells of each column, row by row. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
}

/** The values that may be keys of report.yaml. */
export const keysOf = (values: readonly string[]) =>
  values.filter((value) => value !== "__proto__");

/** The decimals of each currency's amounts. */
export const currencies = { USD: 2, EUR: 2, GBP: 2, INR: 2, CHF: 2, JPY: 0, KWD: 3 } as const;
export type Currency = keyof typeof currencies;

/** A column: how report.yaml describes it, how later parts know it, and its cells. */
interface Made {
  readonly described: object;
  readonly known: Known;
  readonly cells: readonly string[];
}

/** The cells of a column; if some are missing, not that of the first row. */
const cellsOf = <T>({ of, yes }: Choose, rows: number, pool: readonly T[], missing: boolean) =>
  Array.from({ length: rows }, (_, row) =>
    missing && row > 0 && yes(0.35) ? undefined : of(pool),
  );

function textColumn(choose: Choose, name: string, rows: number): Made {
  const { of, some, yes, maybe } = choose;
  const pool = textPool(choose);
  const isBoolean = pool.every((value) => /^(Yes|No)$/.test(value)) && yes(0.5);
  const missing = yes(0.25) ? of(["not stated", "drop"]) : undefined;
  const given = cellsOf(choose, rows, pool, missing !== undefined);
  const stated = missing === undefined || missing === "drop" ? [] : [missing];
  const values = [...pool, ...stated];
  const listed = isBoolean
    ? ["Yes", "No"]
    : yes(0.2)
      ? some([...pool, "Unseen"], 99, 99)
      : undefined;
  const categories = maybe(listed ? 0 : 0.3, () => ({
    categories: some([...pool, "Absent"], 1, 5),
  }));
  return {
    described: {
      type: isBoolean ? "boolean" : "string",
      ...maybe(0.3, () => ({ label: of(["Kind of plan", "ABC", 'Tier "x"', "Größe"]) })),
      ...(missing === undefined ? {} : { missing }),
      ...(listed && !isBoolean ? { constraints: { enum: listed } } : {}),
      ...categories,
    },
    known: {
      name,
      type: "string",
      nullable: false,
      isOrdered: listed !== undefined || "categories" in categories,
      values,
      most: 0,
      first: given[0],
      ...(listed ? { allowed: [...listed, ...stated] } : {}),
    },
    cells: given.map((value) => value ?? ""),
  };
}

function numberColumn(choose: Choose, name: string, rows: number, currency: Currency): Made {
  const { of, yes, maybe } = choose;
  const type = of(["integer", "number", "money"] as const);
  const given = type === "number" ? maybe(0.5, () => ({ decimals: of([0, 1, 2, 3, 4]) })) : {};
  const decimals = { integer: 0, number: given.decimals ?? 2, money: currencies[currency] }[type];
  const unit = 10 ** decimals;
  const pool = numberPool(choose, unit);
  const missing = yes(0.35) ? of(["keep", "keep", "drop"] as const) : undefined;
  const units = cellsOf(choose, rows, pool, missing !== undefined);
  const write = (value: number) => (value / unit).toFixed(decimals);
  return {
    described: {
      type,
      ...given,
      ...maybe(type === "money" ? 0 : 0.4, () => ({ unit: of(["years", "of 5", "thousand"]) })),
      ...(missing === undefined ? {} : { missing }),
      ...maybe(0.5, () => ({
        constraints: { minimum: Math.floor(Math.min(...pool, 0) / unit), maximum: 10_000_000 },
      })),
    },
    known: {
      name,
      type,
      decimals,
      nullable: missing === "keep",
      values: [],
      most: Math.max(...pool.map(Math.abs)) / unit,
      first: (units[0] ?? 0) / unit,
    },
    cells: units.map((value) => (value === undefined ? "" : write(value))),
  };
}

/** One to three texts, one to three numbers, maybe a key, of 1 to 60 rows. */
export function rawColumns(
  choose: Choose,
  currency: Currency,
): Raw & { readonly key: string | undefined } {
  const { int, of, some, yes } = choose;
  const rows = of([() => int(1, 12), () => int(1, 3), () => int(10, 60), () => int(10, 60)])();
  const heads = some(headers, headers.length, headers.length);
  const described: Record<string, object> = {};
  const known: Known[] = [];
  const cells = new Map<string, readonly string[]>();
  const add = (names: readonly string[], make: typeof numberColumn) => {
    for (const [index, name] of names.entries()) {
      const made = make(choose, name, rows, currency);
      // A file may lack what is not the first of its kind.
      const isOptional = index > 0 && yes(0.1);
      const header = yes(0.3) ? (heads.pop() ?? name) : name;
      described[name] = { header, ...made.described, ...(isOptional ? { optional: true } : {}) };
      known.push(made.known);
      if (!isOptional || yes(0.5)) cells.set(name, made.cells);
    }
  };
  add(some(textNames, 1, 3), textColumn);
  add(some(numberNames, 1, 3), numberColumn);
  const key = of([undefined, "string", "integer"] as const);
  if (key !== undefined) {
    described["code"] = { header: "Code", type: key };
    cells.set(
      "code",
      Array.from({ length: rows }, (_, row) => `${key === "string" ? "c-" : ""}${row + 1}`),
    );
  }
  return { described, known, cells, key: key && "code" };
}
