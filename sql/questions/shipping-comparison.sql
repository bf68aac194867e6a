/*
title: Standard and Express shipping
question: Do customers spend more with Express than with Standard shipping?
order: 4
each: shipping type
reading: comparison
chart: { type: dots, label: shipping_type, value: average_purchase }
columns:
  shipping_type: { label: Shipping type, type: text }
  average_purchase: { label: Average purchase, type: number, unit: USD }
*/
SELECT
  shipping_type,
  1e0 * SUM(purchase_amount) / COUNT(*) AS average_purchase
FROM customer
WHERE shipping_type IN ('Standard', 'Express')
GROUP BY shipping_type
ORDER BY average_purchase DESC, shipping_type
