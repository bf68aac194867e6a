import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Papa from "papaparse";
import { contract } from "../support/report.ts";

/** Names that are markup, formulas, paths, or hard to set: as products, categories and places. */
export const hostileNames = [
  "<script>window.hacked=1</script>",
  '"><img src=x onerror=window.hacked=1>',
  '=HYPERLINK("http://x")',
  "../../x",
  "</title><svg onload=window.hacked=1>",
  `"double" & 'single' \\ back`,
  "👩‍👩‍👧‍👦 Family & 🎉 party",
  "A product whose name is eighty letters long, as no merchant would ever write it.",
  "שמלה כחולה ארוכה עם כפתורים",
  "Bell \u0007 and escape \u001b",
  "${1+1} {{1+1}} <%= 1 %>",
  "--><b>bold</b><!--",
  "@SUM(1+1)",
  "+1+1",
  "-2+3",
  "]]> <![CDATA[ x",
  "&lt;b&gt; &amp;amp;",
  "constructor",
  "__proto__",
  `Unbroken${"w".repeat(72)}`,
] as const;

/** The texts among them that a spreadsheet would calculate. */
export const formulas = hostileNames.filter((name) => /^[=+\-@]/.test(name));

const categories = [
  "</title><script>window.hacked=1</script>",
  '"><img src=x onerror=window.hacked=1>',
  "שמלה כחולה",
  "__proto__",
  "=1+1",
] as const;
const plain: Readonly<Record<string, string>> = {
  age: "40", gender: "Female", location: "Maine", size: "M", color: "Gray", season: "Winter", review_rating: "3.5", subscription_status: "No",
  shipping_type: "Express", discount_applied: "No", promo_code_used: "No", previous_purchases: "3", payment_method: "Cash", frequency_of_purchases: "Weekly",
}; // prettier-ignore

type Row = Readonly<Record<string, string>>;

/**
 * Customers of hostile names: four products in each of five categories, the more often bought the
 * earlier.
 */
function hostileRows(): Row[] {
  return hostileNames.flatMap((item_purchased, product) =>
    Array.from({ length: 3 + (product % 4) }, (_, repeat): Row => {
      const discounted = (product + repeat) % 2 === 0 ? "Yes" : "No";
      return {
        item_purchased,
        category: categories[product % categories.length] ?? "",
        purchase_amount: String(20 + 7 * product + repeat),
        age: String(18 + ((product * 7 + repeat * 11) % 50)),
        gender: ["Male", "Female", "<b>other</b>"][(product + repeat) % 3] ?? "",
        location: hostileNames[(product + 1) % hostileNames.length] ?? "",
        color: hostileNames[(product + 2) % hostileNames.length] ?? "",
        season:
          product === 0 && repeat === 0
            ? "<i>Monsoon</i>"
            : (["Spring", "Winter"][repeat % 2] ?? ""),
        shipping_type: ["Standard", "Express", "<u>Drone</u>"][repeat % 3] ?? "",
        review_rating: repeat === 0 ? "" : String(1 + ((product + repeat) % 5)),
        subscription_status: repeat % 3 === 0 ? "Yes" : "No",
        discount_applied: discounted,
        promo_code_used: discounted,
        payment_method: hostileNames[product] ?? "",
      };
    }),
  );
}

/**
 * Few customers, all alike, in one category: nothing leads, nothing varies, and nothing was earned.
 */
const aloneRows: readonly Row[] = ["Spring", "Winter", "Winter"].map((season) => ({
  item_purchased: "<script>window.hacked=1</script>",
  category: "</title>",
  purchase_amount: "0",
  season,
}));

function write(path: string, rows: readonly Row[], card: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const data = rows.map((row, index) =>
    contract.map(({ name }) =>
      name === "customer_id" ? String(index + 1) : (row[name] ?? plain[name] ?? ""),
    ),
  );
  writeFileSync(
    path,
    Papa.unparse({ fields: contract.map(({ header }) => header), data }, { newline: "\n" }),
  );
  writeFileSync(path.replace(/\.csv$/, ".about.yaml"), card);
}

/** Writes a CSV of hostile names, and a data card that is no better. */
export function writeHostile(path: string): void {
  write(
    path,
    hostileRows(),
    `title: '</title><script>window.hacked=1</script> "title" & title'\ndate: 2020-02-29\nnote: '<img src=x onerror=window.hacked=1>'\n`,
  );
}

/** Writes a CSV in which there is nothing to tell apart. */
export function writeAlone(path: string): void {
  write(path, aloneRows, "title: Three alike\ndate: 2020-02-29\n");
}
