-- How many proofs there were when an expense was approved; NULL: it was not. Of what was approved before this was counted it is known by
-- the reason that stood for a proof, and by nobody having approved what was agreed on beforehand.
ALTER TABLE expense ADD COLUMN approved_proof_count BIGINT CHECK (approved_proof_count >= 0);
UPDATE expense SET approved_proof_count = CASE
    WHEN decided_by IS NULL THEN 0
    WHEN EXISTS (SELECT 1 FROM expense_step s WHERE s.community_id = expense.community_id AND s.expense_id = expense.id
        AND s.step = 'approved' AND s.reason <> '') THEN 0
    ELSE proof_count END
    WHERE state IN ('approved', 'paid');
