-- Those that nobody has looked at yet are few; all that have passed stay.
CREATE INDEX text_look_waiting ON text_look (community_id, number) WHERE passed_by IS NULL;
CREATE INDEX text_look_waiting_of_author ON text_look (community_id, asked_by, number) WHERE passed_by IS NULL;
