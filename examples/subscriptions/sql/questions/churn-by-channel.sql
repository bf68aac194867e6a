/*
title: Churn by acquisition channel
question: Which channels bring the subscribers who cancel most often?
order: 3
each: channel
reading: ranking
claim: channel-churn
chart: { type: dots, label: channel, value: churn_rate }
columns:
  channel: { label: Channel, type: text }
  subscribers: { label: Subscribers, type: count, unit: subscribers }
  churn_rate: { label: Churn rate, type: share }
  lost_revenue: { label: Monthly revenue lost, type: money, unit: EUR }
*/
SELECT
  channel,
  COUNT(*) AS subscribers,
  1e0 * SUM(cancellations) / COUNT(*) AS churn_rate,
  SUM(lost_revenue) AS lost_revenue
FROM subscriber
GROUP BY channel
ORDER BY churn_rate DESC, channel
