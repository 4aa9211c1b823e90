-- Goods that a fund sells: of whom they are bought when the pool forms, at which price a unit, and under which mandate.
ALTER TABLE group_buy ADD COLUMN buying_supplier TEXT;
ALTER TABLE group_buy ADD COLUMN buying_price_e4 BIGINT CHECK (buying_price_e4 > 0);
ALTER TABLE group_buy ADD COLUMN buying_mandate TEXT;
