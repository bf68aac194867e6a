import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A place of a running process, or of its temporary folder, where a secret was seen. */
export interface Sighting {
  readonly what: "cmdline" | "environ" | "comm" | "file";
  readonly where: string;
  /**
   * Whether it is the process that was started with the secret, or a copy of it that has yet to
   * begin a program of its own.
   */
  readonly root: boolean;
}

/** What was seen of processes while they ran. */
export interface Seen {
  /** How often one of them was looked at. */
  readonly looks: number;
  readonly sightings: readonly Sighting[];
}

/** Ways in which a text may be written elsewhere. */
const spellings = (text: string) => [
  text,
  encodeURIComponent(text),
  encodeURI(text),
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
  Buffer.from(text).toString("hex"),
  JSON.stringify(text).slice(1, -1),
];

/** Whether a content has one of the secrets, in whatever spelling. */
export const secretIn = (content: Buffer, secrets: readonly string[]) =>
  secrets.flatMap(spellings).some((spelling) => content.includes(spelling));

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    // It has ended, or was removed, since it was listed.
    return undefined;
  }
}

/** Which process it is, whatever number it got. */
interface Identity {
  readonly pid: number;
  readonly parent: number;
  /** When it was started, in ticks of the system's clock. */
  readonly start: string;
  /**
   * Whether it is still a copy of its parent, with all that the parent was started with, and has
   * not begun a program of its own.
   */
  readonly copy: boolean;
}

/** What Linux sets of a process between fork and exec. */
const forkedNotExecuted = 0x40;

function identityOf(pid: number): Identity | undefined {
  const line = contentOf(`/proc/${pid}/stat`)?.toString();
  if (line === undefined) return undefined;
  // The name comes in brackets and may hold any character.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return {
    pid,
    parent: Number(fields[1]),
    start: fields[19] ?? "",
    copy: (Number(fields[6]) & forkedNotExecuted) !== 0,
  };
}

const places = ["cmdline", "environ", "comm"] as const;

/** A process, and what others can read of it. */
interface Look {
  readonly identity: Identity;
  readonly contents: Readonly<Record<(typeof places)[number], Buffer>>;
}

function lookAt(pid: number): Look | undefined {
  const identity = identityOf(pid);
  const [cmdline, environ, comm] = places.map((place) => contentOf(`/proc/${pid}/${place}`));
  if (!identity || !cmdline || !environ || !comm) return undefined;
  // It may have begun its program between two of these.
  if (identity.copy && identityOf(pid)?.copy === false) return lookAt(pid);
  return { identity, contents: { cmdline, environ, comm } };
}

/**
 * Looks again and again at all processes that have a marker in their environment, and at a folder,
 * for secrets. What the root was started with
 * is in its title until its program hides it; that moment is not counted, which ends for good when
 * the title is first seen without a secret.
 * @param marker "NAME=value"
 * @param root the process that was started with secrets, once it runs; without one no process may
 * have any
 * @param running whether the program has begun its work: by then it must have hidden what it was
 * started with
 */
export function watchProcesses(
  marker: string,
  secrets: readonly string[],
  folder: string,
  root?: number,
  running = () => true,
): { stop(): Seen } {
  const sightings = new Map<string, Sighting>();
  const first = root === undefined ? undefined : identityOf(root);
  let looks = 0;
  let hidden = first === undefined;
  const isRoot = ({ pid, start, copy, parent }: Identity) =>
    first !== undefined &&
    ((pid === first.pid && start === first.start) || (copy && parent === first.pid));
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const seen = lookAt(Number(pid));
      if (!seen?.contents.environ.includes(marker)) continue;
      looks++;
      const { identity, contents } = seen;
      const ofRoot = isRoot(identity);
      if (ofRoot)
        hidden ||=
          running() || (contents.cmdline.length > 0 && !secretIn(contents.cmdline, secrets));
      for (const what of places) {
        if (!secretIn(contents[what], secrets) || (ofRoot && !hidden && what !== "environ"))
          continue;
        sightings.set(`${pid} ${identity.start} ${what} ${ofRoot}`, {
          what,
          where: contents.cmdline.toString().replaceAll("\0", " ").trim(),
          root: ofRoot,
        });
      }
    }
    for (const file of statSync(folder, { throwIfNoEntry: false })
      ? readdirSync(folder, { recursive: true })
      : []) {
      const content = contentOf(join(folder, String(file)));
      if (content && secretIn(content, secrets))
        sightings.set(String(file), { what: "file", where: String(file), root: false });
    }
  };
  look();
  const timer = setInterval(look, 50);
  return {
    stop() {
      look();
      clearInterval(timer);
      return { looks, sightings: [...sightings.values()] };
    },
  };
}
