import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { historySchema, type History } from "../../format/history.ts";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { fetchLimited, readLimited, tooLarge, type Answer } from "./limited.ts";

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
  if (given === undefined) return localHistory(join(snapshots, historyFile), looking);
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
  const found = text === undefined ? tooLarge : parsed(text);
  return typeof found === "string" ? refuse(found) : found;
}

async function localHistory(file: string, { notice }: Looking): Promise<History | undefined> {
  let text: string | undefined;
  try {
    text = await readLimited(file);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw new ReportError("input", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  const found = text === undefined ? tooLarge : parsed(text);
  if (typeof found !== "string") return found;
  notice(`${file} cannot be used, so nothing is compared: ${found}`);
  return undefined;
}

/**
 * A site of another version, or a host that answers with a page of its own, must not keep a new
 * site from being published; one that fails may work again later.
 */
async function siteHistory(given: string, looking: Looking): Promise<History | undefined> {
  const url = given.endsWith(".json") ? given : `${given.replace(/\/*$/, "/")}data/${historyFile}`;
  const answer = await fetched(url, looking);
  if (answer.kind === "absent") {
    looking.notice(`${url} does not exist, so nothing is compared: this build begins a history.`);
    return undefined;
  }
  const found = answer.kind === "too large" ? tooLarge : parsed(answer.text);
  if (typeof found !== "string") return found;
  looking.notice(`The history at ${url} cannot be used, so nothing is compared: ${found}`);
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

/** A history, or the reason why a text is not one. */
function parsed(text: string): History | string {
  try {
    return historySchema.parse(JSON.parse(text));
  } catch (cause) {
    return cause instanceof z.ZodError ? "it is not a history of this version." : "it is not JSON.";
  }
}
