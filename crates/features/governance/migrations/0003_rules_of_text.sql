-- The version of the rules of deciding under which a text was published. Of texts that stand already it is told by their time.
ALTER TABLE proposal_text ADD COLUMN rules_version BIGINT NOT NULL DEFAULT 0;
UPDATE proposal_text SET rules_version = COALESCE(
    (SELECT MAX(decision_rules.version) FROM decision_rules WHERE decision_rules.community_id = proposal_text.community_id
        AND decision_rules.set_at_us <= proposal_text.written_at_us), 0);
