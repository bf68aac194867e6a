/*
title: Usage before canceling
question: Did subscribers who canceled use the service less than those who stayed?
order: 2
each: outcome
reading: comparison
note: Usage is the number of days a week with at least one play, in the quarter before.
chart: { type: dots, label: outcome, value: average_usage }
columns:
  outcome: { label: Outcome, type: text }
  subscribers: { label: Subscribers, type: count, unit: subscribers }
  average_usage: { label: Average usage, type: number, unit: days a week }
*/
SELECT
  CASE churned WHEN 'Yes' THEN 'Former subscribers' ELSE 'Current subscribers' END AS outcome,
  COUNT(*) AS subscribers,
  1e0 * SUM(active_days) / COUNT(*) AS average_usage
FROM subscriber
GROUP BY outcome
ORDER BY outcome
