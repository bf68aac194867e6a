import { count } from "./numbers.ts";

/** A name for what several values are folded into, which none of the values has: "3 others". */
export function othersName(folded: number, values: Iterable<string>): string {
  const taken = new Set(values);
  const plain = `${count(folded)} ${folded === 1 ? "other" : "others"}`;
  let name = plain;
  for (let attempt = 1; taken.has(name); attempt++)
    name = `${plain} (combined${attempt === 1 ? "" : ` ${attempt}`})`;
  return name;
}
