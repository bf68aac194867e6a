import { hash } from "node:crypto";
import { max } from "d3-array";
import type { History } from "../../format/history.ts";
import { kindOfMetric } from "../model/metric.ts";
import { changesHeadline, keyChangeNotes, movedSentence } from "../sentences/changes.ts";
import { date, full } from "../text/numbers.ts";
import { counted } from "../text/words.ts";
import { escaped } from "../text/xml.ts";
import { changesOf } from "./changes.ts";

/** An id that the same words always have: a UUID of version 8, whose other digits are free. */
const idOf = (words: string): string =>
  `urn:uuid:${hash("sha256", words).replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5")}`;

/** Data have a date and no time, and a clock would change the bytes: midnight stands for the day. */
const updated = (day: string) => `<updated>${day}T00:00:00Z</updated>`;

const link = (rel: string, type: string, href: string) =>
  `<link rel="${rel}" type="${type}" href="${escaped(href)}"/>`;

/**
 * The editions of a report as an Atom feed (RFC 4287), the newest first. Of the newest it says what
 * changed; of those before, whose results are gone, the key figures.
 * @param addressOf the address of a path of the site; without a host it is relative to the feed
 */
export function feedOf(history: History, addressOf: (path: string) => string): string {
  const { series, current, warnings } = history;
  const changes = changesOf(history);
  const entries = series.map(({ id, date: day, customers, values }, index) => {
    const isCurrent = index === series.length - 1;
    const news = isCurrent ? changes : undefined;
    // The same data may come back after others, as another edition.
    const before = series.slice(0, index).filter((earlier) => earlier.id === id).length;
    const lines = [
      news ? movedSentence(news.previous.source.rows, customers, news.moved, current.row) : "",
      ...current.metrics.map((metric, at) => {
        const [value, key] = [values[metric.name] ?? null, news?.keys[at]];
        const now = value === null ? "not shown" : full(value, kindOfMetric(metric));
        return [`${metric.label}: ${now}`, ...(key ? keyChangeNotes(key) : [])]
          .filter(Boolean)
          .join("; ");
      }),
      ...(isCurrent ? warnings.map((warning) => `Warning: ${warning}`) : []),
    ].filter(Boolean);
    const title = `Data as of ${date(day)}: ${counted(customers, current.row)}`;
    return `<entry>
<title>${escaped(news ? changesHeadline(news) : title)}</title>
<id>${idOf(`edition ${id} ${before}`)}</id>
${updated(day)}${isCurrent ? `\n${link("alternate", "text/html", addressOf(news ? "/changes/" : "/"))}` : ""}
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><ul>
${lines.map((line) => `<li>${escaped(line)}</li>`).join("\n")}
</ul></div></content>
</entry>
`;
  });
  const self = addressOf("/feed.xml");
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">
<title>${escaped(`Customer Trends: ${current.title}`)}</title>
<id>${self.startsWith("/") ? idOf(`feed ${current.title}`) : escaped(self)}</id>
${updated(max(series, (point) => point.date) ?? current.date)}
${link("self", "application/atom+xml", self)}
${link("alternate", "text/html", addressOf("/"))}
<author><name>Customer Trends</name></author>
${entries.toReversed().join("")}</feed>
`;
}
