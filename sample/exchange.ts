import { Ledger, type Table } from "./ledger.ts";
import type { Random } from "./random.ts";

/** A column to be arranged. */
export interface Task {
  /** By row; exchanged in place. */
  readonly codes: Int32Array;
  /** Ways to sort the rows into groups; partners are drawn from the same group of one of them. */
  readonly kin: readonly (readonly Int32Array[])[];
  readonly tables: readonly Table[];
  /** Rounds from hot to cold. */
  readonly cooling: number;
  /** Rounds before giving up. */
  readonly rounds: number;
}

const PROPOSALS = 4_000;
const COLD = 0.2;
const FIRST_HEAT = 10;
// One turn in two is reheated only a little: enough to leave a dead end, not to lose the rest.
const REHEATS = [2.5, 1];

/**
 * Exchanges codes between rows (simulated annealing: an exchange that worsens the agreement is
 * accepted the more rarely the colder it gets) and stops at the first state that agrees with
 * every table. Returns how many sums disagree still: 0, unless it ran out of rounds.
 */
export function exchange(task: Task, random: Random): number {
  const { codes } = task;
  const ledger = new Ledger(task.tables, codes);
  const groupsByRow = task.kin.map((groups) => byRow(groups, codes.length));
  for (let round = 0; round < task.rounds && ledger.unmet > 0; round += 1) {
    const heat = heatOf(round, task.cooling);
    const rows = ledger.suspects(codes);
    for (let proposal = 0; proposal < PROPOSALS && ledger.unmet > 0; proposal += 1) {
      const one = rows[random.below(rows.length)] ?? 0;
      const partners = groupsByRow[random.below(groupsByRow.length)]?.[one];
      const other = partners?.[random.below(partners.length)] ?? one;
      const a = codes[one] ?? 0;
      const b = codes[other] ?? 0;
      if (a === b) {
        continue;
      }
      const change = ledger.weigh(one, a, other, b);
      if (change <= 0 || random.next() < Math.exp(-change / heat)) {
        ledger.commit();
        codes[one] = b;
        codes[other] = a;
      }
    }
  }
  return ledger.unmet;
}

function heatOf(round: number, cooling: number): number {
  const turn = Math.floor(round / cooling);
  const hot = turn === 0 ? FIRST_HEAT : (REHEATS[turn % REHEATS.length] ?? FIRST_HEAT);
  return hot * (COLD / hot) ** ((round % cooling) / (cooling - 1));
}

function byRow(groups: readonly Int32Array[], rows: number): (Int32Array | undefined)[] {
  const result = Array.from<Int32Array | undefined>({ length: rows });
  for (const group of groups) {
    for (const row of group) {
      result[row] = group;
    }
  }
  return result;
}
