/*
claim: Discounts drive volume.
about: Discounts
order: 13
comparison: none
measure: with a discount
because: >
  A discount could only be said to drive volume beside what like customers would have bought without one. Each customer is in the data once, and chance did not decide who had one.
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
