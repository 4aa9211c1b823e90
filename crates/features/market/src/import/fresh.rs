//! Ids for what an import makes.

use kernel::{Id, Prefixed, Timestamp};
use std::hash::{BuildHasher, RandomState};

/// Draws ids from what they are for. An operation may run twice, so chance has to be input: the same question
/// gets the same id within a run. Nobody can tell a customer's number from an id or a book name, because the key
/// is the run's own and forgotten with it.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    keys: [RandomState; 2],
}

impl Fresh {
    pub(super) fn random(&self, what: &str, key: &str) -> u64 {
        self.keys[0].hash_one(("random", what, key))
    }

    /// Sorts by the time its thing happened, as ids of other things do.
    pub(super) fn id<T: Prefixed>(&self, key: &str, at: Timestamp) -> Id<T> {
        let mut random = [0; 10];
        let (low, high) = (self.keys[0].hash_one((T::PREFIX, key)), self.keys[1].hash_one((T::PREFIX, key)));
        random[..8].copy_from_slice(&low.to_be_bytes());
        random[8..].copy_from_slice(&high.to_be_bytes()[..2]);
        Id::from_parts(at.milliseconds(), random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{Offer, Order};

    #[test]
    fn the_same_question_has_the_same_answer_in_one_run() {
        let (fresh, other, at) = (Fresh::default(), Fresh::default(), Timestamp::from_micros(1_000_000));
        assert_eq!(fresh.id::<Order>("1", at), fresh.id::<Order>("1", at));
        assert_ne!(fresh.id::<Order>("1", at), fresh.id::<Order>("2", at));
        assert_ne!(fresh.id::<Order>("1", at), other.id::<Order>("1", at));
        assert_ne!(fresh.id::<Order>("1", at).as_str()[4..], fresh.id::<Offer>("1", at).as_str()[4..]);
    }
}
