const months =
  "january february march april may june july august september october november december".split(
    " ",
  );
const weekdays = "monday tuesday wednesday thursday friday saturday sunday".split(" ");

/** The place of a name, in full or abbreviated ("Sept.", "Tues"); -1 of what is no such name. */
function placeOf(text: string, names: readonly string[]): number {
  const name = text.trim().toLowerCase().replace(/\.$/, "");
  return name.length < 3 ? -1 : names.findIndex((full) => full.startsWith(name));
}

/**
 * Names of months or weekdays in calendar order, weeks from Monday; undefined unless all values are
 * such names.
 */
export function calendarOrder(values: readonly string[]): string[] | undefined {
  for (const names of [months, weekdays]) {
    const placed = values.map((value) => ({ value, place: placeOf(value, names) }));
    if (placed.length > 0 && placed.every(({ place }) => place >= 0))
      return placed.toSorted((a, b) => a.place - b.place).map(({ value }) => value);
  }
  return undefined;
}
