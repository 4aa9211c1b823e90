-- What shows that a part of a call was done, handed in with it: whoever judges looks at it, and what is accepted has it as its evidence.
CREATE TABLE contribution_part_file (
    community_id BIGINT NOT NULL,
    call_id TEXT NOT NULL,
    member TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    file_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (community_id, call_id, member, number),
    FOREIGN KEY (community_id, call_id, member) REFERENCES contribution_part (community_id, call_id, member),
    FOREIGN KEY (community_id, file_id) REFERENCES file (community_id, id)
) WITHOUT ROWID;
CREATE INDEX contribution_part_file_by_file ON contribution_part_file (community_id, file_id, call_id, member);
