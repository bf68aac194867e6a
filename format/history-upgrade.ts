/** Keys of format 1 and their new names. */
const renamedKeys: Readonly<Record<string, string>> = {
  influence: "driver",
  withheld: "suppressed",
};

/**
 * Converts a history of an earlier format, so that a site deployed by an earlier version keeps its
 * history. Anything else is returned as it is, for the schema to check.
 * @param history parsed JSON
 */
export function upgradeHistory(history: unknown): unknown {
  const second = isRecord(history) && history["format"] === 1 ? fromFirst(history) : history;
  return isRecord(second) && second["format"] === 2 ? fromSecond(second) : second;
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Changes the tables of both editions. */
function withTables(history: Json, change: (table: Json) => Json): Json {
  const changed = (key: string) => {
    const edition = history[key];
    if (!isRecord(edition) || !Array.isArray(edition["tables"])) return {};
    const tables = edition["tables"].map((table: unknown) =>
      isRecord(table) ? change(table) : table,
    );
    return { [key]: { ...edition, tables } };
  };
  return { ...history, ...changed("current"), ...changed("previous") };
}

/** Format 2 has the names of today. */
const fromFirst = (history: Json): Json => ({
  ...withTables(history, (table) => {
    const entries = Object.entries(table).map(([key, value]) => [renamedKeys[key] ?? key, value]);
    const renamed = Object.fromEntries(entries) as Json;
    if (renamed["kind"] !== "influence") return renamed;
    const name = String(renamed["name"]).replace(/^influence-/, "driver-");
    return { ...renamed, kind: "driver", name };
  }),
  format: 2,
});

/**
 * In format 3 key figures are those of any report, the statements of claims and drivers are made
 * from a description, and numbers with two decimals are called so.
 */
const fromSecond = (history: Json): Json => ({
  ...withTables(history, ({ asked, ...table }) => {
    const fields: readonly unknown[] = Array.isArray(table["fields"]) ? table["fields"] : [];
    const isMade = table["kind"] === "finding" || table["kind"] === "driver";
    return {
      ...table,
      ...(asked === undefined || isMade ? {} : { asked }),
      fields: fields.map((field) =>
        isRecord(field) && field["type"] === "rating" ? { ...field, type: "decimal" } : field,
      ),
    };
  }),
  format: 3,
  ...(Array.isArray(history["series"])
    ? {
        series: history["series"].map((point: unknown) =>
          isRecord(point) ? pointOf(point) : point,
        ),
      }
    : {}),
});

/** The point of a series: revenue was in cents. */
function pointOf({ id, date, customers, ...figures }: Json): Json {
  const values = Object.entries(figures).map(([name, value]) => [
    name,
    name === "revenue" && typeof value === "number" ? value / 100 : value,
  ]);
  return { id, date, customers, values: { customers, ...Object.fromEntries(values) } };
}
