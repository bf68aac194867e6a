import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type Database } from "../../../etl/database.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { openStore } from "../../../format/store.ts";
import { take } from "../../support/descriptions/world.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const columns = `  plan: { header: plan, type: string, constraints: { enum: [a, b, c] } }
  city: { header: city, type: string }
  price: { header: price, type: money, missing: keep }
  visits: { header: visits, type: integer }`;
const csv = "plan,city,price,visits\na,Rome,0.29,1\nb,Oslo,,2\nc,Rome,1.15,-3\n";
const described = (rest: string) =>
  `currency: EUR\ndata: data.csv\ntable: t\nrow: { one: order, many: orders }\ncolumns:\n${columns}\n${rest}\n`;

/** A column of the cleaned rows. */
async function column(rest: string, name: string) {
  const file = join(temporaryFolder(), "data.csv");
  const { rows } = await take({ yaml: described(rest), csv }, database, file);
  return rows.map((row) => row[name]);
}

/** What a description is refused for, without its place. */
function refusal(rest: string): string {
  try {
    parseReport(described(rest), "report.yaml", ".");
  } catch (error) {
    return (error as Error).message.split("\n").slice(1).join("\n").trim();
  }
  return "";
}

describe("cleaning steps one after another", () => {
  test("compute with what an earlier step filled", async () => {
    const steps = `cleaning:
  - { fill: price, with: { value: 2 } }
  - { compute: "price * 3", into: triple, type: money }
  - { compute: "triple + price", into: more, type: money }`;
    expect(await column(steps, "triple")).toEqual([87, 600, 345]);
    expect(await column(steps, "more")).toEqual([116, 800, 460]);
  });

  test("leave out what computes with a column that is not there", async () => {
    const steps = `cleaning:
  - { drop: visits }
  - { compute: "visits * 2", into: twice, type: integer }`;
    expect(await column(steps, "twice")).toEqual([undefined, undefined, undefined]);
  });

  test("cut amounts at edges that no binary number is exactly", async () => {
    const steps = `cleaning:
  - { fill: price, with: { value: 4.35 } }
  - { bins: price, into: band, edges: [0.29, 1.15, 4.35], labels: [low, middle, high, top] }`;
    expect(await column(steps, "band")).toEqual(["low", "high", "middle"]);
  });

  test("translate all values to one where none is listed", async () => {
    expect(
      await column("cleaning: [{ map: city, into: zone, values: {}, else: 7 }]", "zone"),
    ).toEqual([7, 7, 7]);
  });

  test("know the values of a column by their new spellings", () => {
    const steps = `cleaning:
  - { replace: plan, values: { a: New, b: New } }
  - { map: plan, into: rank_of, values: { New: 1, c: 2 } }
metrics:
  part: { share: { plan: New } }`;
    expect(refusal(steps)).toBe("");
    expect(refusal(steps.replace("share: { plan: New }", "share: { plan: a }"))).toContain(
      'there is no value "a"',
    );
  });
});

describe("is refused:", () => {
  test.each([
    [
      "a text that may equal a number",
      "cleaning: [{ drop: city, when_equal_to: visits }]",
      "one is text, the other not",
    ],
    [
      "groups called as their edges",
      "cleaning: [{ bins: visits, into: upper, edges: [1], labels: [x, y] }]",
      "choose another name",
    ],
    [
      "a key that no object can have",
      'dimensions: { city: { names: { "__proto__": X } } }',
      '"__proto__" cannot be a key',
    ],
    [
      "two values of one name",
      "dimensions: { city: { names: { Rome: X, Oslo: X } } }",
      '"X" is what "Rome" is called as well',
    ],
    [
      "a unit of money",
      "metrics: { average: { mean: price, unit: a day } }",
      "is in the report's currency",
    ],
    [
      "a unit of computed money",
      'cleaning: [{ compute: "price * 2", into: twice, type: money, unit: a day }]',
      "is in the report's currency",
    ],
    [
      "a leader of averages",
      "metrics: { average: { mean: price } }\ndashboard: { figures: [{ id: f, bars: average, by: city, title: leader }] }",
      "bars of this metric can have range, not leader",
    ],
    [
      "winners among bars",
      "metrics: { n_of: { count: rows } }\ndashboard: { figures: [{ id: f, bars: n_of, by: city, title: wins }] }",
      "can have leader or share or range, not wins",
    ],
  ])("%s", (_, rest, message) => {
    expect(refusal(rest)).toContain(message);
  });
});

describe("a whole run", () => {
  const publish = async (rest: string, options: { readonly minGroup?: number } = {}) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "data.csv"), csv);
    const report = parseReport(described(rest), "report.yaml", folder);
    const snapshots = join(folder, "snapshots");
    await run(report.data, { report, sql: report.sql, snapshots, ...options });
    return openStore(snapshots);
  };

  test("writes computed money in the report's currency", async () => {
    const store = await publish(`cleaning:
  - { compute: "price * 2", into: twice, type: money }
metrics:
  total: { sum: twice }
dashboard: { kpis: [total] }`);
    expect(store.manifest.metrics.find(({ name }) => name === "total")?.unit).toBe("EUR");
  });

  test("profiles rows of which every number may be missing", async () => {
    const store = await publish("cleaning: [{ drop: visits }]");
    expect(store.columns("profile-correlations").length).toBe(0);
  });

  test("tells two values apart that readers would call alike", async () => {
    const store = await publish(`dimensions: { city: { names: { Rome: Oslo } } }
dashboard: { slicers: [city] }`);
    expect(store.manifest.dimensions[0]?.names).toEqual({ Rome: "Oslo (Rome)" });
  });
});

describe("a column that the file calls otherwise", () => {
  const aliased = described("").replace(
    "visits: { header: visits,",
    "visits: { header: visits, aliases: [calls],",
  );
  const readWith = async (heads: string, row: string) => {
    const file = join(temporaryFolder(), "data.csv");
    await take({ yaml: aliased, csv: `${heads}\n${row}\n` }, database, file);
  };

  test("is named as the file has it where its values do not fit", async () => {
    await expect(readWith("plan,city,price,Calls", "a,Rome,1,many")).rejects.toThrow(
      /line 2, column "Calls" \(read as "visits"\): "many" is not a whole number/,
    );
    await expect(readWith("plan,city,price,Visits", "a,Rome,1,many")).rejects.toThrow(
      /line 2, column "visits": "many" is not a whole number/,
    );
  });
});
