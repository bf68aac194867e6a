import { createReadStream } from "node:fs";
import { messageOf } from "../errors.ts";

/** The largest history that is read; a real one is far below a megabyte. */
const limit = 20_000_000;

/** What an address answered. */
export type Answer =
  | { readonly kind: "text"; readonly text: string }
  /** There is nothing at this address. */
  | { readonly kind: "absent" }
  /** It answers with more than any history. */
  | { readonly kind: "too large" }
  /** It failed, in words; another try may succeed. */
  | { readonly kind: "failed"; readonly reason: string };

export const tooLarge = `it is larger than ${limit / 1e6} MB, so it is not a history.`;

/** The text of a file, or undefined where it is larger than any history, or endless. */
export async function readLimited(path: string): Promise<string | undefined> {
  return collect(createReadStream(path, { end: limit }));
}

/**
 * Asks an address once and reads at most as much as a history can be.
 * @param stall how many milliseconds it may send nothing
 */
export async function fetchLimited(url: string, stall: number): Promise<Answer> {
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
    const text = await collect(response.body ?? [], () => timer.refresh());
    return text === undefined ? { kind: "too large" } : { kind: "text", text };
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
