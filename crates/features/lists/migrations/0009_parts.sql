-- With what a name of a list was joined into a group buy. `counted_milli`: so much of it is part of what the list has ordered, so that it is
-- not ordered once more. No foreign key on the part, as in list_order.
CREATE TABLE list_part (
    community_id BIGINT NOT NULL,
    commitment_id TEXT NOT NULL,
    list_id TEXT NOT NULL,
    name TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    variant BIGINT NOT NULL,
    counted_milli BIGINT NOT NULL CHECK (counted_milli >= 0),
    joined_by TEXT NOT NULL,
    joined_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, commitment_id),
    FOREIGN KEY (community_id, list_id) REFERENCES order_list (community_id, id)
) WITHOUT ROWID;
CREATE INDEX list_part_of_list ON list_part (community_id, list_id, name, commitment_id);
