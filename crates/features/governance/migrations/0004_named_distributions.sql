-- Simulations that a ballot is held on now, or that passed and wait to be carried out: from now on their own feature knows it.
INSERT INTO distribution_vote (community_id, distribution_id, proposal, state, until_us)
SELECT d.community_id, d.id, p.id,
    CASE p.stage WHEN 'ballot' THEN 'voting' ELSE 'passed' END,
    CASE p.stage WHEN 'ballot' THEN b.closes_at_us ELSE COALESCE(b.execute_at_us, b.closes_at_us) END
FROM proposal AS p
    JOIN ballot AS b ON b.community_id = p.community_id AND b.id = p.ballot_id
    JOIN proposal_text AS t ON t.community_id = p.community_id AND t.proposal_id = p.id AND t.version = b.text_version
    JOIN distribution AS d ON d.community_id = p.community_id AND d.state = 'made' AND t.asks LIKE '%"' || d.id || '"%'
WHERE p.stage IN ('ballot', 'passed')
ON CONFLICT DO NOTHING;
