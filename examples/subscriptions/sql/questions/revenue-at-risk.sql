/*
title: Revenue at risk
question: How much monthly revenue is at risk of being canceled next?
order: 1
each: plan
reading: parts
note: At risk are current subscribers who pay by the month and were active up to 2 days a week.
chart: { type: bars, label: plan, value: monthly_revenue }
columns:
  plan: { label: Plan, type: text }
  subscribers: { label: Subscribers at risk, type: count, unit: subscribers }
  monthly_revenue: { label: Monthly revenue at risk, type: money, unit: EUR }
*/
SELECT
  plan,
  COUNT(*) AS subscribers,
  SUM(monthly_price) AS monthly_revenue
FROM subscriber
WHERE churned = 'No'
  AND billing = 'Monthly'
  AND active_days <= 2
GROUP BY plan
ORDER BY monthly_revenue DESC, plan
