/*
title: Revenue by gender
question: How much revenue do men and women bring in?
order: 1
each: gender
reading: parts
names: { Male: Men, Female: Women }
chart: { type: bars, label: gender, value: revenue }
columns:
  gender: { label: Gender, type: text }
  revenue: { label: Revenue, type: money, unit: USD }
*/
SELECT
  gender,
  SUM(purchase_amount) AS revenue
FROM customer
GROUP BY gender
ORDER BY revenue DESC, gender
