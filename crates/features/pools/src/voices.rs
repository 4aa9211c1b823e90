//! Who is one: somebody, and the companies behind which they stand, have one voice and count once. Pure.
//!
//! A company's people are persons, never companies; so a company and its people are all there is to look at.

use std::collections::{BTreeMap, BTreeSet};

/// What somebody said of a milestone: the `number` tells which was later, and of those that were not numbered yet the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said<K> {
    pub(crate) who: K,
    pub(crate) accepts: bool,
    pub(crate) number: i64,
    pub(crate) at_us: i64,
}

impl<K: Ord + Copy> Said<K> {
    fn order(&self) -> (i64, i64, K) {
        (self.number, self.at_us, self.who)
    }
}

/// Companies, with who stands behind each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind<K> {
    people: BTreeMap<K, BTreeSet<K>>,
}

impl<K: Ord + Copy> Behind<K> {
    /// Of pairs of a company and somebody behind it.
    pub fn of(pairs: impl IntoIterator<Item = (K, K)>) -> Behind<K> {
        let mut people = BTreeMap::<K, BTreeSet<K>>::new();
        for (company, owner) in pairs {
            people.entry(company).or_default().insert(owner);
        }
        Behind { people }
    }

    pub fn is_company(&self, who: K) -> bool {
        self.people.contains_key(&who)
    }

    /// Everybody who is no second person beside `who`, `who` among them: their companies, and for a company its people and their other
    /// companies. Of what stands now it is what `community::one_with` reads, whose answer leaves `who` out.
    pub fn one_with(&self, who: K) -> BTreeSet<K> {
        let own = self.people.get(&who);
        let is_one =
            |people: &BTreeSet<K>| people.contains(&who) || own.is_some_and(|own| !own.is_disjoint(people));
        let companies = self.people.iter().filter(|(_, people)| is_one(people)).map(|(company, _)| *company);
        companies.chain(own.into_iter().flatten().copied()).chain([who]).collect()
    }

    /// Companies among `members` (in order) who are no head of their own beside them: one of their people is there too, or another company of
    /// theirs is the head. Only companies and their people are looked at, whatever the number of members.
    pub fn without_head(&self, members: &[K]) -> BTreeSet<K> {
        let named = self.people.iter().flat_map(|(company, people)| people.iter().chain([company]));
        let there: BTreeSet<K> = named.filter(|one| members.binary_search(one).is_ok()).copied().collect();
        let own = |company: &K| self.speaks_as(*company, &there) == Some(*company);
        let companies = self.people.keys().filter(|company| there.contains(*company));
        companies.filter(|company| !own(company)).copied().collect()
    }

    /// As whom each of `all` counts where everybody does: as themselves, a company with who speaks for it, with the first of them where they are several.
    pub(crate) fn counted_as(&self, all: &BTreeSet<K>) -> BTreeMap<K, K> {
        all.iter().map(|who| (*who, self.speakers(*who, all).first().copied().unwrap_or(*who))).collect()
    }

    /// All whom a company stands between, from one to the next; `who` among them.
    pub fn near(&self, who: K) -> BTreeSet<K> {
        let mut near = BTreeSet::from([who]);
        loop {
            let before = near.len();
            for (company, people) in &self.people {
                if near.contains(company) || !people.is_disjoint(&near) {
                    near.insert(*company);
                    near.extend(people);
                }
            }
            if near.len() == before {
                return near;
            }
        }
    }

    /// As whom `who` speaks among `all`. A person as themselves. A company as the one of `all` who stands behind it; where several
    /// do, they speak and it does not: None. Companies of the same people, none of whom is among `all`, as the first of them.
    pub fn speaks_as(&self, who: K, all: &BTreeSet<K>) -> Option<K> {
        let Some(people) = self.people.get(&who) else { return Some(who) };
        let mut there = people.intersection(all);
        match (there.next(), there.next()) {
            (Some(one), None) => Some(*one),
            (Some(_), Some(_)) => None,
            (None, _) => {
                let alike = |(company, others): &(&K, &BTreeSet<K>)| {
                    all.contains(company) && others.is_disjoint(all) && !others.is_disjoint(people)
                };
                self.people.iter().find(alike).map(|(company, _)| *company).or(Some(who))
            }
        }
    }

    /// Who of `all` speaks for `who`: they themselves, or the people or the other company that a company's voice is with.
    pub fn speakers(&self, who: K, all: &BTreeSet<K>) -> Vec<K> {
        let people =
            self.people.get(&who).map(|people| people.intersection(all).copied().collect::<Vec<_>>());
        match people {
            Some(people) if !people.is_empty() => people,
            _ => self.speaks_as(who, all).into_iter().collect(),
        }
    }

    /// Of what was said, whose counts and for what: whoever are one among `all` have said what the last of them said. Who is not among them, and
    /// a company whose people speak themselves, has said nothing.
    pub(crate) fn heard(&self, all: &BTreeSet<K>, said: &[Said<K>]) -> BTreeMap<K, bool> {
        let mut last = BTreeMap::<K, &Said<K>>::new();
        for one in said.iter().filter(|one| all.contains(&one.who)) {
            let Some(speaker) = self.speaks_as(one.who, all) else { continue };
            last.entry(speaker)
                .and_modify(|before| *before = if one.order() > before.order() { one } else { before })
                .or_insert(one);
        }
        last.into_values().map(|one| (one.who, one.accepts)).collect()
    }

    /// How many voices there are among `all`.
    pub(crate) fn count(&self, all: &BTreeSet<K>) -> i64 {
        let voices: BTreeSet<K> = all.iter().filter_map(|who| self.speaks_as(*who, all)).collect();
        i64::try_from(voices.len()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ana is behind the mill alone, with Ben behind the barn; Cleo is behind two shops.
    const BEHIND: [(&str, &str); 5] =
        [("mill", "ana"), ("barn", "ana"), ("barn", "ben"), ("shop", "cleo"), ("stall", "cleo")];

    /// Of whom, as whom each speaks, how many voices.
    #[test]
    fn a_person_and_their_companies_have_one_voice() {
        let behind = Behind::of(BEHIND);
        for (all, as_whom, count) in [
            (vec!["ana", "dan"], vec![Some("ana"), Some("dan")], 2),
            (vec!["ana", "mill"], vec![Some("ana"), Some("ana")], 1),
            (vec!["dan", "mill"], vec![Some("dan"), Some("mill")], 2),
            (vec!["ana", "barn", "ben"], vec![Some("ana"), None, Some("ben")], 2),
            (vec!["barn", "ben"], vec![Some("ben"), Some("ben")], 1),
            (vec!["barn", "mill"], vec![Some("barn"), Some("barn")], 1),
            (vec!["shop", "stall"], vec![Some("shop"), Some("shop")], 1),
            (vec!["cleo", "shop", "stall"], vec![Some("cleo"); 3], 1),
            (vec![], vec![], 0),
        ] {
            let set: BTreeSet<_> = all.iter().copied().collect();
            let said: Vec<_> = all.iter().map(|who| behind.speaks_as(who, &set)).collect();
            for (who, said) in all.iter().zip(&said) {
                let speakers = behind.speakers(who, &set);
                let alone = if speakers.len() == 1 { speakers.first().copied() } else { None };
                assert_eq!(alone, *said, "{who} in {all:?}");
            }
            assert_eq!((said, behind.count(&set)), (as_whom, count), "{all:?}");
            let heads = all.len() - behind.without_head(&all).len();
            assert_eq!(heads as i64, count, "{all:?}");
        }
    }

    /// Who may speak, what was said in that order → what counts. Ana is behind the mill; Cleo, who gave nothing, behind two shops.
    #[test]
    fn the_last_word_of_those_who_are_one_counts() {
        let behind = Behind::of(BEHIND);
        for (all, said, counts) in [
            (vec!["ana", "mill"], vec![("ana", true), ("mill", false)], vec![("mill", false)]),
            (vec!["ana", "mill"], vec![("mill", false), ("ana", true)], vec![("ana", true)]),
            (vec!["ana", "mill"], vec![("mill", false)], vec![("mill", false)]),
            (vec!["shop", "stall"], vec![("shop", true), ("stall", false)], vec![("stall", false)]),
            (vec!["ana", "barn", "ben"], vec![("barn", false), ("ben", true)], vec![("ben", true)]),
            (vec!["dan"], vec![("dan", true), ("ana", false)], vec![("dan", true)]),
            (vec!["dan", "mill"], vec![("dan", true), ("mill", false)], vec![("dan", true), ("mill", false)]),
        ] {
            let set: BTreeSet<_> = all.iter().copied().collect();
            let said: Vec<_> = (1..)
                .zip(said)
                .map(|(number, (who, accepts))| Said { who, accepts, number, at_us: 0 })
                .collect();
            assert_eq!(behind.heard(&set, &said), counts.into_iter().collect(), "{all:?} {said:?}");
        }
    }

    #[test]
    fn near_is_whoever_a_company_stands_between() {
        let behind = Behind::of(BEHIND);
        for (who, near) in [
            ("dan", vec!["dan"]),
            ("cleo", vec!["cleo", "shop", "stall"]),
            ("mill", vec!["ana", "barn", "ben", "mill"]),
            ("ben", vec!["ana", "barn", "ben", "mill"]),
        ] {
            assert_eq!(behind.near(who), near.into_iter().collect(), "{who}");
        }
    }

    #[test]
    fn a_company_is_no_second_person_beside_its_people() {
        let behind = Behind::of(BEHIND);
        for (who, ones) in [
            ("dan", vec!["dan"]),
            ("ana", vec!["ana", "barn", "mill"]),
            ("ben", vec!["barn", "ben"]),
            ("mill", vec!["ana", "barn", "mill"]),
            ("barn", vec!["ana", "barn", "ben", "mill"]),
            ("shop", vec!["cleo", "shop", "stall"]),
        ] {
            assert_eq!(behind.one_with(who), ones.into_iter().collect(), "{who}");
        }
    }

    /// Of all → as whom each counts.
    #[test]
    fn everybody_counts_as_one_person() {
        let behind = Behind::of(BEHIND);
        for (all, as_whom) in [
            (vec!["ana", "dan", "mill"], vec!["ana", "dan", "ana"]),
            (vec!["ana", "barn", "ben", "mill"], vec!["ana", "ana", "ben", "ana"]),
            (vec!["barn", "ben"], vec!["ben", "ben"]),
            (vec!["barn", "mill", "shop", "stall"], vec!["barn", "barn", "shop", "shop"]),
            (vec!["barn"], vec!["barn"]),
        ] {
            let set: BTreeSet<_> = all.iter().copied().collect();
            let counted = behind.counted_as(&set);
            let said: Vec<_> = all.iter().map(|who| counted[who]).collect();
            assert_eq!((said, counted.len()), (as_whom, all.len()), "{all:?}");
        }
    }

    proptest! {
        /// Nobody is heard twice, whatever was said: there are never more answers than voices.
        #[test]
        fn there_are_no_more_answers_than_voices(
            pairs in proptest::collection::vec((10..20u8, 0..10u8), 0..12),
            all in proptest::collection::btree_set(0..20u8, 0..15),
            said in proptest::collection::vec((0..20u8, any::<bool>()), 0..20),
        ) {
            let behind = Behind::of(pairs);
            let said: Vec<_> = (1..)
                .zip(said)
                .map(|(number, (who, accepts))| Said { who, accepts, number, at_us: 0 })
                .collect();
            let heard = behind.heard(&all, &said);
            prop_assert!(heard.len() as i64 <= behind.count(&all));
            let speakers: BTreeSet<_> = heard.keys().map(|who| behind.speaks_as(*who, &all)).collect();
            prop_assert_eq!(speakers.len(), heard.len());
        }

        /// Companies add no voice to those of their people, and whoever is far from a change does not feel it.
        #[test]
        fn no_company_makes_a_second_voice(
            pairs in proptest::collection::vec((10..20u8, 0..10u8), 0..12),
            all in proptest::collection::btree_set(0..20u8, 0..15),
            who in 0..20u8,
        ) {
            let behind = Behind::of(pairs);
            let people = all.iter().filter(|one| !behind.people.contains_key(*one)).count() as i64;
            prop_assert!(behind.count(&all) >= people && behind.count(&all) <= all.len() as i64);
            let (mut with, mut without) = (all.clone(), all.clone());
            with.insert(who);
            without.remove(&who);
            let near = behind.near(who);
            let part = |of: &BTreeSet<u8>| behind.count(&of.intersection(&near).copied().collect());
            prop_assert_eq!(behind.count(&with) - behind.count(&without), part(&with) - part(&without));
        }
    }
}
