/*
claim: Subscribers come back more often.
about: Subscribers
order: 4
comparison: means
measure: previous purchases
groups: ["Yes", "No"]
matters: 1.25
names: { "Yes": subscribers, "No": others }
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Sum, type: number }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  subscription_status AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(previous_purchases) AS total,
  1e0 * SUM(previous_purchases * previous_purchases) AS squares
FROM customer
GROUP BY subscription_status
ORDER BY subscription_status
