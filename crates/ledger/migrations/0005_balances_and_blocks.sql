-- What an account is never changes; what is on it changes all the time, and is a narrow row by the account's number: who pays a million
-- holders rewrites a million of them. `guard` is the account's sign where it may never pass zero, else 0.
DROP INDEX ledger_account_purpose;
ALTER TABLE ledger_account RENAME TO ledger_account_before;
CREATE TABLE ledger_account (
    community_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    fund_id BIGINT,
    owner TEXT,
    currency TEXT NOT NULL,
    sign BIGINT NOT NULL CHECK (sign IN (-1, 1)),
    PRIMARY KEY (community_id, code),
    UNIQUE (community_id, id),
    FOREIGN KEY (community_id, fund_id) REFERENCES ledger_fund (community_id, id),
    CHECK ((fund_id IS NOT NULL) = (kind IN ('equity', 'income', 'expense')))
) WITHOUT ROWID;
INSERT INTO ledger_account (community_id, code, id, kind, purpose, fund_id, owner, currency, sign)
    SELECT community_id, code, id, kind, purpose, fund_id, owner, currency, sign FROM ledger_account_before;
CREATE INDEX ledger_account_purpose ON ledger_account (community_id, purpose, id);

-- The foreign key is on a number that is no primary key: its account is never saved again, so nothing walks the balances.
CREATE TABLE ledger_balance (
    community_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    guard BIGINT NOT NULL CHECK (guard IN (-1, 0, 1)),
    balance_minor BIGINT NOT NULL,
    PRIMARY KEY (community_id, account_id),
    FOREIGN KEY (community_id, account_id) REFERENCES ledger_account (community_id, id),
    CHECK (guard * balance_minor >= 0)
) WITHOUT ROWID;
INSERT INTO ledger_balance (community_id, account_id, guard, balance_minor)
    SELECT community_id, id, sign * guarded, balance_minor FROM ledger_account_before;
DROP TABLE ledger_account_before;

-- The fractions that holders of a fund carry, some hundreds in a row: from `first_holder` until before the next row's, the first one
-- from the beginning. `holders` has of each the id, the number of the account on which it is paid (0 where none is known) and the fraction.
CREATE TABLE ledger_carry_block (
    community_id BIGINT NOT NULL,
    fund_id BIGINT NOT NULL,
    first_holder TEXT NOT NULL,
    holders TEXT NOT NULL,
    PRIMARY KEY (community_id, fund_id, first_holder),
    FOREIGN KEY (community_id, fund_id) REFERENCES ledger_fund (community_id, id)
) WITHOUT ROWID;
INSERT INTO ledger_carry_block (community_id, fund_id, first_holder, holders)
    SELECT community_id, fund_id, CASE WHEN block = 0 THEN '' ELSE MIN(holder) END,
        string_agg(holder || ' ' || account_id || ' ' || carry_units, ';' ORDER BY holder)
    FROM (SELECT c.community_id, c.fund_id, c.holder, c.carry_units, COALESCE(a.id, 0) AS account_id,
            (ROW_NUMBER() OVER (PARTITION BY c.community_id, c.fund_id ORDER BY c.holder) - 1) / 256 AS block
        FROM ledger_carry c JOIN ledger_book b ON b.community_id = c.community_id
        LEFT JOIN ledger_account a
            ON a.community_id = c.community_id AND a.code = 'payable.-.' || c.holder || '.' || b.currency) AS numbered
    GROUP BY community_id, fund_id, block;
DROP TABLE ledger_carry;
