/*
title: Sums of every combination of filters and products
columns:
  category: { label: Category, type: text }
  item_purchased: { label: Product, type: text }
  gender: { label: Gender, type: text }
  subscription_status: { label: Subscription, type: text }
  shipping_type: { label: Shipping type, type: text }
  age_group: { label: Age group, type: text }
  season: { label: Season, type: text }
  customers: { label: Customers, type: count }
  revenue: { label: Revenue, type: money, unit: USD }
  rating_sum: { label: Sum of ratings, type: decimal, unit: of 5 }
  discounted: { label: Discounted purchases, type: count, of: customers }
*/
SELECT
  category,
  item_purchased,
  gender,
  subscription_status,
  shipping_type,
  age_group,
  season,
  COUNT(*) AS customers,
  SUM(purchase_amount) AS revenue,
  SUM(review_rating) AS rating_sum,
  SUM(CASE WHEN discount_applied = 'Yes' THEN 1 ELSE 0 END) AS discounted
FROM customer
GROUP BY category, item_purchased, gender, subscription_status, shipping_type, age_group, season
ORDER BY category, item_purchased, gender, subscription_status, shipping_type, age_group, season
