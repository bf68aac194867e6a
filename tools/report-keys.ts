import { stringify } from "yaml";

/** The parts of a JSON Schema that the tables of keys are written from. */
export interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** What the tables show besides the schema. */
interface Shown {
  /** Reports whose values are examples; the first that has a key gives it. */
  readonly examples: readonly unknown[];
  /** The places that have tables of their own. */
  readonly places: readonly string[];
}

/** A row of a table, as Markdown. */
interface Row {
  readonly key: string;
  readonly meaning: string;
  readonly example: string;
}

/** Keys that only name a step and what it makes: an example of a whole step does without. */
const naming = new Set(["id", "title", "label", "unit", "description"]);

const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;

const listed = (names: readonly string[], last: string) =>
  [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(` ${last} `);

/** A value as report.yaml has it, in one line. */
const inOneLine = (value: unknown): string =>
  stringify(value, { collectionStyle: "flow", compat: "yaml-1.1", lineWidth: 0 })
    .trim()
    .replaceAll(/\[ (.*?) \]/g, "[$1]");

/** The steps of a place: `columns.*` has `columns` and `*`, `claims[]` has `claims` and `[]`. */
const stepsOf = (place: string) => place.match(/\[\]|[^.[\]]+/g) ?? [];

function schemaAt(whole: Schema, place: string): Schema {
  return stepsOf(place).reduce((schema, step) => {
    const { items, additionalProperties, properties } = schema;
    const below = { "[]": items, "*": additionalProperties }[step] ?? properties?.[step];
    if (typeof below !== "object") throw new Error(`The schema of report.yaml has no ${place}.`);
    return below;
  }, whole);
}

/** What a report has at a place: each item of `[]`, each value of `*`. */
function valuesAt(report: unknown, place: string): unknown[] {
  return stepsOf(place).reduce<unknown[]>(
    (values, step) =>
      values
        .flatMap((value) => (typeof value === "object" && value ? Object.entries(value) : []))
        .flatMap(([key, value]: [string, unknown]) =>
          step === "[]" || step === "*" || step === key ? [value] : [],
        ),
    [report],
  );
}

/** The shortest of the texts that the first report with any gives. */
function exampleOf({ examples }: Shown, textsOf: (report: unknown) => readonly string[]): string {
  const texts = examples.map(textsOf).find(({ length }) => length > 0) ?? [];
  const [first] = texts.toSorted((a, b) => a.length - b.length);
  return first === undefined ? "" : code(first);
}

/** What a key means: its description, the values it accepts, its default, whether it must be there. */
function meaningOf(schema: Schema, isRequired: boolean): string {
  const { description = "", enum: values = [], default: given } = schema;
  const choice = listed(values.map(String).map(code), "or");
  const about = description.includes("`")
    ? `${choice}. ${description}`
    : `${description.replace(/\.$/, "")}: ${choice}.`;
  const isFilled = (typeof given === "string" || Array.isArray(given)) && given.length > 0;
  return [
    values.length > 0 ? about : description,
    isFilled || typeof given === "number" ? `Default: ${code(inOneLine(given))}.` : "",
    isRequired ? "Required." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** The objects of a key's value, by their place, which have no table of their own. */
const objectsIn = (place: string, schema: Schema, { places }: Shown) =>
  (
    [
      ["", schema],
      ["[]", schema.items],
      [".*", schema.additionalProperties],
    ] as const
  ).flatMap(([suffix, part]) =>
    typeof part === "object" && part.properties && !places.includes(`${place}${suffix}`)
      ? [[suffix, part] as const]
      : [],
  );

/** The keys of an object, and of the objects in it. */
function rowsOf(place: string, schema: Schema, shown: Shown, prefix = "", isSaid = false): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const at = place === "." ? key : `${place}.${key}`;
    const objects = objectsIn(at, part, shown);
    const has = part.description !== undefined;
    if (!has && !isSaid && objects.length === 0)
      throw new Error(`${at} has no description in the schema of report.yaml.`);
    const own: Row = {
      key: code(`${prefix}${key}`),
      meaning: meaningOf(part, schema.required?.includes(key) ?? false),
      example: shown.places.some((other) =>
        stepsOf(at).every((step, i) => step === stepsOf(other)[i]),
      )
        ? ""
        : exampleOf(shown, (report) =>
            valuesAt(report, at).map((value) => `${key}: ${inOneLine(value)}`),
          ),
    };
    const inside = objects.flatMap(([suffix, each]) =>
      rowsOf(`${at}${suffix}`, each, shown, `${prefix}${key}${suffix}.`, isSaid || has),
    );
    return [...(has ? [own] : []), ...inside];
  });
}

const wholeStep = (step: unknown) =>
  inOneLine(Object.fromEntries(Object.entries(step as object).filter(([key]) => !naming.has(key))));

/** The keys of each kind of a cleaning step, and then those that several kinds have. */
function rowsOfKinds(place: string, kinds: readonly Schema[], shown: Shown): Row[] {
  const nameOf = ({ properties = {} }: Schema) => Object.keys(properties)[0] ?? "";
  const having = (key: string, part: Schema) =>
    kinds.filter(({ properties }) => JSON.stringify(properties?.[key]) === JSON.stringify(part));
  const shared = new Map<string, Schema>();
  const own = kinds.flatMap((kind) => {
    const name = nameOf(kind);
    const parts = Object.entries(kind.properties ?? {});
    const common = parts.filter(([key, part]) => having(key, part).length > 1);
    for (const [key, part] of common) shared.set(key, part);
    const properties = Object.fromEntries(parts.filter((part) => !common.includes(part)));
    const examples = shown.examples
      .flatMap((report) => valuesAt(report, place))
      .filter((step) => Object.hasOwn(step as object, name));
    const whole = exampleOf({ ...shown, examples: [examples] }, () => examples.map(wholeStep));
    return rowsOf(".", { ...kind, properties }, { examples, places: [] }).map((row) =>
      row.key === code(name)
        ? { ...row, meaning: meaningOf(properties[name] ?? {}, false), example: whole }
        : { ...row, key: `${code(name)}, ${row.key}` },
    );
  });
  const others = [...shared].flatMap(([key, part]) => {
    const names = having(key, part).map(nameOf).map(code);
    const of = names.length === kinds.length ? "" : ` For ${listed(names, "and")}.`;
    return rowsOf(place, { properties: { [key]: part } }, shown).map((row) => ({
      ...row,
      meaning: `${row.meaning}${of}`,
    }));
  });
  return [...own, ...others];
}

const marker = /(<!-- keys: (\S+) -->)[\s\S]*?(<!-- end of keys -->)/g;

/**
 * A page of docs, with its tables of keys written anew: each stands between `<!-- keys: PLACE -->` and
 * `<!-- end of keys -->`.
 * @param examples reports whose values are shown; the first that has a key gives its example
 * @throws Error where the schema has no such place, or no description of a key
 */
export function withKeyTables(page: string, schema: Schema, examples: readonly unknown[]): string {
  const places = [...page.matchAll(marker)].map(([, , place = ""]) => place);
  const shown = { examples, places };
  return page.replaceAll(marker, (_, start: string, place: string, end: string) => {
    const part = place === "." ? schema : schemaAt(schema, place);
    const rows = part.anyOf ? rowsOfKinds(place, part.anyOf, shown) : rowsOf(place, part, shown);
    const lines = rows.map(({ key, meaning, example }) => `| ${key} | ${meaning} | ${example} |`);
    return [
      start,
      "",
      "| key | meaning | example |",
      "| --- | --- | --- |",
      ...lines,
      "",
      end,
    ].join("\n");
  });
}
