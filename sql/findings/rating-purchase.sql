/*
claim: Customers who spend more are more content.
about: What goes together
order: 20
comparison: correlation
measure: spending per purchase and rating
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
  1e0 * SUM(purchase_amount) AS sum_x,
  1e0 * SUM(review_rating) AS sum_y,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares_x,
  1e0 * SUM(review_rating * review_rating) AS squares_y,
  1e0 * SUM(purchase_amount * review_rating) AS products
FROM customer
