/*
title: Most discounted products
question: Which five products have the highest share of discounted purchases?
order: 6
each: product
reading: ranking
chart: { type: bars, label: item_purchased, value: discount_rate }
claim: product-discount
columns:
  item_purchased: { label: Product, type: text }
  discount_rate: { label: Share of purchases discounted, type: share }
*/
SELECT
  item_purchased,
  1e0 * SUM(CASE WHEN discount_applied = 'Yes' THEN 1 ELSE 0 END) / COUNT(*) AS discount_rate
FROM customer
GROUP BY item_purchased
ORDER BY discount_rate DESC, item_purchased
LIMIT 5
