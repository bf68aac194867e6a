/*
title: Top products in each category
question: Which three products are bought most in each category?
order: 8
each: product
reading: leaders
chart: { type: bars, label: item_purchased, value: orders, group: category }
columns:
  category: { label: Category, type: text }
  item_rank: { label: Rank, type: integer }
  item_purchased: { label: Product, type: text }
  orders: { label: Purchases, type: count }
*/
SELECT
  category,
  item_rank,
  item_purchased,
  orders
FROM (
  SELECT
    category,
    item_purchased,
    COUNT(*) AS orders,
    ROW_NUMBER() OVER (PARTITION BY category ORDER BY COUNT(*) DESC, item_purchased) AS item_rank
  FROM customer
  GROUP BY category, item_purchased
) AS ranked
WHERE item_rank <= 3
ORDER BY category, item_rank
