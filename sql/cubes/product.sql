/*
title: Sums by product
columns:
  subscription_status: { label: Subscription, type: text }
  category: { label: Category, type: text }
  gender: { label: Gender, type: text }
  shipping_type: { label: Shipping type, type: text }
  item_purchased: { label: Product, type: text }
  customers: { label: Customers, type: integer }
  revenue: { label: Revenue, type: money, unit: USD }
  rating_sum: { label: Sum of ratings, type: rating, unit: of 5 }
  subscribers: { label: Subscribers, type: integer }
  discounted: { label: Discounted purchases, type: integer }
*/
SELECT
  subscription_status,
  category,
  gender,
  shipping_type,
  item_purchased,
  COUNT(*) AS customers,
  SUM(purchase_amount) AS revenue,
  SUM(review_rating) AS rating_sum,
  SUM(CASE WHEN subscription_status = 'Yes' THEN 1 ELSE 0 END) AS subscribers,
  SUM(CASE WHEN discount_applied = 'Yes' THEN 1 ELSE 0 END) AS discounted
FROM customer
GROUP BY subscription_status, category, gender, shipping_type, item_purchased
ORDER BY subscription_status, category, gender, shipping_type, item_purchased
