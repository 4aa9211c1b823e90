-- Each says it under the own name, and who is one with whom is asked when it is counted: in which order it was said, and whether it counts or
-- somebody who is one with them said it later.
ALTER TABLE campaign_voice ADD COLUMN number BIGINT NOT NULL DEFAULT 0 CHECK (number >= 0);
ALTER TABLE campaign_voice ADD COLUMN counted BIGINT NOT NULL DEFAULT 1 CHECK (counted IN (0, 1));
ALTER TABLE campaign_milestone ADD COLUMN voice_count BIGINT NOT NULL DEFAULT 0 CHECK (voice_count >= 0);
