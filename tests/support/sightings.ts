import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A place of a running process, or of its temporary folder, where a secret was seen. */
export interface Sighting {
  readonly what: "cmdline" | "environ" | "comm" | "file";
  readonly where: string;
  /** Whether it is the first of the processes that were started, or its copy about to become another program. */
  readonly root: boolean;
}

/** What was seen of processes while they ran. */
export interface Seen {
  /** How often one of them was looked at. */
  readonly looks: number;
  readonly sightings: readonly Sighting[];
}

/** Ways in which a text may be written elsewhere. */
const spellings = (text: string) => [text, encodeURIComponent(text), encodeURI(text), Buffer.from(text).toString("base64").replace(/=+$/, ""), Buffer.from(text).toString("hex"), JSON.stringify(text).slice(1, -1)];

/** Whether a content has one of the secrets, in whatever spelling. */
export const secretIn = (content: Buffer, secrets: readonly string[]) => secrets.flatMap(spellings).some((spelling) => content.includes(spelling));

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    // It has ended, or was removed, since it was listed.
    return undefined;
  }
}

const titleOf = (pid: string) => contentOf(`/proc/${pid}/cmdline`)?.toString().replaceAll("\0", " ").trim() ?? "";

/**
 * Looks again and again at all processes that have a marker in their environment, and at a folder, for secrets.
 * @param marker "NAME=value"
 * @param running whether the program has begun its work: only then does it hide what it was started with
 */
export function watchProcesses(marker: string, secrets: readonly string[], folder: string, running: () => boolean): { stop(): Seen } {
  const sightings = new Map<string, Sighting>();
  let looks = 0;
  let first: string | undefined;
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const environ = contentOf(`/proc/${pid}/environ`);
      if (!environ?.includes(marker)) continue;
      looks++;
      first ??= pid;
      for (const what of ["cmdline", "environ", "comm"] as const) {
        const content = contentOf(`/proc/${pid}/${what}`);
        if (content && secretIn(content, secrets) && (running() || what === "environ")) sightings.set(`${pid} ${what}`, { what, where: titleOf(pid), root: pid === first || titleOf(pid) === titleOf(first) });
      }
    }
    for (const file of statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder, { recursive: true }) : []) {
      const content = contentOf(join(folder, String(file)));
      if (content && secretIn(content, secrets)) sightings.set(String(file), { what: "file", where: String(file), root: false });
    }
  };
  const timer = setInterval(look, 50);
  return {
    stop() {
      look();
      clearInterval(timer);
      return { looks, sightings: [...sightings.values()] };
    },
  };
}
