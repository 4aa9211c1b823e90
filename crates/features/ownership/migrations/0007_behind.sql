-- Who was named before the community knew of it.
INSERT INTO standing_behind (community_id, company, owner, stands)
    SELECT o.community_id, o.member, o.owner, 1 FROM company_owner o
    JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member AND c.version = o.version;
