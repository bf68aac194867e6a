import Papa from "papaparse";
import type { Choose } from "./descriptions/choose.ts";

const heads = [
  ["Customer ID", "customerID", "Kundennummer", "order_no", "id"],
  ["Age", "Alter", "age (years)", "Tenure"],
  ["Amount", "Preis", "Revenue ($)", "price_eur", "Total"],
  ["Score", "rate", "Ünïcödé", "数量"],
  ["Plan", "Gender", "order", "group", "n", "Value"],
  ["Churn", "active", "Yes?"],
  ["E-mail", "Phone", "Full name"],
  ["Date", "created_at", "Datum"],
  ["", "Plan", "Notes"],
] as const;

const missingWords = ["", "NA", "null", "n/a"];
const two = (value: number) => String(value).padStart(2, "0");

/** A cell of a kind of column; private ones begin with a word that is searched for. */
function cellOf(kind: number, row: number, { int, of }: Choose, style: number): string {
  switch (kind) {
    case 0:
      return style % 2 === 0 ? String(row + 1) : `C-${1000 + (style === 1 ? row : row % 7)}`;
    case 1:
      return String(int(18, 80));
    case 2:
      return (
        [
          (int(0, 99_999) / 100).toFixed(2),
          `$${int(1, 999)}.50`,
          `${int(1, 999)},${int(10, 99)}`,
          String(int(-50, 5000)),
        ][style % 4] ?? ""
      );
    case 3:
      return style % 2 === 0 ? String(int(1, 5)) : (int(0, 1e9) / 1e6).toFixed(style);
    case 4:
      return of(["Basic", "Pro", "pro ", "Größe", "a,b", '"x"', "0"].slice(0, 2 + style));
    case 5:
      return of(style % 2 === 0 ? ["Yes", "No"] : ["1", "0"]);
    case 6:
      return style % 2 === 0 ? `secret${row}@example.org` : `secret ${row} person`;
    case 7:
      return style % 2 === 0
        ? `2024-${two(int(1, 12))}-${two(int(1, 28))}`
        : `${int(1, 12)}/${int(1, 28)}/2024`;
    default:
      return of(["", "note", "x".repeat(300)]);
  }
}

/** What private values of these files hold, and nothing else of them does. */
export const secret = /secret ?\d/;

/** A file of a shape that nobody described: kinds of columns, separators, missing words, quoting. */
export function foreignFile(choose: Choose): string {
  const { int, of, some, yes } = choose;
  const rows = of([() => int(1, 4), () => int(20, 80), () => int(20, 80)])();
  const kinds = some([...heads.keys()], 1, heads.length);
  const columns = kinds.map((kind) => ({
    header: of(heads[kind] ?? [""]),
    style: int(0, 5),
    missing: yes(0.3),
    kind,
  }));
  const data = Array.from({ length: rows }, (_, row) =>
    columns.map(({ kind, style, missing }) =>
      missing && yes(0.2) ? of(missingWords) : cellOf(kind, row, choose, style),
    ),
  );
  const text = Papa.unparse(
    { fields: columns.map(({ header }) => header), data },
    { delimiter: of([",", ";", "\t"]), newline: of(["\n", "\r\n"]) },
  );
  return `${yes(0.2) ? "\ufeff" : ""}${text}\n`;
}
