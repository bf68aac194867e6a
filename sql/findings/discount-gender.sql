/*
claim: Discounts go to men rather than to women.
about: Discounts
order: 12.5
comparison: contingency
measure: discounted purchases
unit: points
groups: [Male, Female]
direction: more
names: { Male: men, Female: women }
columns:
  group_name: { label: Gender, type: text }
  outcome: { label: Discount, type: text }
  n: { label: Customers, type: count }
*/
SELECT
  gender AS group_name,
  discount_applied AS outcome,
  COUNT(*) AS n
FROM customer
GROUP BY gender, discount_applied
ORDER BY gender, discount_applied
