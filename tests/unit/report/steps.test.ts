import { describe, expect, test } from "vitest";
import { clean } from "../../../etl/clean/index.ts";
import { openDatabase, textOf } from "../../../etl/database.ts";
import { noticeText } from "../../../etl/notices.ts";
import { read } from "../../../etl/read/index.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { shownCleaning } from "../../../etl/suppress/facts.ts";
import { csvFile } from "../../support/customers.ts";
import { failure } from "../../support/runs.ts";

const columns = {
  id: "{ header: id, type: integer }",
  city: "{ header: city, type: string }",
  age: "{ header: age, type: integer, missing: keep, constraints: { minimum: -100 } }",
  price: "{ header: price, type: money }",
  quantity: "{ header: quantity, type: integer }",
  rating: "{ header: rating, type: number, missing: keep }",
};
const header = Object.keys(columns).join(",");

const describedBy = (
  steps: readonly string[],
  key = "key: id\n",
  other: Partial<typeof columns> = {},
) =>
  parseReport(
    `currency: EUR\ndata: a.csv\ntable: people\nrow: { one: person, many: people }\n${key}columns:\n${Object.entries(
      {
        ...columns,
        ...other,
      },
    )
      .map(([name, column]) => `  ${name}: ${column}`)
      .join("\n")}\ncleaning:\n${steps.map((step) => `  - ${step}`).join("\n")}\n`,
    "report.yaml",
    ".",
  );

/** Cleans rows by some steps; the cleaned rows as texts, what the log says, and the notices. */
async function cleaned(
  rows: readonly string[],
  steps: readonly string[],
  key?: string,
  other?: Partial<typeof columns>,
) {
  const report = describedBy(steps, key, other);
  const database = await openDatabase();
  try {
    const input = await read(
      report,
      csvFile(`${[header, ...rows].join("\n")}\n`),
      database,
      () => undefined,
    );
    const result = await clean(database, input, report);
    const found = await database.rows("SELECT * FROM people");
    const { log, notices } = shownCleaning(result.steps, 1);
    return {
      names: result.columns.map(({ name }) => name),
      rows: found.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, textOf(cell)])),
      ),
      outcomes: log.slice(1).map(({ outcome }) => outcome),
      changed: log.slice(1).map(({ changed }) => changed),
      notices: notices.map((notice) => noticeText(notice)),
      tables: result.steps.flatMap(({ table }) => table ?? []),
    };
  } finally {
    await database.close();
  }
}

const rows = [
  "1,Rome,20,1.50,2,4",
  "2,Rome,30,2.25,3,",
  "3,Oslo,,10,1,2.5",
  "4,Oslo,40,0.99,10,3.5",
  "5,Oslo,50,5,1,",
];
const column = (found: { rows: readonly Record<string, string>[] }, name: string) =>
  found.rows.map((row) => row[name]);

describe("missing: drop", () => {
  const other = {
    city: "{ header: city, type: string, missing: drop }",
    age: "{ header: age, type: integer, missing: drop }",
  };

  test("leaves out rows without a value before any step, and counts them by column", async () => {
    const found = await cleaned(
      [...rows, '6,"",60,1,1,1', "7,NA,70,1,1,1", "8,Rome,n/a,1,1,1"],
      ["{ quantiles: age, into: band, labels: [Low, High] }"],
      undefined,
      other,
    );
    expect(column(found, "id")).toEqual(["1", "2", "4", "5"]);
    expect(column(found, "band")).toEqual(["Low", "Low", "High", "High"]);
    expect(found.outcomes.slice(0, 2)).toEqual(["6 people of 8 stayed.", "4 people of 6 stayed."]);
    expect(found.changed.slice(0, 2)).toEqual([2, 2]);
  });

  test("where no row has a value, says so", async () => {
    const error = await failure(cleaned(["1,,20,1,1,1"], ["{ drop: rating }"], undefined, other));
    expect(error.message).toBe('No person has a value of "city".');
  });
});

describe("fill", () => {
  test("with the median of each group, which is the mean of the two middle values", async () => {
    const found = await cleaned(rows, ["{ fill: rating, with: median, by: city }"]);
    expect(column(found, "rating")).toEqual(["4.00", "4.00", "2.50", "3.50", "3.00"]);
    expect(found.outcomes).toEqual([
      "2 missing values filled: 1 in Oslo with 3.00, 1 in Rome with 4.00.",
    ]);
  });

  test("with the mean of all, rounded up where it lies between two values, with a notice", async () => {
    const found = await cleaned(rows, ["{ fill: age, with: mean }"]);
    expect(column(found, "age")).toEqual(["20", "30", "35", "40", "50"]);
    const half = await cleaned(
      ["1,A,1,1,1,1", "2,A,2,1,1,1", "3,A,,1,1,1"],
      ["{ fill: age, with: mean }"],
    );
    expect(column(half, "age")).toEqual(["1", "2", "2"]);
    expect(half.notices).toEqual([
      "The mean age of all has more decimals than the column holds, so it was rounded to 2.",
    ]);
  });

  test("with the mode, of several the least; and with a value, negative too", async () => {
    const found = await cleaned(
      ["1,A,7,1,1,1", "2,A,3,1,1,1", "3,A,7,1,1,1", "4,A,3,1,1,1", "5,A,,1,1,1"],
      ["{ fill: age, with: mode }"],
    );
    expect(column(found, "age").at(-1)).toBe("3");
    const value = await cleaned(rows, ["{ fill: age, with: { value: -1 } }"]);
    expect(column(value, "age")[2]).toBe("-1");
    expect(value.outcomes).toEqual(["1 missing value filled with -1."]);
    expect(value.tables[0]?.columns.fields.map(({ label }) => label)).toEqual([
      "People",
      "Missing",
      "Filled age",
    ]);
  });

  test("a column without any value is refused", async () => {
    const error = await failure(cleaned(["1,A,,1,1,1"], ["{ fill: age, with: median }"]));
    expect(error.message).toBe(
      'The column "age" has no values, so there is no median to fill it with.',
    );
  });
});

describe("quantiles and bins", () => {
  const ages = [10, 20, 30, 40].map((age, index) => `${index + 1},A,${age},${index}.10,1,1`);

  test("cut at quantiles, an edge to the lower group; a filled column, and an amount", async () => {
    const found = await cleaned(ages, [
      "{ fill: age, with: median }",
      "{ quantiles: age, into: half, labels: [young, old] }",
      "{ quantiles: price, into: third, labels: [a, b, c] }",
    ]);
    expect(column(found, "half")).toEqual(["young", "young", "old", "old"]);
    expect(column(found, "third")).toEqual(["a", "a", "b", "c"]);
    expect(found.outcomes.slice(1)).toEqual([
      "4 people in 2 groups: young 10–20, old 30–40.",
      "4 people in 3 groups: a 0.10–1.10, b 2.10–2.10, c 3.10–3.10.",
    ]);
  });

  test("cut at given edges, open at both ends, without the groups that are empty", async () => {
    const found = await cleaned(ages, [
      "{ fill: age, with: median }",
      "{ bins: age, into: band, edges: [10, 35, 90], labels: [to 10, to 35, to 90, more] }",
    ]);
    expect(column(found, "band")).toEqual(["to 10", "to 35", "to 35", "to 90"]);
    expect(found.tables.at(-1)?.columns.values).toMatchObject({
      band: ["to 10", "to 35", "to 90"],
      lower: [null, 10, 35],
      upper: [10, 35, 90],
      customers: [1, 2, 1],
    });
  });
});

describe("map and replace", () => {
  test("translate values; one that is not listed takes what `else` says, or is an error", async () => {
    const found = await cleaned(rows, [
      "{ map: city, into: zone, values: { Rome: 1 }, else: 0 }",
      "{ map: city, into: country, values: { Rome: Italy, Oslo: Norway } }",
    ]);
    expect(column(found, "zone")).toEqual(["1", "1", "0", "0", "0"]);
    expect(column(found, "country")).toEqual(["Italy", "Italy", "Norway", "Norway", "Norway"]);
    expect(found.outcomes[0]).toBe("5 people mapped: Rome 1, Oslo 0.");
    const error = await failure(cleaned(rows, ["{ map: city, into: zone, values: { Rome: 1 } }"]));
    expect(error.message).toBe(
      'The cleaning step that makes zone has no value for "Oslo" of "city".',
    );
  });

  test("make several spellings one value, before a later step", async () => {
    const found = await cleaned(rows, [
      "{ replace: city, values: { Oslo: Rome } }",
      "{ map: city, into: zone, values: { Rome: 1 } }",
    ]);
    expect(column(found, "city")).toEqual(["Rome", "Rome", "Rome", "Rome", "Rome"]);
    expect(found.outcomes).toEqual(["3 values replaced.", "5 people mapped: Rome 1."]);
  });
});

describe("compute", () => {
  test("is exact for money, and missing where an operand is", async () => {
    const found = await cleaned(rows, [
      '{ compute: "price * quantity", into: total, type: money }',
      '{ compute: "(age + 2) * -quantity", into: odd_one, type: integer }',
      '{ compute: "rating + 0.25", into: better, type: number }',
    ]);
    expect(column(found, "better")).toEqual(["4.25", "", "2.75", "3.75", ""]);
    expect(column(found, "total")).toEqual(["3.00", "6.75", "10.00", "9.90", "5.00"]);
    expect(column(found, "odd_one")).toEqual(["-44", "-96", "", "-420", "-52"]);
  });

  test("refuses a result that the column cannot hold", async () => {
    const error = await failure(
      cleaned(
        ["1,A,1,9999999999.99,9007199254740991,1"],
        ['{ compute: "price * quantity", into: total, type: money }'],
      ),
    );
    expect(error.message).toBe(
      "The cleaning step that makes total has results in 1 person that are too large for a column of type money.",
    );
  });
});

describe("drop, filter and deduplicate", () => {
  test("drop a column always, or where it equals another on every row", async () => {
    const same = ["1,A,1,1,1,1", "2,A,2,1,2,1"];
    const found = await cleaned(same, ["{ drop: city }", "{ drop: quantity, when_equal_to: age }"]);
    expect(found.names).toEqual(["id", "age", "price", "rating"]);
    const kept = await cleaned(rows, ["{ drop: quantity, when_equal_to: age }"]);
    expect(kept.names).toContain("quantity");
    expect(kept.notices).toEqual([
      "quantity and age agree on 0 of 5 rows; both columns were kept.",
    ]);
  });

  test("filter rows by a text and by a number, and what comes after sees only those that stay", async () => {
    const found = await cleaned(rows, [
      "{ filter: city, keep: [Oslo] }",
      "{ filter: price, minimum: 1, maximum: 10 }",
      "{ fill: rating, with: median }",
    ]);
    expect(column(found, "id")).toEqual(["3", "5"]);
    expect(column(found, "rating")).toEqual(["2.50", "2.50"]);
    expect(found.outcomes.slice(0, 2)).toEqual(["3 people of 5 stayed.", "2 people of 3 stayed."]);
    expect(found.changed.slice(0, 2)).toEqual([2, 1]);
    const error = await failure(cleaned(rows, ["{ filter: city, keep: [Paris] }"]));
    expect(error.message).toBe('The cleaning step that filters by "city" leaves no row.');
  });

  test("keep the first or the last row of each value, or of each combination", async () => {
    const repeated = [...rows.slice(0, 2), "3,Rome,20,9,9,1", "4,Oslo,20,1,1,1"];
    const first = await cleaned(repeated, ["{ deduplicate: city }"], "");
    expect(column(first, "id")).toEqual(["1", "4"]);
    const last = await cleaned(repeated, ["{ deduplicate: [city, age], keep: last }"], "");
    expect(column(last, "id").toSorted()).toEqual(["2", "3", "4"]);
    expect(last.outcomes).toEqual(["1 repeated row left out."]);
  });
});
