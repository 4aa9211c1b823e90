-- Lines that came back in an older copy of a list, and lines of the same person that went with it: the number of the first that came back.
ALTER TABLE list_line ADD COLUMN older_of BIGINT;
ALTER TABLE list_line ADD COLUMN gone_with BIGINT;
-- Whether what is said of those settles it.
ALTER TABLE list_line ADD COLUMN follows_copy BIGINT NOT NULL DEFAULT 0 CHECK (follows_copy IN (0, 1));

-- Of lines that are asked about now nobody kept which ones went with them: those of their person that are gone, as it was reckoned before.
UPDATE list_line SET older_of = (SELECT MIN(a.number) FROM list_line a
    WHERE a.community_id = list_line.community_id AND a.list_id = list_line.list_id AND a.name = list_line.name
        AND a.state = 'standing' AND a.mark = 'unclear' AND a.doubts LIKE '%older_copy%')
    WHERE state = 'standing' AND mark = 'unclear' AND doubts LIKE '%older_copy%';
UPDATE list_line SET gone_with = (SELECT MIN(a.number) FROM list_line a
    WHERE a.community_id = list_line.community_id AND a.list_id = list_line.list_id AND a.name = list_line.name
        AND a.older_of IS NOT NULL)
    WHERE state = 'gone';
UPDATE list_line SET follows_copy = 1 WHERE gone_with IS NOT NULL;
