/*
claim: Discounts go to some categories more than to others.
about: Discounts
order: 11
comparison: contingency
measure: discounted purchases
unit: points
direction: differently
columns:
  group_name: { label: Group, type: text }
  outcome: { label: Outcome, type: text }
  n: { label: Customers, type: count }
*/
SELECT
  group_name,
  outcome,
  COUNT(*) AS n
FROM (
  SELECT
    category AS group_name,
    discount_applied AS outcome
  FROM customer
) AS outcomes
GROUP BY group_name, outcome
ORDER BY group_name, outcome
