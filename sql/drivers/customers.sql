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
  n: { label: Customers, type: count }
  amount: { label: Sum of purchase amounts, type: number, unit: USD }
  amount_squares: { label: Sum of their squares, type: number }
  rating: { label: Sum of ratings, type: number }
  rating_squares: { label: Sum of their squares, type: number }
  previous: { label: Sum of previous purchases, type: number }
  previous_squares: { label: Sum of their squares, type: number }
*/
-- Thirteen dimensions in three passes over the customers: each pass sums few combinations, which are then taken once for each dimension.
SELECT
  dimension,
  group_name,
  SUM(n) AS n,
  1e0 * SUM(amount) AS amount,
  1e0 * SUM(amount_squares) AS amount_squares,
  1e0 * SUM(rating) AS rating,
  1e0 * SUM(rating_squares) AS rating_squares,
  1e0 * SUM(previous) AS previous,
  1e0 * SUM(previous_squares) AS previous_squares
FROM (
  SELECT
    dimension,
    CASE dimension
      WHEN 'category' THEN category
      WHEN 'item_purchased' THEN item_purchased
      WHEN 'season' THEN season
      ELSE size
    END AS group_name,
    n, amount, amount_squares, rating, rating_squares, previous, previous_squares
  FROM (
    SELECT
      category, item_purchased, season, size,
      COUNT(*) AS n,
      SUM(purchase_amount) AS amount,
      SUM(purchase_amount * purchase_amount) AS amount_squares,
      SUM(review_rating) AS rating,
      SUM(review_rating * review_rating) AS rating_squares,
      SUM(previous_purchases) AS previous,
      SUM(previous_purchases * previous_purchases) AS previous_squares
    FROM customer
    GROUP BY category, item_purchased, season, size
  ) AS combinations
  CROSS JOIN (
    SELECT 'category' AS dimension
    UNION ALL SELECT 'item_purchased' AS dimension
    UNION ALL SELECT 'season' AS dimension
    UNION ALL SELECT 'size' AS dimension
  ) AS dimensions
) AS groups_of_a
GROUP BY dimension, group_name
UNION ALL
SELECT
  dimension,
  group_name,
  SUM(n) AS n,
  1e0 * SUM(amount) AS amount,
  1e0 * SUM(amount_squares) AS amount_squares,
  1e0 * SUM(rating) AS rating,
  1e0 * SUM(rating_squares) AS rating_squares,
  1e0 * SUM(previous) AS previous,
  1e0 * SUM(previous_squares) AS previous_squares
FROM (
  SELECT
    dimension,
    CASE dimension
      WHEN 'gender' THEN gender
      WHEN 'age_group' THEN age_group
      WHEN 'subscription_status' THEN subscription_status
      WHEN 'discount_applied' THEN discount_applied
      WHEN 'shipping_type' THEN shipping_type
      WHEN 'payment_method' THEN payment_method
      ELSE frequency_of_purchases
    END AS group_name,
    n, amount, amount_squares, rating, rating_squares, previous, previous_squares
  FROM (
    SELECT
      gender, age_group, subscription_status, discount_applied, shipping_type, payment_method, frequency_of_purchases,
      COUNT(*) AS n,
      SUM(purchase_amount) AS amount,
      SUM(purchase_amount * purchase_amount) AS amount_squares,
      SUM(review_rating) AS rating,
      SUM(review_rating * review_rating) AS rating_squares,
      SUM(previous_purchases) AS previous,
      SUM(previous_purchases * previous_purchases) AS previous_squares
    FROM customer
    GROUP BY gender, age_group, subscription_status, discount_applied, shipping_type, payment_method, frequency_of_purchases
  ) AS combinations
  CROSS JOIN (
    SELECT 'gender' AS dimension
    UNION ALL SELECT 'age_group' AS dimension
    UNION ALL SELECT 'subscription_status' AS dimension
    UNION ALL SELECT 'discount_applied' AS dimension
    UNION ALL SELECT 'shipping_type' AS dimension
    UNION ALL SELECT 'payment_method' AS dimension
    UNION ALL SELECT 'frequency_of_purchases' AS dimension
  ) AS dimensions
) AS groups_of_b
GROUP BY dimension, group_name
UNION ALL
SELECT
  dimension,
  group_name,
  SUM(n) AS n,
  1e0 * SUM(amount) AS amount,
  1e0 * SUM(amount_squares) AS amount_squares,
  1e0 * SUM(rating) AS rating,
  1e0 * SUM(rating_squares) AS rating_squares,
  1e0 * SUM(previous) AS previous,
  1e0 * SUM(previous_squares) AS previous_squares
FROM (
  SELECT
    dimension,
    CASE dimension
      WHEN 'location' THEN location
      ELSE color
    END AS group_name,
    n, amount, amount_squares, rating, rating_squares, previous, previous_squares
  FROM (
    SELECT
      location, color,
      COUNT(*) AS n,
      SUM(purchase_amount) AS amount,
      SUM(purchase_amount * purchase_amount) AS amount_squares,
      SUM(review_rating) AS rating,
      SUM(review_rating * review_rating) AS rating_squares,
      SUM(previous_purchases) AS previous,
      SUM(previous_purchases * previous_purchases) AS previous_squares
    FROM customer
    GROUP BY location, color
  ) AS combinations
  CROSS JOIN (
    SELECT 'location' AS dimension
    UNION ALL SELECT 'color' AS dimension
  ) AS dimensions
) AS groups_of_c
GROUP BY dimension, group_name
ORDER BY dimension, group_name
