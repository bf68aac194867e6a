import { date } from "../text/numbers.ts";
import { store } from "./store.ts";

/** Where the figures come from, in one line: "Customer shopping behaviour (synthetic sample), data of 1 November 2026". */
export function sourceLine(): string {
  const { title, synthetic, date: day, source } = store.manifest;
  return `Source: ${title}${synthetic ? " (synthetic sample)" : ""}, ${source.name}, data of ${date(day)}`;
}
