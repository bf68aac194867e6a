import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { guardsSchema } from "../../../etl/history/guards.ts";
import { csvFile } from "../../support/customers.ts";
import { edition, historyIn, snapshotsOf, text } from "../../support/editions.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const october = edition(1, 600);

/** A guard, its line, the data that it is to stop, and what it says of them. */
type Limit = readonly [
  name: string,
  limit: string,
  changed: () => typeof october,
  sentence: string,
];

/** A folder of snapshots that has October, and a file of guards. */
async function begun(guards?: string) {
  const snapshots = await snapshotsOf(text(october));
  const file = join(temporaryFolder(), "guards.yaml");
  if (guards !== undefined) writeFileSync(file, guards);
  return { snapshots, guards: { file, named: guards !== undefined } };
}

describe("a guard", () => {
  test("that stops a build says what to look at and leaves the last good snapshots; the change can be accepted", async () => {
    const options = await begun();
    const before = fingerprints(options.snapshots);
    const halved = csvFile(text(october.slice(0, 300)));
    const error = await failure(run(halved, options));
    expect(error.exitCode).toBe(7);
    expect(error.message).toContain(
      "The number of customers fell by 50% since the data of 1970-01-01, from 600 to 300; the limit is 20%.",
    );
    expect(error.message).toContain("Revenue fell by ");
    expect(error.hint).toContain("--accept-changes");
    expect(fingerprints(options.snapshots)).toEqual(before);
    await run(halved, { ...options, acceptChanges: true });
    expect(historyIn(options.snapshots)).toMatchObject({
      current: { source: { rows: 300 } },
      previous: { source: { rows: 600 } },
      warnings: [
        expect.stringContaining("fell by 50%") as string,
        expect.stringContaining("Revenue fell") as string,
      ],
    });
    // What was accepted is not asked again.
    await run(halved, options);
  });

  const limits: readonly Limit[] = [
    [
      "rows-rose",
      "{ more-than: 5%, then: stop }",
      () => [...october, ...edition(3, 40, 5000)],
      "The number of customers rose by 6.7% ",
    ],
    [
      "rows-fell",
      "{ more-than: 1%, then: stop }",
      () => october.slice(10),
      "The number of customers fell by 1.7% ",
    ],
    [
      "revenue-moved",
      "{ more-than: 5%, then: stop }",
      () =>
        october.map((customer) => ({
          ...customer,
          purchase_amount: String(Number(customer.purchase_amount) + 5),
        })),
      "Revenue rose by ",
    ],
    [
      "average-purchase-moved",
      "{ more-than: 5%, then: stop }",
      () =>
        october.map((customer) => ({
          ...customer,
          purchase_amount: String(Number(customer.purchase_amount) - 5),
        })),
      "The average purchase fell by ",
    ],
    [
      "missing-ratings",
      "{ more-than: 5%, then: stop }",
      () =>
        october.map((customer, index) =>
          index % 10 === 0 ? { ...customer, review_rating: "" } : customer,
        ),
      " ratings are missing, 1",
    ],
    [
      "new-category",
      "{ then: stop }",
      () =>
        october.map((customer, index) =>
          index < 20 ? { ...customer, category: "Swimwear" } : customer,
        ),
      "The data of 1970-01-01 had no category “Swimwear”.",
    ],
    [
      "vanished-category",
      "{ then: stop }",
      () =>
        october.map((customer) =>
          customer.category === "Footwear" ? { ...customer, category: "Clothing" } : customer,
        ),
      "The data of 1970-01-01 had a category “Footwear”, and these have none.",
    ],
  ];
  const expectLimit = async ([name, limit, changed, sentence]: Limit) => {
    const off = Object.keys(guardsSchema.shape)
      .filter((other) => other !== name)
      .map((other) => `${other}: { then: off }`);
    const csv = csvFile(text(changed()));
    const stopping = await begun([...off, `${name}: ${limit}`].join("\n"));
    const error = await failure(run(csv, stopping));
    expect(error).toMatchObject({
      exitCode: 7,
      message: expect.stringContaining(sentence) as string,
    });
    expect(error.message.split("\n")).toHaveLength(2);
    const warning = await begun([...off, `${name}: ${limit.replace("stop", "warn")}`].join("\n"));
    const { recorded } = await run(csv, warning);
    expect(recorded.notices.filter((notice) => notice.includes(sentence))).toHaveLength(1);
    expect(historyIn(warning.snapshots).warnings).toEqual([
      expect.stringContaining(sentence) as string,
    ]);
    const silent = await begun([...off, `${name}: { then: off }`].join("\n"));
    await run(csv, silent);
    expect(historyIn(silent.snapshots).warnings).toEqual([]);
  };
  const title = "%s stops, warns, or is off, as its line says";
  const few = 1;
  test.for(limits.slice(0, few))(title, expectLimit);
  test.for(limits.slice(few))(title, fullTier, expectLimit);

  test("names a category without what a terminal would obey", fullTier, async () => {
    const options = await begun();
    const { recorded } = await run(
      csvFile(
        text(
          october.map((customer, index) =>
            index < 20 ? { ...customer, category: "Ha\u001b[31mts\u202e" } : customer,
          ),
        ),
      ),
      options,
    );
    expect(recorded.notices).toContain(
      "The data of 1970-01-01 had no category “Ha\\u{1b}[31mts\\u{202e}”.",
    );
  });

  test("is silent where the change is within its limit", async () => {
    const options = await begun();
    const { recorded } = await run(csvFile(text(edition(9, 590))), options);
    expect(recorded.notices.filter((notice) => /limit|category/.test(notice))).toEqual([]);
  });

  test("file is refused with what is wrong in it", async () => {
    for (const [written, reason] of [
      ["rows-fell: { more-than: lots }", "is not a share such as 20%"],
      ["rows-fell: { then: shout }", "is stop, warn or off"],
      ["rows-flew: { then: stop }", "rows-flew"],
      ["rows-fell: [", "guards.yaml: "],
    ] as const) {
      const options = await begun(written);
      expect(await failure(run(csvFile(text(october)), options))).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(reason) as string,
      });
    }
    const file = join(temporaryFolder(), "none.yaml");
    expect(
      await failure(run(csvFile(text(october)), { guards: { file, named: true } })),
    ).toMatchObject({ exitCode: 3, message: `The file of guards ${file} does not exist.` });
  });

  test("file that is shipped shows the defaults", () => {
    expect(guardsSchema.parse(parse(readFileSync("guards.yaml", "utf8")))).toEqual(
      guardsSchema.parse({}),
    );
  });
});
