/*
claim: Revenue is stable over time, and subscribers stay longer.
about: Time
order: 14
comparison: none
because: >
  Time is not in the data: each customer has one row, with a season and no date. Whether revenue or customers stay can only be seen by looking more than once.
columns:
  group_name: { label: Season, type: text }
  n: { label: Customers, type: count }
*/
SELECT
  season AS group_name,
  COUNT(*) AS n
FROM customer
GROUP BY season
ORDER BY season
