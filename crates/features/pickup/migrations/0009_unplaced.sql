-- Orders that are to be fetched at a point on a day and have no slot there are found by both.
CREATE INDEX pickup_order_on_day ON pickup_order (community_id, point_id, day, order_id);
