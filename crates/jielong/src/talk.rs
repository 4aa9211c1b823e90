//! Lines that order nothing and take nothing back: talk, questions, notices; and those that somebody has to ask about.

use crate::act::{Book, Deed, Person};
use crate::allot::Allotted;
use crate::bind::{Fate, Said};
use crate::parse::Parsed;
use crate::plain::{bare, is_word};
use crate::word::{self, Word};
use crate::{Action, Doubt};

impl Book<'_> {
    /// A line on which nothing is ordered and nothing taken back, as far as it could be read.
    pub(crate) fn nothing(&self, all: Allotted, parsed: &Parsed, person: &Person) -> Deed {
        let said = &parsed.said;
        let named = !said.wants.is_empty() || !said.loose.is_empty() || said.all.is_some();
        let amounts = !said.loose.is_empty()
            || said.all.is_some()
            || said.wants.iter().any(|want| want.amount.is_some() || want.money.is_some());
        let acts = said.add || said.replace || said.wanting || said.carried || said.or;
        // 想要,可钱包不允许: no order.
        let wishes = ["不允许", "没钱", "买不起", "吃不起", "想要但", "下次再"]
            .iter()
            .any(|word| parsed.body.contains(word));
        if wishes && !amounts {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        if named && said.question && !amounts && !acts {
            return Deed { doubts: vec![Doubt::Question], ..Deed::none() };
        }
        if named && !all.doubts.is_empty() {
            return Deed { action: Action::Order, items: Vec::new(), doubts: all.doubts };
        }
        if said.kept {
            return Deed::none();
        }
        let single = self.goods.single().is_some();
        let sent = parsed.order.sender.is_some();
        if parsed.name.name.is_empty() || said.bystander && !said.undecided {
            return Deed::none();
        }
        if said.undecided {
            return Deed::unclear(Doubt::Undecided);
        }
        if is_open(parsed) {
            return Deed::unclear(Doubt::Undecided);
        }
        if said.question {
            return Deed { doubts: vec![Doubt::Question], ..Deed::none() };
        }
        if parsed.vague || said.vague {
            return Deed::unclear(Doubt::QuantityVague);
        }
        if parsed.empty && is_kept_free(&parsed.name.name) {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        let name: Vec<char> = parsed.name.name.chars().collect();
        if parsed.empty
            && matches!(word::read(&name, 0), Some((Some(Word::Bystander | Word::Question), length)) if length == name.len())
        {
            return Deed::none();
        }
        if self.sign_up && is_notice(parsed, person) {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        let told =
            said.text && !said.add && !said.brings && !said.wanting && !parsed.together && !said.carried;
        if self.sign_up && told && !person.standing.is_empty() {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        if self.sign_up && !sent {
            let doubts = if parsed.empty { Vec::new() } else { vec![Doubt::Concluded] };
            // 带娃, +女友, 我和老婆: two.
            let two = said.brings || parsed.together;
            let action = if person.standing.is_empty() { Action::Order } else { Action::Add };
            return Deed { action, items: vec![(0, Some(if two { 2000 } else { 1000 }))], doubts };
        }
        if single && is_notice(parsed, person) {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        // A tick alone.
        let ticked = parsed.order.text.contains(['✔', '✅', '☑', '√', '🙋']) && parsed.empty;
        if single && ticked && person.standing.is_empty() {
            let one = self.goods.single().unwrap_or(0);
            return Deed {
                action: Action::Order,
                items: vec![(one, Some(1000))],
                doubts: vec![Doubt::Concluded],
            };
        }
        if single && !sent && parsed.order.ordinal.is_some() {
            return Deed::unclear(Doubt::QuantityMissing);
        }
        if said.wanting && said.text {
            return Deed::unclear(Doubt::UnknownItem);
        }
        // 我也要: of what?
        let wants = ["要", "来一", "来两"].iter().any(|word| parsed.body.contains(word));
        if !single && said.wanting && wants && !sent && person.standing.is_empty() {
            return Deed::unclear(Doubt::ItemMissing);
        }
        // 来份全家桶, where no such thing is sold.
        if !single && !sent && said.text && wants_another(&parsed.body) {
            return Deed::unclear(Doubt::UnknownItem);
        }
        // 602 菜, 波莉 38: what looks like a name, or a note, may be what is ordered.
        let letters = bare(&parsed.name.name);
        let sold = parsed.empty
            && letters.chars().count() <= 3
            && letters.chars().any(|c| self.goods.letters.contains_key(&c) || crate::number::is_chinese(c));
        let noted = person.standing.is_empty() && parsed.note.chars().any(crate::plain::is_word);
        if (said.text || sold || noted) && !sent {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        Deed::none()
    }
}

impl Book<'_> {
    /// 书桌60卖不卖, where it costs 80: a lower price is offered, and nothing counted.
    pub(crate) fn bargains(&self, said: &Said) -> bool {
        let lower = |want: &crate::bind::Want| {
            let ([offer], Some(amount)) = (want.mention.offers.as_slice(), &want.amount) else {
                return false;
            };
            let Some(price) = self.goods.offers[*offer].price else { return false };
            let (asked, price) = (i128::from(amount.quantity.milli) * 10, i128::from(price.e4));
            amount.unit.is_empty()
                && amount.sign.is_none()
                && asked >= 50_000
                && asked < price
                && asked * 3 >= price
        };
        said.question && !said.add && !said.replace && said.wants.len() == 1 && said.wants.iter().all(lower)
    }

    /// The host of a chat, or somebody who speaks by office (团长:, 老师:), tells something: no plain order.
    pub(crate) fn announces(&self, parsed: &Parsed) -> bool {
        const OFFICES: [&str; 20] = [
            "团长",
            "群主",
            "店主",
            "店长",
            "老板",
            "老板娘",
            "教练",
            "老师",
            "物业",
            "食堂",
            "楼长",
            "管理员",
            "客服",
            "卖家",
            "组织者",
            "发起人",
            "师傅",
            "楼主",
            "班长",
            "球馆老板",
        ];
        let said = &parsed.said;
        let name = bare(&parsed.name.name);
        let host = !self.host.is_empty()
            && parsed.order.sender.as_deref().is_some_and(|sender| bare(sender) == self.host);
        let office = OFFICES.iter().any(|office| {
            name == *office
                || name.ends_with(office) && ["球馆老板", "教练", "管理员", "组织者"].contains(office)
        }) || ["团长", "群主", "店长", "店主"].iter().any(|office| name.starts_with(office));
        let host = host
            || parsed.order.sender.as_deref().is_some_and(|sender| {
                ["(群主)", "(团长)", "[群主]", "[团长]", "(店主)"]
                    .iter()
                    .any(|office| sender.contains(office))
            });
        let told = said.text
            || parsed.left
            || said.question
            || said.wants.is_empty() && said.loose.is_empty() && said.all.is_none();
        let wants = said.wanting && !said.text || said.add || said.carried || said.all_back;
        (host || office) && told && !wants
    }
}

/// About what was (去年买了3两, 上次的玫瑰蔫了), how things stand (薄荷送完了), or which is better: no order.
pub(crate) fn is_talk(parsed: &Parsed) -> bool {
    const PAST: [&str; 12] = [
        "上次",
        "上回",
        "去年",
        "之前买",
        "昨天买",
        "前天买",
        "已提走",
        "提走了",
        "已取走",
        "取走了",
        "收到货",
        "收到了",
    ];
    const STANDS: [&str; 14] = [
        "送完",
        "卖完",
        "售罄",
        "满啦",
        "满了",
        "没货",
        "截止了",
        "停接",
        "已下单",
        "别再接",
        "不要再接",
        "不多了",
        "已经有",
        "抓紧",
    ];
    // 甘蔗没了,后面不要再接甘蔗: said to all.
    if ["不要再接", "别再接", "请勿再接", "不用再接"].iter().any(|word| parsed.body.contains(word))
    {
        return true;
    }
    // 没接的家长请尽快,停车位只有30个
    let notice = ["请尽快", "没接的", "没报的", "未接龙的", "还没接龙"]
        .iter()
        .any(|word| parsed.name.name.contains(word));
    if notice && parsed.order.ordinal.is_none() {
        return true;
    }
    let said = &parsed.said;
    let acts =
        said.add || said.replace || said.wanting || said.same || said.double || said.all_back || said.kept;
    let taken = said.wants.iter().any(|want| want.fate != Fate::Wanted);
    let has = |words: &[&str]| words.iter().any(|word| parsed.body.contains(word));
    let counted = said.wants.iter().any(|want| want.amount.is_some() && !want.left);
    let amounts = said.wants.iter().filter_map(|want| want.amount.as_ref());
    let amounts = amounts.chain(said.loose.iter().map(|loose| &loose.amount));
    let one = amounts.clone().count() <= 2
        && amounts.clone().all(|amount| amount.quantity.milli == 1000 || amount.vague);
    if !acts && asks_of_a_piece(&parsed.body) && one && (said.question || !counted || said.text) {
        return true;
    }
    let rather = said.or
        && said.text
        && said.loose.is_empty()
        && said.wants.len() < 2
        && said.wants.iter().all(|want| want.amount.is_none());
    let past = has(&PAST) && !taken && (!counted || said.text);
    !acts && (past || has(&STANDS) && !taken && !counted || rather && !taken)
}

/// 都行,看哪天缺人: any of them, and no question.
fn is_open(parsed: &Parsed) -> bool {
    let any = ["都行", "都可以", "都成", "随便", "随意"].iter().any(|word| parsed.body.contains(word));
    let asks = parsed.body.contains('吗') || parsed.order.text.contains(['?', '？']);
    any && parsed.body.contains('哪') && !asks
}

/// 来份全家桶, 来个汉堡: one of something, by a word of wanting.
fn wants_another(body: &str) -> bool {
    let Some(rest) = ["给我来", "再来", "来", "要", "订"].iter().find_map(|word| body.strip_prefix(word))
    else {
        return false;
    };
    let chars: Vec<char> = rest.chars().collect();
    let number = crate::number::read(&chars, 0).map_or(0, |number| number.length);
    let Some((_, unit)) = crate::unit::read(&chars, number, &[]) else { return false };
    let called = crate::plain::text(&chars[number + unit..]);
    let letters = called.chars().take_while(|c| crate::plain::is_han(*c)).count();
    (2..=6).contains(&letters)
        && !["人", "电话", "消息", "通知", "链接"].iter().any(|word| called.starts_with(word))
}

/// 一盒多重, 1箱几个, 一板鸡蛋几个: what a piece holds or weighs.
fn asks_of_a_piece(body: &str) -> bool {
    const MEASURES: [&str; 8] = ["多少", "多重", "多大", "多长", "多宽", "多厚", "几", "怎么卖"];
    let chars: Vec<char> = body.chars().collect();
    // 多重一只, 多少钱一斤
    let asked = ["多少钱", "多少", "多重", "多大", "多长"].iter().any(|word| {
        (0..chars.len()).any(|at| {
            crate::plain::begins(&chars, at, word).is_some_and(|length| {
                matches!(chars.get(at + length), Some('一' | '1'))
                    && crate::unit::read(&chars, at + length + 1, &[])
                        .is_some_and(|(_, unit)| chars[at + length + 1 + unit..].iter().all(|c| !is_word(*c)))
            })
        })
    });
    asked
        || (0..chars.len()).any(|at| {
            let one = matches!(chars[at], '一' | '1' | '每')
                && at.checked_sub(1).is_none_or(|before| !chars[before].is_ascii_digit());
            let Some((_, length)) = one.then(|| crate::unit::read(&chars, at + 1, &[])).flatten() else {
                return false;
            };
            let rest = crate::plain::text(&chars[at + 1 + length..]);
            MEASURES.iter().any(|word| {
                rest.find(word).is_some_and(|place| {
                    let after = &rest[place + word.len()..];
                    let measured = *word != "几" || unit_begins(after);
                    rest[..place].chars().count() <= 5 && measured && after.chars().count() <= 5
                })
            })
        })
}

fn unit_begins(rest: &str) -> bool {
    crate::unit::read(&rest.chars().collect::<Vec<_>>(), 0, &[]).is_some()
}

/// 预留, 留给老魏: a place that is kept free.
fn is_kept_free(name: &str) -> bool {
    ["预留", "留给", "机动", "备用", "空位", "留空", "空缺", "留一个位", "留个位", "占位"]
        .iter()
        .any(|word| name.starts_with(word))
}

/// Said to all (大家记得带身份证), a payment or telephone number of somebody who stands already, or no letter at all.
fn is_notice(parsed: &Parsed, person: &Person) -> bool {
    const TO_ALL: [&str; 16] = [
        "大家",
        "各位",
        "请",
        "记得",
        "谢谢",
        "辛苦",
        "群主",
        "团长",
        "麻烦",
        "注意",
        "提醒",
        "通知",
        "以上",
        "截止",
        "志愿者",
        "欢迎",
    ];
    let name = parsed.name.name.as_str();
    let said = &parsed.said;
    let nothing =
        said.wants.is_empty() && said.loose.is_empty() && !said.brings && !said.wanting && !said.add;
    let to_all = TO_ALL.iter().any(|word| name.starts_with(word)) && name.chars().count() > 3;
    let paid = nothing && !said.text && !parsed.note.is_empty() && !person.standing.is_empty();
    let asks = parsed.empty && name.chars().count() > 4 && name.ends_with(['吗', '么', '呢', '?', '吧']);
    let wordless = bare(name).is_empty() && parsed.empty;
    to_all && parsed.empty || paid || asks || wordless && nothing
}
