import type { Effects, Reporter } from "../../etl/progress.ts";

/** What a run said, in order. */
export interface Recorded {
  readonly begun: string[];
  readonly ended: string[];
  readonly details: Map<string, string>;
  readonly notices: string[];
  readonly shares: number[];
}

/** Effects that touch nothing outside: a clock that stands still, and a reporter that remembers. */
export function recordingEffects(): Effects & { readonly recorded: Recorded } {
  const recorded: Recorded = { begun: [], ended: [], details: new Map(), notices: [], shares: [] };
  const reporter: Reporter = {
    begin: (stage) => void recorded.begun.push(stage),
    advance: (share) => void recorded.shares.push(share),
    end(stage, detail) {
      recorded.ended.push(stage);
      recorded.details.set(stage, detail);
    },
    notice: (text) => void recorded.notices.push(text),
  };
  return {
    clock: () => 0,
    now: () => 0,
    reporter,
    sleep: () => Promise.resolve(),
    askPassword: undefined,
    recorded,
  };
}
