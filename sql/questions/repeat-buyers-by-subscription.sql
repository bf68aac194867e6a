/*
title: Repeat buyers and subscription
question: Are customers with more than five previous purchases subscribers?
order: 9
each: subscription
reading: parts
names: { "Yes": Subscribers, "No": Others }
chart: { type: bars, label: subscription_status, value: repeat_buyers }
columns:
  subscription_status: { label: Subscription, type: text }
  repeat_buyers: { label: Repeat buyers, type: count, unit: customers }
*/
SELECT
  subscription_status,
  COUNT(*) AS repeat_buyers
FROM customer
WHERE previous_purchases > 5
GROUP BY subscription_status
ORDER BY subscription_status DESC
