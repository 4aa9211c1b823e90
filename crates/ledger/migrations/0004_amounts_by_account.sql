-- What an account saw is summed without looking up each posting: the index has the amounts.
DROP INDEX ledger_posting_account;
CREATE INDEX ledger_posting_account ON ledger_posting (community_id, account_id, entry_number, amount_minor);
