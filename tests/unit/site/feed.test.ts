import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { History } from "../../../format/history.ts";
import { changesHeadline } from "../../../src/sentences/changes.ts";
import { changesOf } from "../../../src/views/changes.ts";
import { feedOf } from "../../../src/views/feed.ts";
import { edition, guardedBy, historyIn, snapshotsOf, text } from "../../support/editions.ts";
import { csvFile } from "../../support/customers.ts";
import { run } from "../../support/runs.ts";

const { DOMParser } = new JSDOM("").window;
const atom = "http://www.w3.org/2005/Atom";

/** A feed, strictly parsed. @throws Error where it is not well-formed */
function parsed(xml: string) {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const [error] = document.getElementsByTagName("parsererror");
  if (error) throw new Error(error.textContent);
  const textOf = (within: Element, name: string) => {
    const found = [...within.children].filter(({ localName }) => localName === name);
    expect(found, `one ${name}`).toHaveLength(1);
    return found[0]?.textContent ?? "";
  };
  const linksOf = (within: Element) =>
    [...within.children]
      .filter(({ localName }) => localName === "link")
      .map((link) => [link.getAttribute("rel"), link.getAttribute("href")]);
  const feed = document.documentElement;
  return {
    feed,
    id: textOf(feed, "id"),
    title: textOf(feed, "title"),
    updated: textOf(feed, "updated"),
    author: textOf(feed, "author"),
    links: linksOf(feed),
    entries: [...feed.getElementsByTagNameNS(atom, "entry")].map((entry) => ({
      id: textOf(entry, "id"),
      title: textOf(entry, "title"),
      updated: textOf(entry, "updated"),
      links: linksOf(entry),
      lines: [...entry.querySelectorAll("content li")].map(({ textContent }) => textContent),
    })),
  };
}

const hosted = (path: string) => `https://example.org/trends${path}`;
const unhosted = (path: string) => `/trends${path}`;

const october = edition(1, 600);
const november = [...october.slice(40), ...edition(2, 60, 10_001)];
const dollars = (rows: typeof october) =>
  `$${rows.reduce((sum, row) => sum + Number(row.purchase_amount), 0).toLocaleString("en-US")}`;

/** The history after each of some files, built one after the other. */
async function histories(): Promise<readonly [first: History, second: History]> {
  const first = historyIn(await snapshotsOf(text(october)));
  return [first, historyIn(await snapshotsOf(text(october), text(november)))];
}

describe("the feed", () => {
  test("has an entry for each edition, the newest first, with its key figures", async () => {
    const [, history] = await histories();
    const { feed, title, author, updated, entries } = parsed(feedOf(history, hosted));
    expect([feed.localName, feed.namespaceURI]).toEqual(["feed", atom]);
    expect(title).toBe(`Customer Trends: ${history.current.title}`);
    expect(author.trim()).toBe("Customer Trends");
    expect(entries).toHaveLength(2);
    const [second, first] = entries;
    const changes = changesOf(history);
    expect(second?.title).toBe(changes && changesHeadline(changes));
    expect(first?.title).toBe("Data as of January 1, 1970: 600 customers");
    expect(first?.lines.slice(0, 2)).toEqual([
      "Customers: 600",
      `Total revenue: ${dollars(october)}`,
    ]);
    expect(second?.lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^20 more customers than before: 60 new, 40 lost, 560 kept/),
      expect.stringMatching(/^Customers: 620; was 600; \+20, within chance$/),
      expect.stringContaining(`Total revenue: ${dollars(november)}; was ${dollars(october)}; `),
    ]);
    expect(entries.map((entry) => entry.updated)).toEqual(
      history.series.toReversed().map(({ date }) => `${date}T00:00:00Z`),
    );
    expect(updated).toBe("1970-01-01T00:00:00Z");
  });

  test("keeps an edition's id when another follows, and gives the same data a new id when they come back", async () => {
    const [first, second] = await histories();
    const ids = (history: History) => parsed(feedOf(history, hosted)).entries.map(({ id }) => id);
    expect(ids(second).at(-1)).toBe(ids(first)[0]);
    const [october] = first.series;
    const again = { ...second, series: [...second.series, ...(october ? [october] : [])] };
    const all = ids(again);
    expect(new Set(all).size).toBe(3);
    expect(all.slice(1)).toEqual(ids(second));
    for (const id of all)
      expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  });

  test("has full addresses where the host is known, and else those of its own host", async () => {
    const [first, second] = await histories();
    const known = parsed(feedOf(second, hosted));
    expect(known.id).toBe("https://example.org/trends/feed.xml");
    expect(known.links).toEqual([
      ["self", "https://example.org/trends/feed.xml"],
      ["alternate", "https://example.org/trends/"],
    ]);
    expect(known.entries.map(({ links }) => links)).toEqual([
      [["alternate", "https://example.org/trends/changes/"]],
      [],
    ]);
    const unknown = parsed(feedOf(first, unhosted));
    expect(unknown.id).toMatch(/^urn:uuid:/);
    expect(unknown.links).toEqual([
      ["self", "/trends/feed.xml"],
      ["alternate", "/trends/"],
    ]);
    expect(unknown.entries[0]?.links).toEqual([["alternate", "/trends/"]]);
    const ids = [unknown, known].flatMap(({ id, entries }) => [
      id,
      ...entries.map((one) => one.id),
    ]);
    expect(new Set(ids).size, "the first edition is in both feeds").toBe(ids.length - 1);
  });

  test("names what the guards warn of, whatever characters a value has", async () => {
    const odd = 'Gifts & <b>"more"</b> ]]>';
    const snapshots = await snapshotsOf(text(october));
    const changed = november.map((row, index) => (index < 30 ? { ...row, category: odd } : row));
    const report = guardedBy("{ values: new, of: category, then: warn }");
    await run(csvFile(text(changed)), { snapshots, report });
    const history = historyIn(snapshots);
    expect(history.warnings).toHaveLength(1);
    const [latest] = parsed(feedOf(history, hosted)).entries;
    expect(latest?.lines.at(-1)).toBe(`Warning: ${history.warnings[0] ?? ""}`);
    expect(latest?.lines.at(-1)).toContain(odd);
    const control = { ...history, warnings: ["A \u0001bell\u0007 rings."] };
    expect(parsed(feedOf(control, hosted)).entries[0]?.lines.at(-1)).toBe("Warning: A bell rings.");
  });
});
