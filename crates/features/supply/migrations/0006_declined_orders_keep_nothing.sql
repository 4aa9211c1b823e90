-- An order that its supplier declined binds nobody: what was kept for it is free under its mandate. The mandate first, while it is
-- still known how much.
UPDATE mandate SET promised_minor = promised_minor - (
    SELECT CAST(SUM(p.kept_minor) AS BIGINT) FROM purchase p
    WHERE p.community_id = mandate.community_id AND p.mandate_id = mandate.id AND p.state = 'declined' AND p.kept_minor > 0)
WHERE EXISTS (
    SELECT 1 FROM purchase p
    WHERE p.community_id = mandate.community_id AND p.mandate_id = mandate.id AND p.state = 'declined' AND p.kept_minor > 0);

UPDATE purchase SET kept_minor = 0 WHERE state = 'declined' AND kept_minor > 0;
