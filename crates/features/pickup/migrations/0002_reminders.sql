-- When the buyer was reminded the day before and on the day, and when who minds the point was told what comes tomorrow.
-- What was chosen before has no reminders due; on its day it stands on the buyer's home page as ever.
ALTER TABLE pickup ADD COLUMN reminded_before_us BIGINT;
ALTER TABLE pickup ADD COLUMN reminded_on_day_us BIGINT;
ALTER TABLE pickup_day ADD COLUMN minder_told_us BIGINT;
