-- The extension that a member has read of.
ALTER TABLE pool_member ADD COLUMN seen_extension_us BIGINT;
