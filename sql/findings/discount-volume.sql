/*
claim: Discounts drive volume.
about: Discounts
order: 13
comparison: none
because: >
  A discount could only be said to drive volume beside what the same customers would have bought without one. Each customer is in the data once, and there are groups in which nobody, and groups in which nearly everybody had one, so that nothing comparable is left to compare.
columns:
  group_name: { label: Gender, type: text }
  n: { label: Customers, type: count }
  discounted: { label: With a discount, type: count, of: n }
*/
SELECT
  gender AS group_name,
  COUNT(*) AS n,
  SUM(CASE WHEN discount_applied = 'Yes' THEN 1 ELSE 0 END) AS discounted
FROM customer
GROUP BY gender
ORDER BY gender
