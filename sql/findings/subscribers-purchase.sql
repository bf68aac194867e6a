/*
claim: Subscribers spend more a purchase.
about: Subscribers
order: 3
comparison: means
measure: spending per purchase
unit: USD
groups: ["Yes", "No"]
matters: 3
names: { "Yes": subscribers, "No": others }
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Sum, type: number, unit: USD }
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
