/** Keys of format 1 and their new names. */
const renamedKeys: Readonly<Record<string, string>> = {
  influence: "driver",
  withheld: "suppressed",
};

/**
 * Converts a history of format 1 to format 2, so that a site deployed by an earlier version keeps its
 * history. Anything else is returned as it is, for the schema to check.
 * @param history parsed JSON
 */
export function upgradeHistory(history: unknown): unknown {
  if (!isRecord(history) || history["format"] !== 1) return history;
  return {
    ...history,
    format: 2,
    ...upgraded(history, "current"),
    ...upgraded(history, "previous"),
  };
}

function upgraded(history: Readonly<Record<string, unknown>>, key: string) {
  const edition = history[key];
  if (!isRecord(edition) || !Array.isArray(edition["tables"])) return {};
  return { [key]: { ...edition, tables: edition["tables"].map(upgradedTable) } };
}

function upgradedTable(table: unknown): unknown {
  if (!isRecord(table)) return table;
  const entries = Object.entries(table).map(([key, value]) => [renamedKeys[key] ?? key, value]);
  const renamed = Object.fromEntries(entries) as Record<string, unknown>;
  if (renamed["kind"] !== "influence") return renamed;
  const name = String(renamed["name"]).replace(/^influence-/, "driver-");
  return { ...renamed, kind: "driver", name };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
