/**
 * The stages in order; every line of progress names one. `suppress` runs with --min-group only, and
 * `cached` stands alone: nothing changed, so the snapshots stay.
 */
export const stageNames = [
  "cached",
  "read",
  "clean",
  "profile",
  "load",
  "query",
  "suppress",
  "snapshot",
] as const;
export type StageName = (typeof stageNames)[number];

/** Runs one stage and reports its start, its progress (0 to 1), its result in words and its time. */
export type Stage = <T>(
  name: StageName,
  work: (advance: (share: number) => void) => Promise<T>,
  detail: (result: T) => string,
) => Promise<T>;

/** Where progress is written: a terminal, plain lines or JSON. */
export interface Reporter {
  begin(stage: StageName): void;
  /** How much of the running stage is done, 0 to 1. */
  advance(share: number): void;
  /** @param detail what the stage did, in words */
  end(stage: StageName, detail: string, milliseconds: number): void;
  /** Something the reader of the log should know. */
  notice(text: string): void;
}

/** The outside world as the pipeline needs it. */
export interface Effects {
  /** Milliseconds on a monotonic clock, for durations only: no time reaches the output. */
  readonly clock: () => number;
  /** Milliseconds since 1970: the date of data without one. */
  readonly now: () => number;
  readonly reporter: Reporter;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Asks at the terminal for a password; undefined where nobody can answer. */
  readonly askPassword: ((who: string) => Promise<string>) | undefined;
}

/** Runs stages and reports them. */
export function stageRunner({ clock, reporter }: Pick<Effects, "clock" | "reporter">): Stage {
  return async (name, work, detail) => {
    const start = clock();
    reporter.begin(name);
    const result = await work((share) => reporter.advance(Math.min(1, share)));
    reporter.end(name, detail(result), clock() - start);
    return result;
  };
}
