/*
title: Revenue by age group
question: How much revenue does each age group bring in?
order: 10
each: age group
reading: parts
chart: { type: bars, label: age_group, value: revenue }
columns:
  age_group: { label: Age group, type: text }
  revenue: { label: Revenue, type: money, unit: USD }
*/
SELECT
  age_group,
  SUM(purchase_amount) AS revenue
FROM customer
GROUP BY age_group
ORDER BY revenue DESC, age_group
