-- Where and on which day the goods of an order are, as it was said when the order was made. Before that day nothing of it is fetched.
CREATE TABLE pickup_order (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    point_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, point_id) REFERENCES pickup_point (community_id, id)
) WITHOUT ROWID;
