-- The cleaned customers that every file in this folder queries. MySQL 8.0 or newer.
-- For MariaDB 10.6 or newer, replace utf8mb4_0900_bin with utf8mb4_nopad_bin.
-- The columns are described in report.yaml; a test keeps the two in step.
CREATE TABLE customer (
  customer_id BIGINT NOT NULL,
  age SMALLINT NOT NULL,
  gender VARCHAR(255) NOT NULL,
  item_purchased VARCHAR(255) NOT NULL,
  category VARCHAR(255) NOT NULL,
  purchase_amount DECIMAL(12,2) NOT NULL,
  location VARCHAR(255) NOT NULL,
  size VARCHAR(255) NOT NULL,
  color VARCHAR(255) NOT NULL,
  season VARCHAR(255) NOT NULL,
  review_rating DECIMAL(4,2) NOT NULL,
  subscription_status VARCHAR(255) NOT NULL,
  shipping_type VARCHAR(255) NOT NULL,
  discount_applied VARCHAR(255) NOT NULL,
  previous_purchases INT NOT NULL,
  payment_method VARCHAR(255) NOT NULL,
  frequency_of_purchases VARCHAR(255) NOT NULL,
  age_group VARCHAR(255) NOT NULL,
  purchase_frequency_days SMALLINT NOT NULL,
  PRIMARY KEY (customer_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;
