-- What a mandate is for, in words that the program reads. All that were there were decided for spending: nobody had said otherwise.
ALTER TABLE mandate ADD COLUMN kind TEXT NOT NULL DEFAULT 'spending' CHECK (kind IN ('spending', 'referral', 'capital'));
