//! What a refusal is of, where it names the thing only in passing, or one of several who were to come.

use crate::act::{Book, Deed, Person};
use crate::allot::Allotted;
use crate::parse::Parsed;
use crate::plain::{bare, is_han};
use crate::unit;
use crate::{Action, Doubt};

/// Letters of names that are in words of all kinds, too.
const NO_EVIDENCE: &str = "大小中新老好有没要不了的在是我你他她一二三四五六七八九十个上下前后天日月年时分点人家手自来去到带取拿收送给买订定先再还全都每各另加减改换多少半几这那哪什么";

impl Book<'_> {
    /// 油算了我妈送来了, 灰的上次没用完,不要了: of several things that stand the one that the line names in some way.
    pub(crate) fn given_up(&self, all: &Allotted, parsed: &Parsed, person: &Person) -> Option<Deed> {
        let said = &parsed.said;
        let whole = ["全", "都", "统统", "所有"].iter().any(|word| parsed.body.contains(word));
        if !said.all_back
            || !all.back.is_empty()
            || person.standing.len() < 2
            || whole
            || said.add
            || said.reason
        {
            return None;
        }
        let mut scores: Vec<(usize, usize)> =
            person.standing.keys().map(|offer| (self.evidence(&parsed.body, *offer), *offer)).collect();
        scores.sort_unstable();
        let ((second, _), (best, offer)) = (scores[scores.len() - 2], scores[scores.len() - 1]);
        (best > second).then(|| Deed {
            action: Action::Withdraw,
            items: vec![(offer, None)],
            doubts: vec![Doubt::Concluded],
        })
    }

    /// How many letters a line and a name have in common: a part of the name, or one letter that no other has.
    fn evidence(&self, body: &str, offer: usize) -> usize {
        let names = std::iter::once(&self.goods.offers[offer].name).chain(&self.goods.offers[offer].aliases);
        names.map(|name| self.in_common(body, &bare(name), offer)).max().unwrap_or(0)
    }

    fn in_common(&self, body: &str, name: &str, offer: usize) -> usize {
        let letters: Vec<char> = name.chars().take(24).collect();
        let mut best = 0;
        for from in 0..letters.len() {
            for to in (from + 2..=letters.len()).rev() {
                let part: String = letters[from..to].iter().collect();
                if to - from > best && body.contains(&part) {
                    best = to - from;
                }
            }
        }
        let own = |c: &&char| {
            let alone = is_han(**c) && !NO_EVIDENCE.contains(**c) || letters.len() == 1;
            alone && body.contains(**c) && self.goods.letters.get(*c).is_some_and(|row| row == &[offer])
        };
        best.max(usize::from(letters.iter().any(|c| own(&c))))
    }

    /// 我妹也不去了, 爷爷不去啦: one of the several who were to come.
    pub(crate) fn one_stays_away(&self, all: &Allotted, parsed: &Parsed, person: &Person) -> Option<Deed> {
        const WHO: &str = "老公 老婆 老爸 老妈 爸爸 妈妈 爷爷 奶奶 外公 外婆 姥姥 姥爷 孩子 小孩 老大 老二 儿子 女儿 妹 弟 哥 姐 \
            朋友 同事 室友 舍友 同学 闺蜜 对象 女友 男友 媳妇 先生 太太 老伴 家属 有一个 有一位 有个 其中一 我爸 我妈 表妹 表弟 堂妹 堂弟";
        let had: Vec<(usize, i64)> = person
            .standing
            .iter()
            .map(|(offer, milli)| (*offer, *milli))
            .filter(|(offer, milli)| {
                *milli > 1000
                    && (self.sign_up
                        || unit::counts_people(&self.unit_of(*offer))
                        || matches!(self.unit_of(*offer).as_str(), "张" | "票" | "座"))
            })
            .collect();
        let [(offer, _)] = had.as_slice() else { return None };
        let stays = WHO.split(' ').any(|who| {
            parsed.body.split_once(who).is_some_and(|(before, rest)| {
                let first: String = rest.chars().take(4).collect();
                let refuses = ["不去", "不来", "去不", "来不", "不参加", "退出", "不上"];
                !before.contains('和') && refuses.iter().any(|word| first.contains(word))
            })
        });
        let alone = all.wanted.is_empty() && all.back.is_empty() && parsed.said.all_back;
        (stays && alone).then(|| Deed {
            action: Action::Withdraw,
            items: vec![(*offer, Some(1000))],
            doubts: vec![Doubt::Concluded],
        })
    }
}
