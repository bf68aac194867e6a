/*
title: Loyalty segments
question: How many customers are new, returning and loyal?
order: 7
each: segment
reading: parts
chart: { type: bars, label: customer_segment, value: customers }
note: New is one previous purchase or none, Returning two to ten, Loyal more.
columns:
  customer_segment: { label: Segment, type: text }
  customers: { label: Customers, type: count }
*/
SELECT
  customer_segment,
  COUNT(*) AS customers
FROM (
  SELECT
    CASE
      WHEN previous_purchases <= 1 THEN 'New'
      WHEN previous_purchases <= 10 THEN 'Returning'
      ELSE 'Loyal'
    END AS customer_segment
  FROM customer
) AS segmented
GROUP BY customer_segment
ORDER BY customers DESC, customer_segment
