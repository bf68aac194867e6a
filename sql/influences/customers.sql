/*
title: What separates customers
dimensions:
  category: Category
  item_purchased: Product
  season: Season
  size: Size
  gender: Gender
  age_group: Age group
  subscription_status: Subscription
  discount_applied: Discount
  shipping_type: Shipping type
  frequency_of_purchases: Frequency of purchases
  location: Location
  payment_method: Payment method
  color: Color
measures:
  - { measure: spending per purchase, total: amount, squares: amount_squares }
  - { measure: rating, total: rating, squares: rating_squares }
  - { measure: previous purchases, total: previous, squares: previous_squares }
columns:
  dimension: { label: Dimension, type: text }
  group_name: { label: Group, type: text }
  n: { label: Customers, type: integer }
  amount: { label: Sum of purchase amounts, type: number, unit: USD }
  amount_squares: { label: Sum of their squares, type: number }
  rating: { label: Sum of ratings, type: number }
  rating_squares: { label: Sum of their squares, type: number }
  previous: { label: Sum of previous purchases, type: number }
  previous_squares: { label: Sum of their squares, type: number }
*/
-- Few enough combinations to be summed in four passes over the customers instead of thirteen.
WITH by_product AS (
  SELECT
    category, item_purchased, season, size,
    COUNT(*) AS n,
    SUM(purchase_amount) AS a,
    SUM(purchase_amount * purchase_amount) AS aa,
    SUM(review_rating) AS r,
    SUM(review_rating * review_rating) AS rr,
    SUM(previous_purchases) AS p,
    SUM(previous_purchases * previous_purchases) AS pp
  FROM customer
  GROUP BY category, item_purchased, season, size
), by_habit AS (
  SELECT
    gender, age_group, subscription_status, discount_applied, shipping_type, frequency_of_purchases,
    COUNT(*) AS n,
    SUM(purchase_amount) AS a,
    SUM(purchase_amount * purchase_amount) AS aa,
    SUM(review_rating) AS r,
    SUM(review_rating * review_rating) AS rr,
    SUM(previous_purchases) AS p,
    SUM(previous_purchases * previous_purchases) AS pp
  FROM customer
  GROUP BY gender, age_group, subscription_status, discount_applied, shipping_type, frequency_of_purchases
), by_place AS (
  SELECT
    location, payment_method,
    COUNT(*) AS n,
    SUM(purchase_amount) AS a,
    SUM(purchase_amount * purchase_amount) AS aa,
    SUM(review_rating) AS r,
    SUM(review_rating * review_rating) AS rr,
    SUM(previous_purchases) AS p,
    SUM(previous_purchases * previous_purchases) AS pp
  FROM customer
  GROUP BY location, payment_method
), by_color AS (
  SELECT
    color,
    COUNT(*) AS n,
    SUM(purchase_amount) AS a,
    SUM(purchase_amount * purchase_amount) AS aa,
    SUM(review_rating) AS r,
    SUM(review_rating * review_rating) AS rr,
    SUM(previous_purchases) AS p,
    SUM(previous_purchases * previous_purchases) AS pp
  FROM customer
  GROUP BY color
)
SELECT 'category' AS dimension, category AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_product GROUP BY category
UNION ALL
SELECT 'item_purchased' AS dimension, item_purchased AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_product GROUP BY item_purchased
UNION ALL
SELECT 'season' AS dimension, season AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_product GROUP BY season
UNION ALL
SELECT 'size' AS dimension, size AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_product GROUP BY size
UNION ALL
SELECT 'gender' AS dimension, gender AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_habit GROUP BY gender
UNION ALL
SELECT 'age_group' AS dimension, age_group AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_habit GROUP BY age_group
UNION ALL
SELECT 'subscription_status' AS dimension, subscription_status AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_habit GROUP BY subscription_status
UNION ALL
SELECT 'discount_applied' AS dimension, discount_applied AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_habit GROUP BY discount_applied
UNION ALL
SELECT 'shipping_type' AS dimension, shipping_type AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_habit GROUP BY shipping_type
UNION ALL
SELECT 'frequency_of_purchases' AS dimension, frequency_of_purchases AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_habit GROUP BY frequency_of_purchases
UNION ALL
SELECT 'location' AS dimension, location AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_place GROUP BY location
UNION ALL
SELECT 'payment_method' AS dimension, payment_method AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_place GROUP BY payment_method
UNION ALL
SELECT 'color' AS dimension, color AS group_name, SUM(n) AS n, 1e0 * SUM(a) AS amount, 1e0 * SUM(aa) AS amount_squares, 1e0 * SUM(r) AS rating, 1e0 * SUM(rr) AS rating_squares, 1e0 * SUM(p) AS previous, 1e0 * SUM(pp) AS previous_squares FROM by_color GROUP BY color
ORDER BY dimension, group_name
