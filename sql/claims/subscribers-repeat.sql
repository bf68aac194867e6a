/*
claim: More of the subscribers are repeat buyers, with over five previous purchases.
about: Subscribers
order: 4.5
comparison: contingency
measure: repeat buyers
groups: ["Yes", "No"]
unit: points
noun: { one: customer, many: customers }
direction: more
names: { "Yes": subscribers, "No": others }
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
    subscription_status AS group_name,
    CASE WHEN previous_purchases > 5 THEN 'Yes' ELSE 'No' END AS outcome
  FROM customer
) AS outcomes
GROUP BY group_name, outcome
ORDER BY group_name, outcome
