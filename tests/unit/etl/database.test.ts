import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { integer, openDatabase } from "../../../etl/database.ts";
import { fullTier } from "../../support/tier.ts";

const slow = "SELECT count(*) AS n FROM range(300000000) AS a(i) WHERE hash(i) % 7 = 0";

describe("closing the embedded database", () => {
  test(
    "waits for what runs on each of its connections; nothing is asked afterwards",
    fullTier,
    async () => {
      const database = await openDatabase();
      let ended = 0;
      const running = [1, 2].map(() => database.answer(slow).finally(() => ended++));
      await database.close();
      // What awaited the answers comes first.
      await setImmediate();
      expect(ended).toBe(2);
      const [read] = await Promise.all(running);
      expect(read).toThrow("The embedded database is closed.");
      await expect(database.rows("SELECT 1")).rejects.toThrow("The embedded database is closed.");
      await expect(database.answer("SELECT 1")).rejects.toThrow("The embedded database is closed.");
    },
  );

  test("ends a result that is read in pieces", async () => {
    const database = await openDatabase();
    const pieces = database.chunks("SELECT i FROM range(100000) AS a(i)")[Symbol.asyncIterator]();
    const first = await pieces.next();
    expect(integer((first.value as readonly (readonly bigint[])[])[0]?.[1])).toBe(1);
    const second = pieces.next();
    await database.close();
    expect((await second).done).toBe(false);
    await expect(pieces.next()).rejects.toThrow("The embedded database is closed.");
  });
});
