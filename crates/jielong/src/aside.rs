//! Words that are neither item nor amount by themselves: 不坐了, 最贵的, 帮李姐带.

use crate::goods::{Found, How};
use crate::number;
use crate::plain::{begins, is_han};
use crate::scan::{Piece, Placed, Scanner};
use crate::word;

impl Scanner<'_> {
    /// 不坐了, 不租了: not any more, whatever it is.
    pub(crate) fn declines(&mut self, at: usize) -> Option<usize> {
        if self.at(at) != '不' || word::read(self.chars, at).is_some_and(|(_, length)| length > 2) {
            return None;
        }
        let long = (2..=3).find(|long| self.at(at + long) == '了')?;
        let inner = &self.chars[at + 1..at + long];
        let plain = inner.iter().all(|c| is_han(*c) && !"够好错对行早晚见知起动剁切剪削刮".contains(*c));
        let next = self.at(at + long + 1);
        let ends = self.ends(at + long + 1) || is_han(next) && !"的多少好再还".contains(next);
        (plain && ends).then_some(long + 1)
    }

    /// 59的两份, 最贵的: called by its price.
    pub(crate) fn by_price(&mut self, at: usize) -> Option<usize> {
        // 黄鱼58的两条: what it costs, beside its name.
        if let Some(from) = self.run
            && let Some(found) = self.goods.find(&crate::plain::text(&self.chars[from..at]))
            && let [mention] = found.mentions.as_slice()
            && let [offer] = mention.offers.as_slice()
            && let Some(number) = number::read(self.chars, at).filter(|number| !number.chinese)
            && self.at(at + number.length) == '的'
            && self.goods.offers[*offer].price.is_some_and(|price| price.e4 == number.value.milli * 10)
        {
            self.flush(at);
            return Some(at + number.length + 1);
        }
        if self.run.is_some() {
            return None;
        }
        let named = matches!(self.at(at), '最')
            || number::read(self.chars, at).is_some_and(|number| {
                let end = at + number.length;
                matches!(self.at(end), '的')
                    || self.at(end) == '那' && self.at(end + 1) == '个'
                    || matches!((self.at(end), self.at(end + 1)), ('元' | '块', '的'))
            });
        if !named {
            return None;
        }
        let prices: Vec<(usize, i64)> = self
            .goods
            .chosen()
            .filter_map(|index| self.goods.offers[index].price.map(|price| (index, price.e4)))
            .collect();
        let (found, mut end) = if let Some(length) = begins(self.chars, at, "最贵") {
            (prices.iter().max_by_key(|(_, price)| *price).copied(), at + length)
        } else if let Some(length) = begins(self.chars, at, "最便宜") {
            (prices.iter().min_by_key(|(_, price)| *price).copied(), at + length)
        } else {
            let number = number::read(self.chars, at).filter(|number| !number.chinese)?;
            let mut end = at + number.length;
            end += begins(self.chars, end, "元").or_else(|| begins(self.chars, end, "块")).unwrap_or(0);
            if !matches!(self.at(end), '的' | '那') {
                return None;
            }
            let mut same = prices.iter().filter(|(_, price)| *price == number.value.milli * 10);
            let one = same.next().copied().filter(|_| same.next().is_none());
            (one, end)
        };
        let (index, _) = found.filter(|_| prices.len() > 1)?;
        end += ["的那个", "的那种", "的那款", "那个", "的"]
            .iter()
            .find_map(|word| begins(self.chars, end, word))
            .unwrap_or(0);
        let mention = crate::goods::Mention {
            offers: vec![index],
            how: How::Roundabout(crate::Doubt::Concluded),
            besides: None,
        };
        self.flush(at);
        self.pieces.push(Placed {
            piece: Piece::Item(Found { mentions: vec![mention], left: false }),
            from: at,
            to: end,
        });
        Some(end)
    }

    /// Somebody who comes along.
    pub(crate) fn companion(&self, at: usize) -> bool {
        const WHO: &str =
            "娃 孩子 小孩 老婆 老公 女友 男友 女朋友 男朋友 家属 朋友 爸 妈 儿子 女儿 宝宝 闺蜜 同事 家人";
        WHO.split(' ').any(|who| begins(self.chars, at, who).is_some())
    }

    /// 帮李姐带, 代小刘: who else it is for, as far as the word of fetching.
    pub(crate) fn carry(&self, at: usize) -> Option<usize> {
        const FETCH: &str = "带拿买订接要来点下报团留取捎";
        let word = ["帮忙", "帮", "代替", "代", "替", "给"]
            .iter()
            .find_map(|word| begins(self.chars, at, word).map(|length| (*word, length)));
        let (word, length) = word?;
        let own = matches!(self.at(at + length), '我' | '俺' | '咱')
            && !matches!(
                self.at(at + length + 1),
                '妈' | '爸'
                    | '家'
                    | '老'
                    | '婆'
                    | '公'
                    | '朋'
                    | '同'
                    | '姐'
                    | '哥'
                    | '妹'
                    | '弟'
                    | '闺'
                    | '们'
                    | '奶'
                    | '爷'
                    | '儿'
                    | '女'
            );
        if own || word::read(self.chars, at).is_some_and(|(meaning, _)| meaning.is_none()) {
            return None;
        }
        let mut end = at + length;
        let mut fetched = None;
        while end < self.chars.len() && end - at <= 12 && self.separator(end).is_none() {
            let c = self.at(end);
            // 替岳父加明前半斤
            if end > at + length && c == '加' {
                fetched = Some(end);
                break;
            }
            // 帮楼下3个同事带: where somebody lives.
            let below = c == '下' && self.at(end - 1) == '楼';
            if FETCH.contains(c) && !below {
                let again = FETCH.contains(self.at(end + 1));
                fetched = Some(end + 1 + usize::from(again));
                break;
            }
            end += 1;
        }
        match fetched {
            Some(end) => Some(end - at),
            None if word == "给" => None,
            // Nothing is fetched: who it is for, up to a number.
            None => {
                let stop = (at + length..end)
                    .find(|index| self.at(*index).is_ascii_digit() || self.amount_with_unit(*index));
                Some(stop.unwrap_or(end) - at)
            }
        }
    }
}
