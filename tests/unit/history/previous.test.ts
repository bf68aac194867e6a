import { once } from "node:events";
import { truncateSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { previousHistory } from "../../../etl/history/previous.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure } from "../../support/runs.ts";

const history = JSON.stringify({
  format: 2,
  series: [],
  warnings: [],
  current: {
    id: "1",
    title: "T",
    date: "2026-01-01",
    synthetic: false,
    minGroup: 1,
    source: { kind: "table", name: "customer", rows: 1 },
    dropped: [],
    tables: [],
  },
});

type Answer = (response: ServerResponse, times: number, request: IncomingMessage) => void;

/** A site that answers as told, and the log of a look at its history. */
async function site(answer: Answer) {
  let asked = 0;
  const server = createServer((request, response) => answer(response, ++asked, request));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [notices, waits] = [[] as string[], [] as number[]];
  const look = (stall = 10_000) =>
    previousHistory(url, "nowhere", {
      notice: (text) => void notices.push(text),
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      stall,
    });
  return { url: `${url}/data/history.json`, look, notices, waits, asked: () => asked };
}

const whole = (response: ServerResponse) => void response.end(history);

const faults: Readonly<Record<string, readonly [Answer, string]>> = {
  "does not answer": [() => undefined, "it does not answer (waited 0.3 s)"],
  "stops after its headers": [
    (response) => response.writeHead(200).flushHeaders(),
    "it stopped in the middle of its answer (waited 0.3 s)",
  ],
  "stops in the middle": [
    (response) => void response.write(history.slice(0, 50)),
    "it stopped in the middle of its answer (waited 0.3 s)",
  ],
  "is cut in the middle": [
    (response) => {
      response.writeHead(200, { "content-length": history.length });
      response.write(history.slice(0, 50), () => response.destroy());
    },
    "the connection was cut in the middle of its answer (",
  ],
  "is cut between two chunks": [
    (response) => void response.write(history.slice(0, 50), () => response.destroy()),
    "the connection was cut in the middle of its answer (",
  ],
  "hangs up": [(response) => void response.destroy(), "other side closed"],
  "sends gzip that is not": [
    (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(history),
    "the connection was cut in the middle of its answer (",
  ],
  "is out of order": [(response) => void response.writeHead(503).end(), "it answers 503"],
  "redirects to itself": [
    (response, _, { url }) => void response.writeHead(302, { location: url }).end(),
    "redirect count exceeded",
  ],
  "redirects to a file": [
    (response) => void response.writeHead(302, { location: "file:///etc/hostname" }).end(),
    "",
  ],
};

test.each(Object.keys(faults))("a site that %s is tried again, then named", async (name) => {
  const [answer, reason] = faults[name] ?? [whole, ""];
  const broken = await site(answer);
  const error = await failure(broken.look(300));
  expect(error.message).toContain(
    `The history of the site before cannot be fetched from ${broken.url}: ${reason}`,
  );
  expect(error.exitCode).toBe(3);
  expect(error.hint).toContain("leave out --previous");
  expect(broken.waits).toEqual([1000, 2000]);

  const stumbling = await site((response, times, request) =>
    times === 1 ? answer(response, times, request) : whole(response),
  );
  // A loop of redirects asks often within one try.
  if (name.startsWith("redirects to itself")) return;
  expect((await stumbling.look(2000))?.current.id).toBe("1");
  expect(stumbling.asked()).toBe(2);
});

const packed = gzipSync(Buffer.alloc(200_000_000, " "));
const endless: Answer = (response) => {
  const chunk = Buffer.alloc(1 << 20, " ");
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
};

test.each([
  ["streams without end", endless],
  [
    "unpacks to more than it sends",
    (response: ServerResponse) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(packed),
  ],
] as const)("a site that %s is read no further than 20 MB, once", async (_, answer) => {
  const large = await site(answer);
  const before = process.memoryUsage().rss;
  expect(await large.look()).toBeUndefined();
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  expect(large.notices).toEqual([
    `The history at ${large.url} cannot be used, so nothing is compared: it is larger than ` +
      "20 MB, so it is not a history.",
  ]);
  expect(large.asked()).toBe(1);
});

test("redirects are followed, and a history of 20 MB is still read", async () => {
  const padded = `${history}${" ".repeat(20_000_000 - history.length)}`;
  const moved = await site((response, _, { url }) =>
    url === "/elsewhere.json"
      ? void response.end(padded)
      : void response.writeHead(301, { location: "/elsewhere.json" }).end(),
  );
  expect((await moved.look())?.current.title).toBe("T");
});

test("files are read no further either", async () => {
  const looking = { notice: () => undefined, sleep: () => Promise.resolve() };
  const folder = temporaryFolder();
  const large = join(folder, "large.json");
  writeFileSync(large, "");
  truncateSync(large, 5_000_000_000);
  for (const file of [large, "/dev/zero"]) {
    const error = await failure(previousHistory(file, "nowhere", looking));
    expect(error.message).toBe(
      `The history in ${file} (--previous) cannot be used: it is larger than 20 MB, so it is not a history.`,
    );
  }
});

test("a local history that is too large is left with a notice", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "history.json");
  writeFileSync(file, "");
  truncateSync(file, 1_000_000_000);
  const notices: string[] = [];
  const looking = {
    notice: (text: string) => void notices.push(text),
    sleep: () => Promise.resolve(),
  };
  expect(await previousHistory(undefined, folder, looking)).toBeUndefined();
  expect(notices).toEqual([
    `${file} cannot be used, so nothing is compared: it is larger than 20 MB, so it is not a history.`,
  ]);
});
