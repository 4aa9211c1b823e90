CREATE INDEX list_order_by_order ON list_order (community_id, list_id, order_id);

-- Orders that were made before lists gave them their place get it once, by a job for each list.
INSERT INTO job (community_id, id, kind, subject, state, due_at_us, run_at_us, attempt_count, leased_by, fault)
    SELECT l.community_id, b.job_count + ROW_NUMBER() OVER (PARTITION BY l.community_id ORDER BY l.id),
        'lists.places', l.id, 'waiting', l.pasted_at_us, l.pasted_at_us, 0, NULL, NULL
    FROM order_list l JOIN book b ON b.community_id = l.community_id
    WHERE l.point_id IS NOT NULL AND l.point_day IS NOT NULL;
UPDATE book SET job_count = job_count + (SELECT COUNT(*) FROM order_list l
    WHERE l.community_id = book.community_id AND l.point_id IS NOT NULL AND l.point_day IS NOT NULL);
