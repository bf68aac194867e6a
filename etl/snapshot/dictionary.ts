import type { DictionaryEntry } from "../../format/manifest.ts";
import { ageGroupNames } from "../clean/quartiles.ts";
import { accepts } from "../contract/accepts.ts";
import { contract } from "../contract/columns.ts";

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
    accepts: "7, 14, 30, 90, 365",
    origin: "derived",
  },
];

/**
 * The data dictionary: every input column of the contract, whether cleaning kept it, and the
 * derived columns.
 */
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

/** The order in which readers expect a column's values, for the columns that have one. */
export function displayOrders(ageGroups: readonly string[]): Record<string, string[]> {
  const ordered = contract.flatMap((column) =>
    column.order ? [[column.name, [...column.order]] as const] : [],
  );
  return { ...Object.fromEntries(ordered), age_group: [...ageGroups] };
}
