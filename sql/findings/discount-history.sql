/*
claim: Customers with a discount have bought more often before.
about: Discounts
order: 10
comparison: means
measure: previous purchases
groups: ["Yes", "No"]
matters: 1.25
names: { "Yes": customers with a discount, "No": others }
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Sum, type: number }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  discount_applied AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(previous_purchases) AS total,
  1e0 * SUM(previous_purchases * previous_purchases) AS squares
FROM customer
GROUP BY discount_applied
ORDER BY discount_applied
