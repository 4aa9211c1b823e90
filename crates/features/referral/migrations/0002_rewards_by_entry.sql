-- From an entry to its reward, for the two whom it concerns.
CREATE INDEX reward_of_entry ON referral_reward (community_id, entry);
