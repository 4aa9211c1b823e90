-- Mandates of campaigns that had ended before what was asked for till then was still decided: they end as from now on, or what waits
-- under them would wait for ever.
UPDATE mandate SET concluded_at_us = ended_at_us
    WHERE campaign IS NOT NULL AND state = 'ended' AND ended_at_us IS NOT NULL AND concluded_at_us IS NULL;
