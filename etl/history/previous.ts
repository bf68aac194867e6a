import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { historySchema, type History } from "../../format/history.ts";
import { ReportError, codeOf, messageOf } from "../errors.ts";

export const historyFile = "history.json";

/** What reading the history of the build before needs. */
interface Looking {
  readonly notice: (text: string) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** How many milliseconds a site may send nothing. */
  readonly stall?: number;
}

const tries = 3;
const isAddress = (given: string) => /^https?:\/\//.test(given);

/**
 * The history that the build before left.
 * @param given the address of a deployed site, a file, or the folder of a site or of snapshots;
 * without it, the local snapshots are read
 * @returns undefined where there was no build before, or a site has no history yet
 * @throws ReportError where a file cannot be read or a site does not answer: a build without it
 * would lose the history
 */
export async function previousHistory(
  given: string | undefined,
  snapshots: string,
  looking: Looking,
): Promise<History | undefined> {
  if (given === undefined) return localHistory(snapshots, looking.notice);
  if (isAddress(given)) return siteHistory(given, looking);
  const refuse = (reason: string): never => {
    throw new ReportError(
      "input",
      `The history in ${given} (--previous) cannot be used: ${reason}`,
      {
        hint:
          "Name a site or a file that this version of the report made, or leave out --previous " +
          "to begin a new history.",
      },
    );
  };
  const text = await readLimited(await fileOf(given)).catch((cause: unknown) =>
    refuse(codeOf(cause) === "ENOENT" ? "there is no such file." : messageOf(cause)),
  );
  return parsed(text, refuse);
}

/**
 * The history beside the snapshots of a folder, if there is one that can be used.
 * @throws ReportError where its file cannot be read
 */
export async function localHistory(
  snapshots: string,
  notice: (text: string) => void,
): Promise<History | undefined> {
  const file = join(snapshots, historyFile);
  let text: string | undefined;
  try {
    text = await readLimited(file);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw new ReportError("input", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  return parsed(text, (reason) =>
    notice(`${file} cannot be used, so nothing is compared: ${reason}`),
  );
}

/**
 * A site of another version, or a host that answers with a page of its own, must not keep a new
 * site from being published; one that fails may work again later.
 */
async function siteHistory(given: string, looking: Looking): Promise<History | undefined> {
  const { notice } = looking;
  const url = given.endsWith(".json") ? given : `${given.replace(/\/*$/, "/")}data/${historyFile}`;
  const answer = await fetched(url, looking);
  if (answer.kind === "absent") {
    notice(`${url} does not exist, so nothing is compared: this build begins a history.`);
    return undefined;
  }
  return parsed(answer.text, (reason) =>
    notice(`The history at ${url} cannot be used, so nothing is compared: ${reason}`),
  );
}

/** A folder stands for the history in it: that of snapshots, or that of a site. */
async function fileOf(given: string): Promise<string> {
  const found = (path: string) => stat(path).catch(() => undefined);
  if (!(await found(given))?.isDirectory()) return given;
  const own = join(given, historyFile);
  return (await found(own))?.isFile() ? own : join(given, "data", historyFile);
}

async function fetched(
  url: string,
  { sleep, stall = 30_000 }: Looking,
): Promise<Exclude<Answer, { kind: "failed" }>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetchLimited(url, stall);
    if (answer.kind !== "failed") return answer;
    if (attempt === tries)
      throw new ReportError(
        "input",
        `The history of the site before cannot be fetched from ${url}: ${answer.reason}.`,
        {
          hint: "Try again later, so that the site keeps its history; or leave out --previous to begin a new one.",
        },
      );
    await sleep(1000 * attempt);
  }
}

/**
 * The history that a text holds.
 * @param text undefined where it is too large
 * @param refuse called with the reason where it is none
 */
function parsed(text: string | undefined, refuse: (reason: string) => void): History | undefined {
  let reason = tooLarge;
  try {
    if (text !== undefined) return historySchema.parse(JSON.parse(text));
  } catch (cause) {
    const isJson = cause instanceof z.ZodError;
    reason = isJson ? "it is not a history of this version." : "it is not JSON.";
  }
  refuse(reason);
  return undefined;
}

/** The largest history that is read; a real one is far below a megabyte. */
const limit = 20_000_000;

/** What an address answered. */
type Answer =
  /** Its text is undefined where it answers with more than any history. */
  | { readonly kind: "text"; readonly text: string | undefined }
  /** There is nothing at this address. */
  | { readonly kind: "absent" }
  /** It failed, in words; another try may succeed. */
  | { readonly kind: "failed"; readonly reason: string };

const tooLarge = `it is larger than ${limit / 1e6} MB, so it is not a history.`;

/** The text of a file, or undefined where it is larger than any history, or endless. */
async function readLimited(path: string): Promise<string | undefined> {
  return collect(createReadStream(path, { end: limit }));
}

/**
 * Asks an address once and reads at most as much as a history can be.
 * @param stall how many milliseconds it may send nothing
 */
async function fetchLimited(url: string, stall: number): Promise<Answer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), stall);
  // One that sends a little now and then must not hold a build up either.
  const end = setTimeout(() => abort.abort(), 10 * stall);
  let isAnswered = false;
  try {
    const response = await fetch(url, { signal: abort.signal });
    isAnswered = true;
    if (response.status === 404 || response.status === 410) return { kind: "absent" };
    if (!response.ok) return { kind: "failed", reason: `it answers ${response.status}` };
    return { kind: "text", text: await collect(response.body ?? [], () => timer.refresh()) };
  } catch (error) {
    const reason = abort.signal.aborted
      ? `${isAnswered ? "it stopped in the middle of its answer" : "it does not answer"} (waited ${stall / 1000} s)`
      : isAnswered
        ? `the connection was cut in the middle of its answer (${causeOf(error)})`
        : causeOf(error);
    return { kind: "failed", reason };
  } finally {
    clearTimeout(timer);
    clearTimeout(end);
    abort.abort();
  }
}

async function collect(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  received: () => void = () => undefined,
): Promise<string | undefined> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    received();
    size += chunk.length;
    if (size > limit) return undefined;
    kept.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(kept));
}

const causeOf = (error: unknown) =>
  messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
