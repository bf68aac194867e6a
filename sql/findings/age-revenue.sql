/*
claim: Adults and the middle-aged are the highest spenders.
about: Age groups
order: 7
comparison: lead
measure: revenue
unit: USD
groups: ["Adult", "Middle-aged"]
columns:
  group_name: { label: Group, type: text }
  n: { label: Customers, type: count }
  total: { label: Revenue, type: number, unit: USD }
  squares: { label: Sum of squares, type: number }
*/
SELECT
  age_group AS group_name,
  COUNT(*) AS n,
  1e0 * SUM(purchase_amount) AS total,
  1e0 * SUM(purchase_amount * purchase_amount) AS squares
FROM customer
GROUP BY age_group
ORDER BY age_group
