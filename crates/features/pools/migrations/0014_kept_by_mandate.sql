-- The page of a mandate says for which group buys room is kept: a few at a time, among all that ever were.
CREATE INDEX group_buy_kept ON group_buy (community_id, kept_under, pool_id) WHERE kept_minor > 0;
