import { BLOCK_COLUMNS, factors } from "./columns.ts";
import { exchange } from "./exchange.ts";
import type { Table } from "./ledger.ts";
import type { Fact } from "./facts.ts";
import type { Random } from "./random.ts";
import { settle } from "./settle.ts";
import { columnsOf, filledColumn, groupRows, readRows } from "./sheet.ts";
import type { Filled, Sheet } from "./sheet.ts";

const ATTEMPTS = 40;
const ROUNDS = 40;
const NEIGHBOURS = 10;

/**
 * Orders the rows, within the blocks of the file, so that the sums of products with the customer
 * id agree too; ids are the places in the file, counted from 1. Annealing brings the sums near,
 * and a few exchanges of neighbours, found together, make them exact.
 */
export function inOrder(sheet: Sheet, facts: readonly Fact[], rows: number, random: Random): Sheet {
  const due = facts.filter((fact) => columnsOf(fact).includes("customer_id"));
  const table = idTable(due, sheet, rows);
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const blocks = groupRows(sheet, BLOCK_COLUMNS, rows);
  const near = blocks.flatMap((block) =>
    Array.from({ length: Math.ceil(block.length / NEIGHBOURS) }, (_, index) =>
      block.subarray(index * NEIGHBOURS, (index + 1) * NEIGHBOURS),
    ),
  );
  const task = {
    codes: order,
    kin: [blocks, near],
    tables: [table],
    cooling: ROUNDS,
    rounds: ROUNDS,
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (exchange(task, random) === 0 || settle(table, order, blocks)) {
      return reorder(sheet, order, rows);
    }
  }
  throw new Error(
    "The sample found no order of its rows that agrees with the sums over customer ids. Try another seed.",
  );
}

function idTable(facts: readonly Fact[], sheet: Sheet, rows: number): Table {
  const columns = facts.map((fact) => {
    const factor = factors(fact.measure).find(({ column }) => column !== "customer_id");
    return factor === undefined
      ? []
      : readRows(filledColumn(sheet, factor.column), (token) => factor.weight(token));
  });
  const codeWeights = Float64Array.from(
    Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? 0)).flat(),
  );
  return {
    measures: facts.map((fact) => fact.measure),
    groups: new Int32Array(rows),
    classes: new Int32Array(rows),
    classCount: 1,
    rowWeights: Float64Array.from(
      { length: rows * facts.length },
      (_, index) => Math.floor(index / facts.length) + 1,
    ),
    codeWeights,
    targets: Float64Array.from(facts, (fact) => fact.cells.get("") ?? 0),
    costs: Float64Array.from(columns, (column) => 1 / Math.max(...column)),
  };
}

function reorder(sheet: Sheet, order: Int32Array, rows: number): Sheet {
  const columns = [...sheet].map(([name, { codes, domain }]): [string, Filled] => [
    name,
    { codes: order.map((row) => codes[row] ?? 0), domain },
  ]);
  const ids = Int32Array.from({ length: rows }, (_, row) => row);
  return new Map([
    ...columns,
    ["customer_id", { codes: ids, domain: Array.from(ids, (row) => String(row + 1)) }],
  ]);
}
