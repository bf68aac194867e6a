/*
claim: Some products are rated better than others.
about: Products
order: 17
comparison: means
measure: rating
unit: of 5
direction: differently
matters: 0.25
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Sum, type: number, unit: of 5 }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  item_purchased AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(review_rating) AS total,
  1e0 * SUM(review_rating * review_rating) AS squares
FROM customer
GROUP BY item_purchased
ORDER BY item_purchased
