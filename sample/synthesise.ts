import { BLOCK_COLUMNS, COLUMNS } from "./columns.ts";
import type { Column } from "./columns.ts";
import type { Deal } from "./deals.ts";
import { searchFacts } from "./derived.ts";
import { exchange } from "./exchange.ts";
import type { Task } from "./exchange.ts";
import { factsOf } from "./facts.ts";
import type { Fact, Marginals } from "./facts.ts";
import { inOrder } from "./order.ts";
import { seeded, shuffle } from "./random.ts";
import type { Random } from "./random.ts";
import { groupRows, rowLabels, verify } from "./sheet.ts";
import type { Filled, Sheet } from "./sheet.ts";
import { onlyCode, tablesFor } from "./tables.ts";

// Where one deal leads into a dead end, another seldom does: dealing anew beats searching on.
const ATTEMPTS = 6;
const ROUNDS = 2_400;
const COOLING = 200;
const COOLING_ONE_BY_ONE = 20;

/**
 * Invents rows that agree with every count and sum of the marginals: column after column is
 * dealt out at random and then exchanged between rows until its sums agree, and at last the rows
 * are put in an order that agrees with the sums over the customer ids.
 */
export function synthesise(marginals: Marginals, seed: number): Sheet {
  const random = seeded(seed);
  const facts = factsOf(marginals);
  const wanted = searchFacts(facts, marginals);
  const rows = marginals.total["rows"] ?? 0;
  const sheet: Sheet = new Map(
    BLOCK_COLUMNS.map((name) => [name, inBlocks(marginals.file_order[name] ?? [], rows)]),
  );
  for (const column of COLUMNS) {
    sheet.set(column.name, fill(column, marginals, wanted, sheet, rows, random));
  }
  const ordered = inOrder(sheet, wanted, rows, random);
  verify(ordered, facts, rows);
  return ordered;
}

function fill(
  column: Column,
  marginals: Marginals,
  facts: readonly Fact[],
  sheet: Sheet,
  rows: number,
  random: Random,
): Filled {
  const deals = column.deal(marginals);
  const dealtBy = Object.keys(deals[0]?.where ?? {});
  const kin = [[], ...(column.kin ?? [])].map((dims) =>
    groupRows(sheet, [...dealtBy, ...dims], rows),
  );
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const filled = dealOut(deals, dealtBy, sheet, rows, random);
    const tables = tablesFor(column.name, filled, dealtBy, facts, sheet);
    const task = { codes: filled.codes, kin, tables, cooling: COOLING, rounds: ROUNDS };
    if (
      column.oneByOne === true
        ? exchangeOneByOne(task, filled, random)
        : exchange(task, random) === 0
    ) {
      return filled;
    }
  }
  throw new Error(
    `The sample's ${column.name} could not be made to agree with the marginals. Try another seed.`,
  );
}

function exchangeOneByOne(task: Task, filled: Filled, random: Random): boolean {
  const { codes } = task;
  return [...filled.domain.keys()].every((code) => {
    const kin = task.kin.map((groups) =>
      groups.map((group) => group.filter((row) => (codes[row] ?? 0) >= code)),
    );
    const tables = task.tables.map((table) => onlyCode(table, code));
    return exchange({ ...task, kin, tables, cooling: COOLING_ONE_BY_ONE }, random) === 0;
  });
}

function inBlocks(blocks: Marginals["file_order"][string], rows: number): Filled {
  const firsts = blocks.map(([first]) => first);
  return {
    codes: Int32Array.from(
      { length: rows },
      (_, row) => firsts.filter((first) => first <= row + 1).length - 1,
    ),
    domain: blocks.map(([, label]) => label),
  };
}

function dealOut(
  deals: readonly Deal[],
  dealtBy: readonly string[],
  sheet: Sheet,
  rows: number,
  random: Random,
): Filled {
  const domain = [...new Set(deals.flatMap((deal) => Object.keys(deal.counts)))];
  const codes = new Int32Array(rows);
  const labels = rowLabels(sheet, dealtBy, rows);
  for (const deal of deals) {
    const part = [...labels.keys()].filter((row) =>
      dealtBy.every((dim, index) => labels[row]?.[index] === deal.where[dim]),
    );
    const hand = Object.entries(deal.counts).flatMap(([token, count]) =>
      Array.from({ length: count }, () => domain.indexOf(token)),
    );
    if (hand.length !== part.length) {
      throw new Error(
        `The marginals give ${String(hand.length)} values to the ${String(part.length)} rows ` +
          `of ${JSON.stringify(deal.where)}.`,
      );
    }
    shuffle(hand, random);
    part.forEach((row, index) => (codes[row] = hand[index] ?? 0));
  }
  return { codes, domain };
}
