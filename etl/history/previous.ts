import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { historySchema, type History } from "../../format/history.ts";
import { ReportError, codeOf, messageOf } from "../errors.ts";

export const historyFile = "history.json";

/** Effects that looking for what was before needs. */
interface Looking {
  readonly notice: (text: string) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const tries = 3;
const isAddress = (given: string) => /^https?:\/\//.test(given);

/**
 * What the build before left.
 * @param given the address of a deployed site, a file, or the folder of a site or of snapshots;
 * without it, the local snapshots are asked
 * @returns undefined where there was no build before, or a site has no history yet
 * @throws ReportError where a file cannot be read, or a site does not answer: its history would be
 * lost
 */
export async function previousHistory(
  given: string | undefined,
  snapshots: string,
  looking: Looking,
): Promise<History | undefined> {
  if (given === undefined) {
    const text = await readFile(join(snapshots, historyFile), "utf8").catch((cause: unknown) => {
      if (codeOf(cause) === "ENOENT") return undefined;
      throw new ReportError(
        "input",
        `${join(snapshots, historyFile)} cannot be read: ${messageOf(cause)}`,
        { cause },
      );
    });
    const found = text === undefined ? undefined : parsed(text);
    if (typeof found !== "string") return found;
    looking.notice(
      `${join(snapshots, historyFile)} cannot be used, so nothing is compared: ${found}`,
    );
    return undefined;
  }
  const refuse = (reason: string): never => {
    throw new ReportError(
      "input",
      `The history that --previous names cannot be used, ${given}: ${reason}`,
      {
        hint: "Name a site or a file that this version of the report made, or leave --previous out to begin a new history.",
      },
    );
  };
  const text = isAddress(given)
    ? await fetched(given, looking)
    : await readFile(await fileOf(given), "utf8").catch((cause: unknown) =>
        refuse(codeOf(cause) === "ENOENT" ? "There is no such file." : messageOf(cause)),
      );
  const found = text === undefined ? undefined : parsed(text);
  if (typeof found !== "string") return found;
  if (!isAddress(given)) return refuse(found);
  // A site of another version, or a host that answers with a page of its own, must not keep a new
  // one from being published.
  looking.notice(
    `What ${given} has as its history cannot be used, so nothing is compared: ${found}`,
  );
  return undefined;
}

/** A folder stands for the history in it: that of snapshots, or that of a site. */
async function fileOf(given: string): Promise<string> {
  const is = (path: string, kind: "isDirectory" | "isFile") =>
    stat(path).then(
      (found) => found[kind](),
      () => false,
    );
  if (!(await is(given, "isDirectory"))) return given;
  return (await is(join(given, historyFile), "isFile"))
    ? join(given, historyFile)
    : join(given, "data", historyFile);
}

async function fetched(given: string, { notice, sleep }: Looking): Promise<string | undefined> {
  const url = given.endsWith(".json") ? given : `${given.replace(/\/*$/, "/")}data/${historyFile}`;
  for (let attempt = 1; ; attempt++) {
    const outcome = await fetch(url, { signal: AbortSignal.timeout(30_000) }).then(
      async (response) => ({
        status: response.status,
        text: response.ok ? await response.text() : "",
      }),
      (cause: unknown) => ({ status: 0, text: causeOf(cause) }),
    );
    if (outcome.status === 404 || outcome.status === 410) {
      notice(
        `${url} is not there, so nothing is compared: this is the first build with a history.`,
      );
      return undefined;
    }
    if (outcome.status >= 200 && outcome.status < 300) return outcome.text;
    if (attempt === tries)
      throw new ReportError(
        "input",
        `The figures of before cannot be fetched from ${url}: ${outcome.status === 0 ? outcome.text : `it answers ${outcome.status}`}.`,
        {
          hint: "Try again later: what is published without them begins a new history. Leave --previous out to do that.",
        },
      );
    await sleep(1000 * attempt);
  }
}

const causeOf = (error: unknown) =>
  messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);

/** A history, or the reason why a text is none. */
function parsed(text: string): History | string {
  try {
    return historySchema.parse(JSON.parse(text));
  } catch (cause) {
    return cause instanceof z.ZodError ? "it is not a history of this version." : "it is no JSON.";
  }
}
