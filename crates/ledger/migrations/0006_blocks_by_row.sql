-- A block of fractions is some kilobytes. In a tree of its key SQLite reads the whole of each row that it compares a key with; in a table with
-- an index beside it only the one that is wanted.
ALTER TABLE ledger_carry_block RENAME TO ledger_carry_block_before;
CREATE TABLE ledger_carry_block (
    community_id BIGINT NOT NULL,
    fund_id BIGINT NOT NULL,
    first_holder TEXT NOT NULL,
    holders TEXT NOT NULL,
    PRIMARY KEY (community_id, fund_id, first_holder),
    FOREIGN KEY (community_id, fund_id) REFERENCES ledger_fund (community_id, id)
);
INSERT INTO ledger_carry_block (community_id, fund_id, first_holder, holders)
    SELECT community_id, fund_id, first_holder, holders FROM ledger_carry_block_before;
DROP TABLE ledger_carry_block_before;
