import type { Value } from "../../format/columns.ts";
import { scaleOf, type Field } from "../../format/fields.ts";
import { isDecimal, textOf, type Cell } from "../database.ts";

const digits = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A cell as its declared type stores it: money "19.99" becomes 1999 cents, exactly.
 * @throws RangeError for a value that the type cannot hold exactly, TypeError for another kind of
 * value
 */
export function decode(cell: Cell, field: Field): Value {
  if (cell === null) return null;
  if (field.type === "text") {
    if (typeof cell === "string") return cell;
    throw unlike(cell, field);
  }
  const scale = scaleOf(field);
  if (scale === null) {
    const numeral = typeof cell === "bigint" || (typeof cell === "string" && cell.trim() !== "");
    const number = numeral
      ? Number(cell)
      : isDecimal(cell)
        ? Number(cell.value) / 10 ** cell.scale
        : cell;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw unlike(cell, field);
  }
  return scaled(cell, scale, field);
}

function scaled(cell: Cell, scale: number, field: Field): number {
  if (typeof cell === "bigint") return safe(Number(cell) * 10 ** scale, cell, field);
  if (isDecimal(cell) && cell.scale === scale) return safe(Number(cell.value), cell, field);
  if (typeof cell === "number" && !Number.isInteger(cell))
    throw new TypeError(
      `${field.name} is declared as ${field.type}, which is exact, and holds the floating-point ` +
        `number ${cell}; declare it as number`,
    );
  const match = digits.exec(textOf(cell));
  if (!match) throw unlike(cell, field);
  const [, sign, whole = "0", fraction = ""] = match;
  if (/[1-9]/.test(fraction.slice(scale)))
    throw new RangeError(`${field.name}: ${textOf(cell)} has more than ${scale} decimals`);
  return safe(Number(`${sign}${whole}${fraction.slice(0, scale).padEnd(scale, "0")}`), cell, field);
}

function safe(value: number, cell: Cell, field: Field): number {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${field.name}: ${textOf(cell)} is too large to be exact`);
  return value === 0 ? 0 : value;
}

function unlike(cell: Cell, { name, type }: Field): TypeError {
  const what = Array.isArray(cell) ? "a list" : JSON.stringify(textOf(cell));
  return new TypeError(`${name} is declared as ${type} and holds ${what}`);
}
