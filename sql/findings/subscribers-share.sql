/*
claim: Subscribers bring in more of the revenue than their number would.
about: Subscribers
order: 6
comparison: part
measure: revenue
unit: points
groups: ["Yes"]
matters: 0.02
names: { "Yes": subscribers, "No": others }
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Revenue, type: number, unit: USD }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  subscription_status AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(purchase_amount) AS total,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares
FROM customer
GROUP BY subscription_status
ORDER BY subscription_status
