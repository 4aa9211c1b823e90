-- What was shared out and paid before is looked at once, by a job for each distribution, as from now on when it is paid.
INSERT INTO job (community_id, id, kind, subject, state, due_at_us, run_at_us, attempt_count, leased_by, fault)
    SELECT d.community_id, b.job_count + ROW_NUMBER() OVER (PARTITION BY d.community_id ORDER BY d.id),
        'distribution.paid', d.id, 'waiting', d.ended_at_us, d.ended_at_us, 0, NULL, NULL
    FROM distribution d
        JOIN book b ON b.community_id = d.community_id
        JOIN proposal p ON p.community_id = d.community_id AND p.id = d.decision
    WHERE d.state = 'paid' AND p.stage = 'in_force';
UPDATE book SET job_count = job_count + (SELECT COUNT(*) FROM distribution d
    JOIN proposal p ON p.community_id = d.community_id AND p.id = d.decision
    WHERE d.community_id = book.community_id AND d.state = 'paid' AND p.stage = 'in_force');
