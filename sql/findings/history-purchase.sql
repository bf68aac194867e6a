/*
claim: Customers who bought more often before spend more a purchase.
about: What goes together
order: 19
comparison: correlation
measure: previous purchases and spending per purchase
direction: more
matters: 0.1
columns:
  n: { label: Customers, type: count }
  sum_x: { label: Sum of the first, type: number }
  sum_y: { label: Sum of the second, type: number }
  squares_x: { label: Sum of squares of the first, type: number }
  squares_y: { label: Sum of squares of the second, type: number }
  products: { label: Sum of products, type: number }
*/
SELECT
  COUNT(*) AS n,
  1e0 * SUM(previous_purchases) AS sum_x,
  1e0 * SUM(purchase_amount) AS sum_y,
  1e0 * SUM(previous_purchases * previous_purchases) AS squares_x,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares_y,
  1e0 * SUM(previous_purchases * purchase_amount) AS products
FROM customer
