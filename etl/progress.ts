/**
 * The stages, in order; every line of progress names one. Only where small groups are left out
 * there is something to suppress, and where nothing changed what is there is kept.
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

/**
 * Runs one stage and tells of it: its beginning, the share that is done, and in the end what it did
 * and in which time.
 */
export type Stage = <T>(
  name: StageName,
  work: (advance: (share: number) => void) => Promise<T>,
  detail: (result: T) => string,
) => Promise<T>;

/** How the pipeline tells what it does; a terminal, plain lines and JSON are three of them. */
export interface Reporter {
  /** A stage begins. */
  begin(stage: StageName): void;
  /** Share of the running stage that is done, 0 to 1. */
  advance(share: number): void;
  /** The running stage ended: what it did, in words, and in how many milliseconds. */
  end(stage: StageName, detail: string, milliseconds: number): void;
  /** Something the reader of the log should know. */
  notice(text: string): void;
}

/** Effects of the outer world that the pipeline needs. */
export interface Effects {
  /** Milliseconds on a steady clock, for durations only: no time reaches the output. */
  readonly clock: () => number;
  /** Milliseconds since 1970: the date of data that has no other. */
  readonly now: () => number;
  readonly reporter: Reporter;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Asks the person at the terminal for a password; undefined where there is nobody to ask. */
  readonly askPassword: ((who: string) => Promise<string>) | undefined;
}
