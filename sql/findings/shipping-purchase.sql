/*
claim: Customers spend more a purchase with some kinds of shipping than with others.
about: Shipping
order: 16
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
  shipping_type AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(purchase_amount) AS total,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares
FROM customer
GROUP BY shipping_type
ORDER BY shipping_type
