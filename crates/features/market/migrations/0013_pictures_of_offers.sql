-- What goods look like: four pictures an offer at most, the first stands on its card.
CREATE TABLE offer_picture (
    community_id BIGINT NOT NULL,
    offer_id TEXT NOT NULL,
    place BIGINT NOT NULL CHECK (place BETWEEN 1 AND 4),
    file_id TEXT NOT NULL,
    -- What is to be seen, for who does not see it. Empty: the offer's title.
    alt TEXT NOT NULL,
    PRIMARY KEY (community_id, offer_id, place),
    FOREIGN KEY (community_id, offer_id) REFERENCES offer (community_id, id)
) WITHOUT ROWID;

-- Not unique: while two change places, one stands in both.
CREATE INDEX offer_picture_of_file ON offer_picture (community_id, file_id);
