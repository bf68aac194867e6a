import { customers, type Customer } from "../support/customers.ts";

/**
 * Texts that are one and the same to all but a bytewise collation, or that trip whoever writes them
 * into SQL.
 */
const items = [
  "Blouse",
  "blouse",
  "BLOUSE",
  "Blo use",
  "Blouse\u200b",
  "Bloüse",
  "Blou\u0308se",
  "Bl'ouse",
  'Bl"ouse',
  "Bl\\ouse",
  "Bl\u0007ouse",
  "Bl\nouse",
  "😀",
];
const shippingTypes = ["Standard", "standard", "Stan dard", "Express", "express"];

/**
 * Customers whose texts differ in letter case, accents and spaces alone; each of them is on each of
 * three shards, and products tie.
 */
export function spellings(): Customer[] {
  return customers(
    ...Array.from({ length: 3 * items.length * shippingTypes.length }, (_, index) => ({
      item_purchased: items[index % items.length] ?? "",
      shipping_type: shippingTypes[index % shippingTypes.length] ?? "",
      category: index % 4 === 0 ? "Clothing" : "clothing",
      season: index % 7 === 0 ? "Winter" : "win ter",
      location: items[index % 11] ?? "",
      purchase_amount: `${index % 2 === 0 ? 20 : 19}.${10 + (index % 5)}`,
      discount_applied: index % 3 === 0 ? "Yes" : "No",
      subscription_status: index % 2 === 0 ? "Yes" : "No",
      previous_purchases: String(index % 20),
    })),
  );
}
