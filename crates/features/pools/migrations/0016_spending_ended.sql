-- Campaigns whose mandate to spend had ended before that stopped them: looked at once, by a job for each, as from now on when it ends.
INSERT INTO job (community_id, id, kind, subject, state, due_at_us, run_at_us, attempt_count, leased_by, fault)
    SELECT c.community_id, b.job_count + ROW_NUMBER() OVER (PARTITION BY c.community_id ORDER BY c.pool_id),
        'pools.spending_ended', c.pool_id, 'waiting', m.ended_at_us, m.ended_at_us, 0, NULL, NULL
    FROM campaign c
        JOIN book b ON b.community_id = c.community_id
        JOIN mandate m ON m.community_id = c.community_id AND m.campaign = c.pool_id
    WHERE c.stage = 'running' AND m.state = 'ended' AND m.ended_at_us IS NOT NULL;
UPDATE book SET job_count = job_count + (SELECT COUNT(*) FROM campaign c
    JOIN mandate m ON m.community_id = c.community_id AND m.campaign = c.pool_id
    WHERE c.community_id = book.community_id AND c.stage = 'running' AND m.state = 'ended'
        AND m.ended_at_us IS NOT NULL);
