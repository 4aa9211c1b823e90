//! Several things named in one run of letters: 虾蟹鱿鱼花甲, 鸡架汤各三, 公母蟹.

use crate::Doubt;
use crate::goods::{Found, Goods, How, Mention};
use crate::plain::bare;
use std::collections::BTreeSet;

impl Goods {
    /// Two in a row, of one perhaps only a letter, where each of them is meant: 鸡架汤各三.
    pub(crate) fn pair(&self, run: &str) -> Option<Found> {
        let letters: Vec<char> = bare(run).chars().collect();
        let key: String = letters.iter().collect();
        let known = self.names.contains_key(&key) || self.parts.contains_key(&key);
        if known || letters.len() < 3 { None } else { self.in_row(&letters, 2) }
    }

    /// 虾蟹鱿鱼花甲, 瓜子花生糖: three or more in a row, of some only a letter that no other has.
    pub(crate) fn row(&self, letters: &[char]) -> Option<Found> {
        self.in_row(letters, 3)
    }

    fn in_row(&self, letters: &[char], least: usize) -> Option<Found> {
        if letters.len() > 12 || self.choice() < 3 {
            return None;
        }
        let mut mentions: Vec<Mention> = Vec::new();
        let mut whole = 0;
        let mut at = 0;
        while at < letters.len() {
            let longest = (2..=self.longest.min(letters.len() - at)).rev().find_map(|size| {
                let key: String = letters[at..at + size].iter().collect();
                let row =
                    self.names.get(&key).or_else(|| self.parts.get(&key)).filter(|row| row.len() == 1)?;
                Some((size, row[0]))
            });
            let (size, offer) = match longest {
                Some(found) => found,
                None => (1, *self.letters.get(&letters[at]).filter(|row| row.len() == 1)?.first()?),
            };
            whole += usize::from(size > 1);
            if mentions.iter().any(|mention| mention.offers == [offer]) {
                return None;
            }
            mentions.push(Mention {
                offers: vec![offer],
                how: How::Roundabout(Doubt::Concluded),
                besides: None,
            });
            at += size;
        }
        (whole > 0 && mentions.len() >= least).then_some(Found { mentions, left: false })
    }

    /// 公母蟹, 红白酒: letters that each make a name with what follows them all.
    pub(crate) fn one_tail(&self, letters: &[char]) -> Option<Found> {
        let known = |first: char, tail: &[char]| {
            let key: String = [first].iter().chain(tail).collect();
            let row = self.names.get(&key).or_else(|| self.parts.get(&key)).filter(|row| row.len() == 1)?;
            Some(row[0])
        };
        // 酸牛奶 is 酸奶, and no milk besides.
        if !crate::synonym::of(&letters.iter().collect::<String>()).is_empty() {
            return None;
        }
        (1..=2).filter(|tail| (2..=4).contains(&letters.len().saturating_sub(*tail))).find_map(|tail| {
            let (heads, tail) = letters.split_at(letters.len() - tail);
            let offers: Vec<usize> = heads.iter().map_while(|first| known(*first, tail)).collect();
            let distinct: BTreeSet<usize> = offers.iter().copied().collect();
            let of = |offer: &usize| Mention {
                offers: vec![*offer],
                how: How::Roundabout(Doubt::Concluded),
                besides: None,
            };
            (distinct.len() == heads.len())
                .then(|| Found { mentions: offers.iter().map(of).collect(), left: false })
        })
    }
}
