//! Where in a list a key stands. A table of its own instead of `HashMap`: the keys stay in the list, so that a key is not kept twice, and a
//! known one is looked up without a copy.

use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// Nothing here.
const FREE: u32 = u32::MAX;

/// Fewer are not worth growing for.
const LEAST: usize = 16;

/// Open addressing over the places of a list that only grows until it is cleared.
pub(crate) struct Places {
    /// What the key hashes to and where it stands. A power of two of them, at least a quarter free.
    table: Vec<(u32, u32)>,
    count: usize,
    /// Drawn by lot, so that nobody can choose keys that all fall together.
    seed: u64,
}

impl Places {
    pub(crate) fn new() -> Places {
        Places { table: Vec::new(), count: 0, seed: RandomState::new().hash_one(0u8) }
    }

    pub(crate) fn clear(&mut self) {
        // What grew in a large batch is not swept after every small one.
        match self.table.len() > LEAST * LEAST.max(self.count) {
            true => self.table = Vec::new(),
            false => self.table.fill((0, FREE)),
        }
        self.count = 0;
    }

    pub(crate) fn hash(&self, key: &impl Hash) -> u32 {
        let mut hasher = Folded(self.seed);
        key.hash(&mut hasher);
        hasher.finish() as u32
    }

    /// The place of a key that hashes to this, if it has one. `is` says whether it stands at a place.
    pub(crate) fn find(&self, hash: u32, is: impl Fn(usize) -> bool) -> Option<usize> {
        if self.table.is_empty() {
            return None;
        }
        let (_, at) = self.table[self.slot(hash, is)];
        (at != FREE).then_some(at as usize)
    }

    /// Takes in a key that is not known yet and stands at `at`.
    pub(crate) fn add(&mut self, hash: u32, at: usize) {
        if (self.count + 1) * 4 > self.table.len() * 3 {
            let wider = vec![(0, FREE); (self.table.len() * 2).max(LEAST)];
            let known = std::mem::replace(&mut self.table, wider);
            known.into_iter().filter(|(_, at)| *at != FREE).for_each(|(hash, at)| self.put(hash, at));
        }
        self.put(hash, at as u32);
        self.count += 1;
    }

    fn put(&mut self, hash: u32, at: u32) {
        let slot = self.slot(hash, |_| false);
        self.table[slot] = (hash, at);
    }

    /// Where the key is, or the free slot where it would be.
    fn slot(&self, hash: u32, is: impl Fn(usize) -> bool) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (known, at) = self.table[slot];
            if at == FREE || (known == hash && is(at as usize)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Multiplies to twice the width and folds the halves: keys are numbers and ids, looked up by the million.
struct Folded(u64);

const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

impl Folded {
    fn take(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word ^ ODD) * u128::from((ODD ^ self.0.rotate_left(32)) | 1);
        self.0 = wide as u64 ^ (wide >> 64) as u64;
    }
}

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.take(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        // With its length, so that a shorter one is another one.
        self.take(u64::from_le_bytes(last) ^ (bytes.len() as u64).rotate_left(56));
    }

    fn write_u8(&mut self, number: u8) {
        self.take(number.into());
    }

    fn write_i64(&mut self, number: i64) {
        self.take(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.take(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.take(number as u64);
    }

    /// Mixed once more: a seed can make a multiplier that leaves the last bits of numbers in a row much alike.
    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(ODD);
        mixed ^ (mixed >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Held against a map, through growing and clearing.
    #[test]
    fn places_are_those_of_a_map() {
        let mut places = Places::new();
        for round in 0..3u64 {
            let (mut keys, mut map) = (Vec::<(i64, String)>::new(), HashMap::new());
            for step in 0..3_000 * (round + 1) {
                let number = step.wrapping_mul(ODD) >> 52;
                let key = (number as i64 % 7, format!("mem_{number}"));
                let hash = places.hash(&key);
                let found = places.find(hash, |at| keys[at] == key);
                assert_eq!(found, map.get(&key).copied());
                if found.is_none() {
                    map.insert(key.clone(), keys.len());
                    places.add(hash, keys.len());
                    keys.push(key);
                }
            }
            assert!(keys.len() > 1_000);
            places.clear();
            assert_eq!(places.find(places.hash(&keys[0]), |_| true), None);
        }
    }

    /// Keys that follow each other spread: nobody walks far, whatever the seed.
    #[test]
    fn keys_in_a_row_spread() {
        for draw in 0..100u64 {
            let seed = (draw ^ ODD).wrapping_mul(ODD.rotate_left(17));
            let places = Places { seed, ..Places::new() };
            for bits in [0, 20] {
                let mut counts = [0; 256];
                (0..25_600i64)
                    .for_each(|number| counts[places.hash(&(1i64, number << bits)) as usize & 255] += 1);
                assert!(counts.iter().all(|count| (40..200).contains(count)), "{seed}: {counts:?}");
            }
        }
    }
}
