//! A run of letters that is names and parts of names; what the heading names before what the community sells; what of a name is an amount
//! and no part of it.

use crate::goods::{Found, Goods, How, Mention};
use crate::plain::{bare, plain};
use crate::{Doubt, number};
use std::collections::BTreeSet;

/// Of each letter of a name, whether it stands within a Latin word.
pub(crate) fn inner_latin(name: &str) -> Vec<bool> {
    let letters = plain(name);
    let latin = |at: usize| letters[at].is_ascii_alphabetic();
    (0..letters.len())
        .filter(|at| letters[*at].is_alphanumeric())
        .map(|at| at > 0 && latin(at) && latin(at - 1))
        .collect()
}

/// Where a name says an amount in the unit that the thing is sold in: 半斤 of 本地草莓半斤起.
pub(crate) fn measured(name: &[char], unit: &str) -> Vec<(usize, usize)> {
    if !crate::unit::is_weight(unit) {
        return Vec::new();
    }
    let amount = |from: usize| {
        let counted = number::read(name, from).filter(|number| !number.vague).map(|number| number.length);
        let length = counted.or_else(|| (name[from] == '半').then_some(1))?;
        let (found, more) = crate::unit::read(name, from + length, &[])?;
        crate::unit::is_weight(&found).then_some((from, from + length + more))
    };
    let inside = |from: usize| from > 0 && (name[from].is_ascii_digit() && name[from - 1].is_ascii_digit());
    (0..name.len()).filter(|from| !inside(*from)).filter_map(amount).collect()
}

impl Goods {
    /// What the heading names goes before what the community sells besides: 草莓 is 本地草莓 of the heading.
    pub(crate) fn of_heading(&self, key: &str) -> Option<Found> {
        let mut found = self.heading.as_ref()?.look(key).filter(|found| !found.left)?;
        let named = |how: How| {
            matches!(
                how,
                How::Exact
                    | How::Part
                    | How::Roundabout(Doubt::CalledOtherwise | Doubt::Concluded | Doubt::NotInHeading)
            )
        };
        if !found.mentions.iter().all(|mention| named(mention.how)) {
            return None;
        }
        if let (Some([other]), [mention]) =
            (self.names.get(key).map(Vec::as_slice), found.mentions.as_mut_slice())
            && *other >= self.in_heading
        {
            mention.besides = Some(*other);
            // 草莓 is 本地草莓, and perhaps 草莓蛋糕.
            let ends = |offer: &usize| bare(&self.offers[*offer].name).ends_with(key);
            if mention.how == How::Part && !mention.offers.iter().all(ends) {
                mention.how = How::Roundabout(Doubt::Concluded);
            }
        }
        Some(found)
    }

    /// The whole run is names and parts of names: 草莓鸡蛋, 大米小米.
    pub(crate) fn covered(&self, letters: &[char]) -> Option<Found> {
        let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
        let whole = text(0, letters.len());
        if letters.len() >= 2
            && let Some(found) = self.part(&whole, false)
        {
            return Some(found);
        }
        // Fewest pieces; each place keeps the best way to reach it.
        let mut ways: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
        ways[0] = Some((0, 0));
        for from in 0..letters.len() {
            let Some((pieces, _)) = ways[from] else { continue };
            let reach = letters.len().min(from + self.longest.max(1));
            for (to, way) in ways.iter_mut().enumerate().take(reach + 1).skip(from + 1) {
                let key = text(from, to);
                let name = self.names.contains_key(&key);
                let part = to - from > 1 && self.parts.contains_key(&key);
                if (name || part) && way.is_none_or(|(best, _)| pieces + 1 < best) {
                    *way = Some((pieces + 1, from));
                }
            }
        }
        ways[letters.len()]?;
        let mut cuts = vec![letters.len()];
        while let Some(to) = cuts.last().copied().filter(|to| *to > 0) {
            cuts.push(ways[to].map_or(0, |(_, from)| from));
        }
        cuts.reverse();
        let mut mentions = Vec::new();
        for pair in cuts.windows(2) {
            let key = text(pair[0], pair[1]);
            let found = match self.names.get(&key) {
                Some(row) => self.one(row, How::Exact, false),
                None => self.part(&key, false)?,
            };
            mentions.extend(found.mentions);
        }
        // 草莓蛋糕 is no strawberry and a banana cake.
        let exact = mentions.iter().filter(|mention| mention.how == How::Exact).count();
        // 金煌芒5斤装: the size is of the name before it.
        if exact == 1
            && mentions.len() == 2
            && mentions[0].how == How::Exact
            && letters[cuts[1]].is_ascii_digit()
        {
            mentions.truncate(1);
        }
        let exact = exact.min(mentions.len());
        let distinct: BTreeSet<usize> = mentions.iter().flat_map(|mention| mention.offers.clone()).collect();
        let heads = cuts.windows(2).zip(&mentions).all(|(pair, mention)| {
            let key = text(pair[0], pair[1]);
            mention.offers.len() == 1 && bare(&self.offers[mention.offers[0]].name).starts_with(&key)
        });
        let several = heads && distinct.len() == mentions.len();
        if exact > 0 && exact < mentions.len() && !several {
            let all: BTreeSet<usize> = mentions.iter().flat_map(|mention| mention.offers.clone()).collect();
            let single = all.len() == 1;
            let how = if single { How::Part } else { How::Roundabout(Doubt::WordsLeft) };
            return Some(Found {
                mentions: vec![Mention { offers: all.into_iter().collect(), how, besides: None }],
                left: false,
            });
        }
        mentions.dedup_by(|a, b| a.offers == b.offers);
        if let [a, b] = mentions.as_slice() {
            let of = |mention: &Mention| Found { mentions: vec![mention.clone()], left: false };
            if let Some(one) = of(a).crossed(&of(b)) {
                return Some(one);
            }
        }
        Some(Found { mentions, left: false })
    }

    /// 生抽, where 老抽 is sold: of the same kind, and another thing.
    pub(crate) fn is_rival(&self, said: &str) -> bool {
        let rivals = crate::synonym::rivals(said);
        let has = |word: &&str| self.parts.contains_key(*word) || self.names.contains_key(*word);
        !rivals.is_empty() && rivals.iter().any(has) && !self.parts.contains_key(said)
    }
}
