-- What left a fund under a mandate.
CREATE INDEX ledger_entry_mandate ON ledger_entry (community_id, mandate, number) WHERE mandate IS NOT NULL;
