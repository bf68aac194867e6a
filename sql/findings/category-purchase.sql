/*
claim: Customers spend more a purchase in some categories than in others.
about: Categories
order: 2
comparison: means
measure: spending per purchase
unit: USD
direction: differently
matters: 3
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Sum, type: number, unit: USD }
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
