import type { DictionaryEntry } from "../../format/manifest.ts";
import { ageGroupNames } from "../clean/quartiles.ts";
import { accepts } from "../contract/accepts.ts";
import { contract, frequencyDays } from "../contract/columns.ts";
import type { ResultTable } from "../result-table.ts";

const typeNames = {
  text: "text",
  integer: "whole number",
  money: "amount, exact to the cent",
  rating: "number, exact to the hundredth",
} as const;

const derived: readonly DictionaryEntry[] = [
  {
    name: "age_group",
    header: "",
    label: "Age group",
    type: "text",
    unit: "",
    description: "Quartile of age among all customers of the file.",
    accepts: ageGroupNames.join(", "),
    origin: "derived",
  },
  {
    name: "purchase_frequency_days",
    header: "",
    label: "Days between purchases",
    type: "whole number",
    unit: "days",
    description: "The stated frequency of purchases as a number of days.",
    accepts: [...new Set(Object.values(frequencyDays))].join(", "),
    origin: "derived",
  },
];

/** The data dictionary: every column of the contract, then the derived columns. */
export function dictionary(dropped: readonly string[]): DictionaryEntry[] {
  const inputs = contract.map((column): DictionaryEntry => ({
    name: column.name,
    header: column.header,
    label: column.label,
    type: typeNames[column.type],
    unit: column.unit,
    description: column.description,
    accepts: accepts(column),
    origin: dropped.includes(column.name) ? "dropped" : "input",
  }));
  return [...inputs, ...derived];
}

/**
 * The order in which readers expect a column's values, for the columns that have one.
 * @param found all tables, whose profile has the age groups from the youngest to the oldest
 * @param shown the tables after suppression: an age group that none of them names is left out
 */
export function displayOrders(
  found: readonly ResultTable[],
  shown: readonly ResultTable[],
): Record<string, string[]> {
  const ordered = contract.flatMap((column) =>
    column.order ? [[column.name, [...column.order]] as const] : [],
  );
  const ages = found.find(({ name }) => name === "profile-ages")?.columns.values["age_group"] ?? [];
  const named = new Set(
    shown
      .filter(({ published }) => published)
      .flatMap(({ columns }) => Object.values(columns.values).flat()),
  );
  const ageGroups = [...new Set(ages.map(String))].filter((group) => named.has(group));
  return { ...Object.fromEntries(ordered), age_group: ageGroups };
}
