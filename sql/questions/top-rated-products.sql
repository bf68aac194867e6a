/*
title: Top-rated products
question: Which five products have the highest average rating?
order: 3
each: product
reading: ranking
chart: { type: dots, label: item_purchased, value: average_rating }
claim: product-rating
note: Averages are over all ratings of a product, imputed ones included.
columns:
  item_purchased: { label: Product, type: text }
  average_rating: { label: Average rating, type: number, unit: of 5 }
*/
SELECT
  item_purchased,
  1e0 * SUM(review_rating) / COUNT(*) AS average_rating
FROM customer
GROUP BY item_purchased
ORDER BY average_rating DESC, item_purchased
LIMIT 5
