/**
 * Some sums a column must agree with. A row adds `rowWeights x codeWeights` to the cell of its
 * group and its code's class; each cell holds one number for each of the table's measures.
 */
export interface Table {
  readonly measures: readonly string[];
  /** By row. */
  readonly groups: Int32Array;
  /** By code. */
  readonly classes: Int32Array;
  readonly classCount: number;
  /** By row, then measure. */
  readonly rowWeights: Float64Array;
  /** By code, then measure. */
  readonly codeWeights: Float64Array;
  /** By group, then class, then measure. */
  readonly targets: Float64Array;
  /** By measure: what one unit of disagreement costs the search. */
  readonly costs: Float64Array;
}

interface Account extends Table {
  readonly width: number;
  /** By group, then class, then measure: the sum as it is, less the sum as it should be. */
  readonly residuals: Float64Array;
}

/** Keeps the disagreement of a column with its tables, and weighs what an exchange would change. */
export class Ledger {
  /** How many sums disagree. */
  unmet = 0;

  private readonly accounts: readonly Account[];
  // The cells the last weighed exchange would change. They are kept so that accepting it costs
  // nothing more: this is the innermost loop, and most exchanges are refused.
  private readonly changed: Float64Array[] = [];
  private readonly cells: Int32Array;
  private readonly values: Float64Array;
  private touched = 0;
  private newlyUnmet = 0;
  private change = 0;

  constructor(tables: readonly Table[], codes: Int32Array) {
    this.accounts = tables.map((table) => open(table, codes));
    const most = 4 * tables.reduce((sum, table) => sum + table.measures.length, 0);
    this.cells = new Int32Array(most);
    this.values = new Float64Array(most);
    this.unmet = this.accounts.reduce(
      (sum, account) => sum + account.residuals.filter((residual) => residual !== 0).length,
      0,
    );
  }

  /** The rows in a cell that disagrees; all rows when the disagreement is in no particular cell. */
  suspects(codes: Int32Array): Int32Array {
    const split = this.accounts.filter((account) => account.residuals.length > account.width);
    const all = codes.map((_, row) => row);
    const suspects = all.filter((row) =>
      split.some((account) => {
        const cell = cellOf(account, row, at(codes, row));
        return account.measures.some((_, measure) => at(account.residuals, cell + measure) !== 0);
      }),
    );
    return suspects.length > 0 ? suspects : all;
  }

  /** The cost of giving code b to row one and code a to row other, which hold a and b. */
  weigh(one: number, a: number, other: number, b: number): number {
    this.touched = 0;
    this.newlyUnmet = 0;
    this.change = 0;
    for (const account of this.accounts) {
      this.weighIn(account, one, a, other, b);
    }
    return this.change;
  }

  /** Enters the exchange weighed last. */
  commit(): void {
    this.unmet += this.newlyUnmet;
    for (let index = 0; index < this.touched; index += 1) {
      const residuals = this.changed[index];
      if (residuals !== undefined) {
        residuals[at(this.cells, index)] = at(this.values, index);
      }
    }
  }

  private weighIn(account: Account, one: number, a: number, other: number, b: number): void {
    const { width, rowWeights, codeWeights } = account;
    const sameGroup = at(account.groups, one) === at(account.groups, other);
    const sameClass = at(account.classes, a) === at(account.classes, b);
    const oneA = cellOf(account, one, a);
    const oneB = cellOf(account, one, b);
    const otherA = cellOf(account, other, a);
    const otherB = cellOf(account, other, b);
    for (let measure = 0; measure < width; measure += 1) {
      const rowOne = at(rowWeights, one * width + measure);
      const rowOther = at(rowWeights, other * width + measure);
      const codeA = at(codeWeights, a * width + measure);
      const codeB = at(codeWeights, b * width + measure);
      // A touch reads its cell as it stands before the exchange, so cells that coincide must be
      // touched once with their whole change: one branch for each way they can coincide.
      if (sameGroup && sameClass) {
        this.touch(account, oneA, measure, (rowOne - rowOther) * (codeB - codeA));
      } else if (sameGroup) {
        this.touch(account, oneA, measure, (rowOther - rowOne) * codeA);
        this.touch(account, oneB, measure, (rowOne - rowOther) * codeB);
      } else if (sameClass) {
        this.touch(account, oneA, measure, rowOne * (codeB - codeA));
        this.touch(account, otherA, measure, rowOther * (codeA - codeB));
      } else {
        this.touch(account, oneA, measure, -rowOne * codeA);
        this.touch(account, oneB, measure, rowOne * codeB);
        this.touch(account, otherA, measure, rowOther * codeA);
        this.touch(account, otherB, measure, -rowOther * codeB);
      }
    }
  }

  private touch(account: Account, cell: number, measure: number, amount: number): void {
    if (amount === 0) {
      return;
    }
    const before = at(account.residuals, cell + measure);
    const after = before + amount;
    this.change += at(account.costs, measure) * (Math.abs(after) - Math.abs(before));
    this.newlyUnmet += (after === 0 ? 0 : 1) - (before === 0 ? 0 : 1);
    this.changed[this.touched] = account.residuals;
    this.cells[this.touched] = cell + measure;
    this.values[this.touched] = after;
    this.touched += 1;
  }
}

function open(table: Table, codes: Int32Array): Account {
  const width = table.measures.length;
  const account = { ...table, width, residuals: table.targets.map((target) => -target) };
  codes.forEach((code, row) => {
    const cell = cellOf(account, row, code);
    for (let measure = 0; measure < width; measure += 1) {
      account.residuals[cell + measure] =
        at(account.residuals, cell + measure) +
        at(table.rowWeights, row * width + measure) * at(table.codeWeights, code * width + measure);
    }
  });
  return account;
}

function cellOf(account: Account, row: number, code: number): number {
  return (at(account.groups, row) * account.classCount + at(account.classes, code)) * account.width;
}

// Every index here is in range by construction; the fallback only satisfies the type checker.
function at(array: Float64Array | Int32Array, index: number): number {
  return array[index] ?? 0;
}
