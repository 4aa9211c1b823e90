-- When somebody said last until when a list is paid and where it is fetched: what its heading says is proposed to nobody who has.
-- Of lists of before nobody knows it; where a point is chosen somebody has.
ALTER TABLE order_list ADD COLUMN terms_said_at_us BIGINT;
UPDATE order_list SET terms_said_at_us = pasted_at_us WHERE point_id IS NOT NULL;
