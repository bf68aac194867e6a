/*
claim: Clothing significantly outperforms the other categories.
about: Categories
order: 1
comparison: lead
measure: revenue
unit: USD
groups: ["Clothing"]
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Revenue, type: number, unit: USD }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  category AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(purchase_amount) AS total,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares
FROM customer
GROUP BY category
ORDER BY category
