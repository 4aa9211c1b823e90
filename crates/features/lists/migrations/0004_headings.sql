-- When what the heading says of days was pasted first: 明天 is counted from then, however often the list is pasted again.
ALTER TABLE order_list ADD COLUMN heading_at_us BIGINT NOT NULL DEFAULT 0;
UPDATE order_list SET heading_at_us = made_at_us;
