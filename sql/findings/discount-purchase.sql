/*
claim: Customers spend more where there is a discount.
about: Discounts
order: 9
comparison: means
measure: spending per purchase
unit: USD
groups: ["Yes", "No"]
matters: 3
names: { "Yes": discounted purchases, "No": others }
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Sum, type: number, unit: USD }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  discount_applied AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(purchase_amount) AS total,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares
FROM customer
GROUP BY discount_applied
ORDER BY discount_applied
