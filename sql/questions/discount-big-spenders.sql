/*
title: Big spenders with a discount
question: Which customers used a discount and still spent at least the average?
order: 2
each: customer
reading: list
chart: { type: none }
published: false
columns:
  customer_id: { label: Customer ID, type: integer }
  purchase_amount: { label: Purchase amount, type: money, unit: USD }
*/
SELECT
  customer_id,
  purchase_amount
FROM customer
WHERE discount_applied = 'Yes'
  AND purchase_amount >= (SELECT 1e0 * SUM(purchase_amount) / COUNT(*) FROM customer)
ORDER BY customer_id
