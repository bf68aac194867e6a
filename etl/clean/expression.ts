import { decimalsOf, type ColumnsByName } from "../contract/columns.ts";

/**
 * An exact expression: SQL for a whole number, how many decimals it is scaled by, and whether it is
 * an amount of money.
 */
export interface Expression {
  readonly sql: string;
  readonly decimals: number;
  readonly isMoney: boolean;
  readonly columns: readonly string[];
}

const token = /\s*(?:([a-z][a-z0-9_]*)|(\d+(?:\.\d+)?)|([-+*()]))/y;

/**
 * Parses an expression of columns, numbers, + - * and parentheses into exact SQL.
 * @throws Error with what is wrong: a name that is no numeric column, a sum of money and a plain
 * number, a product of amounts
 */
export function parseExpression(text: string, columns: ColumnsByName): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = () => tokens[at];
  const next = () => tokens[at++];
  const sum = (): Expression => {
    let left = product();
    for (let sign = peek(); sign === "+" || sign === "-"; sign = peek()) {
      next();
      left = added(left, product(), sign);
    }
    return left;
  };
  const product = (): Expression => {
    let left = factor();
    while (peek() === "*") {
      next();
      left = multiplied(left, factor());
    }
    return left;
  };
  const factor = (): Expression => {
    const found = next();
    if (found === "-") {
      const inner = factor();
      return { ...inner, sql: `(-${inner.sql})` };
    }
    if (found === "(") {
      const inner = sum();
      if (next() !== ")") throw new Error("lacks a closing parenthesis");
      return inner;
    }
    if (found === undefined) throw new Error("ends where a column or a number is expected");
    if (/^\d/.test(found)) return constant(found);
    if (!/^[a-z]/.test(found))
      throw new Error(`has "${found}" where a column or a number is expected`);
    return reference(found, columns);
  };
  const result = sum();
  if (at < tokens.length) throw new Error(`has "${peek()}" where it should end`);
  return result;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < trimmed.length) {
    const start = token.lastIndex;
    const match = token.exec(trimmed);
    if (!match)
      throw new Error(
        `has "${trimmed.slice(start).trim().charAt(0)}", which is none of + - * ( ), a column or a number`,
      );
    tokens.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return tokens;
}

function constant(digits: string): Expression {
  const [whole = "", fraction = ""] = digits.split(".");
  return {
    sql: `CAST(${whole}${fraction} AS HUGEINT)`,
    decimals: fraction.length,
    isMoney: false,
    columns: [],
  };
}

function reference(name: string, columns: ColumnsByName): Expression {
  const column = columns.get(name);
  if (!column) throw new Error(`names "${name}", which is no column before this step`);
  if (column.type === "text") throw new Error(`computes with "${name}", which is text`);
  const decimals = decimalsOf(column);
  return {
    sql: `CAST(${name}${decimals === 0 ? "" : ` * ${10 ** decimals}`} AS HUGEINT)`,
    decimals,
    isMoney: column.type === "money",
    columns: [name],
  };
}

function added(a: Expression, b: Expression, sign: string): Expression {
  if (a.isMoney !== b.isMoney) throw new Error("adds an amount of money and a plain number");
  const decimals = Math.max(a.decimals, b.decimals);
  const scaled = ({ sql, decimals: own }: Expression) =>
    own === decimals ? sql : `${sql} * ${10 ** (decimals - own)}`;
  return {
    sql: `(${scaled(a)} ${sign} ${scaled(b)})`,
    decimals,
    isMoney: a.isMoney,
    columns: [...a.columns, ...b.columns],
  };
}

function multiplied(a: Expression, b: Expression): Expression {
  if (a.isMoney && b.isMoney) throw new Error("multiplies two amounts of money");
  return {
    sql: `(${a.sql} * ${b.sql})`,
    decimals: a.decimals + b.decimals,
    isMoney: a.isMoney || b.isMoney,
    columns: [...a.columns, ...b.columns],
  };
}
