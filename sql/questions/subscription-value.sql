/*
title: What subscribers are worth
question: Do subscribers spend more, and how much of the revenue is theirs?
order: 5
each: subscription
reading: comparison
names: { "Yes": Subscribers, "No": Others }
chart: { type: dots, label: subscription_status, value: average_purchase }
columns:
  subscription_status: { label: Subscription, type: text }
  customers: { label: Customers, type: count }
  average_purchase: { label: Average purchase, type: number, unit: USD }
  revenue: { label: Revenue, type: money, unit: USD }
*/
SELECT
  subscription_status,
  COUNT(*) AS customers,
  1e0 * SUM(purchase_amount) / COUNT(*) AS average_purchase,
  SUM(purchase_amount) AS revenue
FROM customer
GROUP BY subscription_status
ORDER BY subscription_status DESC
