//! What goes in beside a larger sum that comes out, in Chinese, with none of the words for a return: `放一百，拿一百三`, `每份五十，
//! 两年后六十买回来`; and a sum that is given for each unit again and again. Goods, wages, fees and what may happen are built alike
//! and are none of it. Pure.

use crate::figures_zh::{self, number};
use crate::promises_back::{CASES_ZH, GOODS_ZH, found_zh};
use crate::promises_zh::{is_past, signs};
use crate::wording::Say::{End, Number, One, Rate, Some as Few};
use crate::wording::{Saying, Sayings, words};
use std::sync::LazyLock;

/// A larger sum that comes out than goes in, one for each unit, or a part or multiple of what was put in; within a sentence.
pub(crate) fn promised_in(sentence: &str) -> Option<String> {
    let clauses: Vec<String> = sentence.split(PARTING).map(signs).collect();
    let all = clauses.concat();
    let has = |list| words(list).any(|word| all.contains(word));
    if has(OTHER) || is_past(&all) {
        return None;
    }
    grown(&clauses)
        .or_else(|| for_each_unit(&clauses))
        .or_else(|| if has(GOODS_ZH) || has(CASES_ZH) { None } else { found_zh(&all, &BY_SIGN) })
}

const PARTING: [char; 11] = ['，', '；', ',', ';', '(', ')', '（', '）', '：', ':', '、'];

/// `放一百，拿一百三`: verb and sum, verb and larger sum, and nothing that either is of.
fn grown(clauses: &[String]) -> Option<String> {
    let mut put_in = None::<i64>;
    for clause in clauses {
        let mut from = 0;
        for (at, _) in clause.char_indices() {
            if at < from {
                continue;
            }
            let Some((value, length)) = number(&clause[at..]) else { continue };
            from = at + length;
            let (head, tail) = (&clause[..at], without_currency(&clause[from..]));
            let ends = tail.is_empty();
            let goes_in = words(PUTS).any(|verb| head.ends_with(verb)) || tail == "进";
            let comes_out = words(TAKES).any(|verb| head.ends_with(verb)) && (ends || is_back(tail));
            let comes_out = comes_out || tail == "出" || ends_with_taking(head, tail);
            if value >= 10 && comes_out && put_in.is_some_and(|sum| value > sum) {
                return Some(clause.clone());
            }
            let goes_on = words(TAKES).any(|verb| tail.chars().take(8).collect::<String>().contains(verb));
            if value >= 10 && goes_in && (ends || tail == "进" || goes_on) {
                put_in = Some(put_in.map_or(value, |sum| sum.min(value)));
            }
        }
    }
    None
}

/// `回来一千二`.
fn ends_with_taking(head: &str, tail: &str) -> bool {
    (head.ends_with("回来") || head.ends_with("回")) && (tail.is_empty() || is_back(tail))
}

fn is_back(tail: &str) -> bool {
    words("回来|回去|走|左右|以上|多|呢|吧|哦|整").any(|word| tail == word)
}

fn without_currency(text: &str) -> &str {
    words("块钱|元钱|块|元|圆").find_map(|unit| text.strip_prefix(unit)).unwrap_or(text)
}

/// A unit that is bought back for more than it costs, wherever in the text its price stands.
pub(crate) fn bought_back(text: &str) -> Option<String> {
    let sentences = text.split(|c| "。！？!?\n\r".contains(c));
    let (mut price, mut back) = (None::<i64>, None::<(i64, String)>);
    for sentence in sentences {
        let all = signs(sentence);
        let other = words(OTHER).chain(words(GOODS_ZH)).chain(words(CASES_ZH)).any(|word| all.contains(word));
        for clause in sentence.split(PARTING).map(signs) {
            let mut from = 0;
            for (at, _) in clause.char_indices() {
                if at < from {
                    continue;
                }
                let Some((value, length)) = number(&clause[at..]) else { continue };
                from = at + length;
                let (head, tail) = (&clause[..at], without_currency(&clause[from..]));
                let of_unit = words(UNIT).any(|unit| {
                    let near = last_signs(head);
                    near.rfind(unit).is_some_and(|at| without(&near[at + unit.len()..], PRICED).is_empty())
                });
                let rest = without(tail, BACK_WITH);
                let is_back = words(BACK).any(|verb| rest.starts_with(verb))
                    || rest.is_empty() && words(BACK_BEFORE).any(|word| head.ends_with(word));
                if is_back && !other && !is_past(&all) {
                    back = back.into_iter().chain([(value, clause.clone())]).max_by_key(|(value, _)| *value);
                } else if of_unit {
                    price = Some(price.map_or(value, |least| least.min(value)));
                }
            }
        }
    }
    back.filter(|(value, _)| price.is_some_and(|price| *value > price)).map(|(_, clause)| clause)
}

/// What is left of a text behind words that say nothing of their own.
fn without<'a>(text: &'a str, list: &'static str) -> &'a str {
    let mut rest = text;
    while let Some(after) = words(list).find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    rest
}

/// No further back than anybody reads at a glance: a clause may be as long as its text.
fn last_signs(text: &str) -> &str {
    let from = text.char_indices().rev().take(SIGNS_BACK).last().map_or(0, |(at, _)| at);
    &text[from..]
}

/// `每份每年谢礼三块`; `每年给大家发个大红包，一份四块`.
fn for_each_unit(clauses: &[String]) -> Option<String> {
    let mut before = false;
    let all_paid = clauses.iter().any(|clause| words(PAID).any(|word| clause.contains(word)));
    for clause in clauses {
        let has = |list| words(list).any(|word| clause.contains(word));
        let gives = has(AGAIN) && has(GIFTS);
        if !all_paid && (gives || before) && has_sum_of_unit(clause, before) {
            return Some(clause.clone());
        }
        before = gives;
    }
    None
}

/// `一份四块`, and with a gift between them `每份包个四块`.
fn has_sum_of_unit(clause: &str, alone: bool) -> bool {
    words(UNIT).any(|unit| {
        clause.match_indices(unit).take(UNITS_LOOKED_AT).any(|(at, _)| {
            if alone && at > 0 {
                return false;
            }
            let mut rest = &clause[at + unit.len()..];
            let filled = || words(AGAIN).chain(words(GIFTS)).chain(words(GIVEN_WITH));
            while let Some(after) = filled().find_map(|word| rest.strip_prefix(word)) {
                rest = after;
            }
            number(rest).is_some_and(|(_, length)| {
                words("块|元|毛|角").any(|money| rest[length..].starts_with(money))
            })
        })
    })
}

/// Beside a rate by a name that only it has, nothing need say of what: `八趴`.
pub(crate) fn is_slang_rate(clause: &str) -> bool {
    clause.char_indices().any(|(at, _)| {
        figures_zh::rate(&clause[at..]).is_some_and(|length| clause[at..at + length].ends_with('趴'))
    })
}

/// Units of one clause that are looked at.
const UNITS_LOOKED_AT: usize = 8;
const SIGNS_BACK: usize = 16;
const PRICED: &str = "是|卖|售价|价格|定价|价|只要|才|的|认购";
const BACK_WITH: &str = "的价|一份|每份|一股|每股|我们|团队|都|全|可以|保证|给你|给您|再|一定|把它|统一|价";
const BACK_BEFORE: &str = "回购价|回购价是|回购价为|买回价|收回价|买回每份|回购每份|收回每份";
const UNIT: &str = "每一份|每一股|每个份额|一个份额|每份|每股|一份|一股";
const AGAIN: &str = "每到年底|每年|年年|一年|年终|年底|每季度|每季|每个月|每月|月月|逢年过节|过年|每逢";
const GIFTS: &str = "大红包|红包|谢礼|谢金|茶水钱|茶钱|答谢|心意|礼金|喜钱|感谢金|零花钱|好处费|好处|压岁钱|辛苦钱|糖钱|喝茶钱";
const GIVEN_WITH: &str =
    "都|有|给|发|包|送|个|一个|约|至少|得|领|拿|收到|收|到|到手|你|您|大家|的|会|能|可以|可|就|再|另有|另|还";
/// What who holds a unit pays, or what is sold.
const PAID: &str = "交|缴|管理费|会费|收费|卖|成本|罚|押金|工资|租|税|定金|扣|捐|预付|孩子|老人|师傅";

/// Verbs before a sum that goes in, and before one that comes out.
const PUTS: &str =
    "放|投|投进|投进来|放进|放进来|存|存进|交|拿出|掏出|掏|给我们|借给我们|借我们|入|凑|打给我们";
const TAKES: &str = "拿|拿回|拿走|取|取回|取走|领|领回|领走|得|得回|换回|还|还你|还您|还给你|返|返你|返还|退你|给你|给您|收回|变回|带走|回来|到手";
const BACK: &str = "买回|回购|收回|赎回|接手|接盘|收走|买走你|退给你|退还";
/// With these it is of prices, wages or goods, or may come otherwise.
const OTHER: &str = "可能|也许|最多|至多|只拿回|押金|工资|师傅|周日|克|斤|货|箱|现价|成本|亏|赔光|没有人|没人|谁也|不会|不保证|不承诺|\
    不能|不得|不一定|未必|看大会|由大会|大会|表决|别指望|不再|差额|抵用|券|积分|买一|优惠|折|去年|上月|上个月|上次|上周|昨天|罚";

const WHEN: &str = "到期|期满|到时候|到时|年底|年终|随时|以后|年后|期末|满期|保证|承诺|统一|届时|一律";
const HOW: &str = "就|都|可|可以|能|会|由|我|我们|团队|按|照|以|给|你|您|大家|一定|肯定|保证|原价|面值|票面|买价|本金|价格|价|本钱|入股价|每份|份额";
const MORE: &str = "加价|多加|加上|加|上浮|溢价|高出|涨";
const CARRY: &str = "的价格|的价|的|后|给你|给您|把|它|你的份额|份额|再|统一|全|都|来|们";
const STAKE: &str = "股金|本金|本钱|投入|你的钱|您的钱|投的钱|份额|股份";
const PER: &str = "每年|年年|一年|每月|每季|都|会|能|要|还|就|稳稳|至少|大约|约|里|的|价值";
/// Sayings with a part or a multiple of what was put in.
const SAYINGS: &[Saying] = &[
    // 保证按原价加一成买回; 到时候加两成收回来
    (&[One(WHEN), Few(HOW), One(MORE), Rate, Few(CARRY), One("买回|回购|收回|赎回|接手|收走|退")], ""),
    (
        &[
            One("原价|面值|票面|票面价|买价|本金|入股价"),
            Few(HOW),
            One(MORE),
            Rate,
            Few(CARRY),
            One("买回|回购|收回|赎回|接手|收走|退"),
        ],
        "货",
    ),
    // 股金每年长一成
    (&[One(STAKE), Few(PER), One("长|涨|多出|变多|增|大"), Few("了|到|至少|约|出"), Rate], "的人|了成本"),
    // 按一点五倍退给你
    (
        &[
            Number,
            Few("点|一|二|三|五|六|八|半"),
            One("倍"),
            Few("的|价|价格|钱|给|我们|都|再|把"),
            One("退|还给|还你|还您|返还|给你|给您|拿回|买回|收回|赎回|回购"),
        ],
        "货",
    ),
    // 回报率12
    (
        &[
            One("回报率|收益率|利率|年收益|年回报|股息率|分红率|年回报率|年收益率"),
            Few("是|为|有|达到|达|约|大约|至少|高达|在|个|大概"),
            Number,
            Few("点|左右|以上|多|个"),
            End,
        ],
        "",
    ),
    // 收益一毛二
    (
        &[
            One("收益|回报|利息|利钱|红利|分红"),
            Few("是|为|有|达到|约|大约|至少|每块|一块|每块钱|一块钱|每元|能|可以|拿"),
            Number,
            One("毛|角"),
        ],
        "",
    ),
    // 坐等分钱
    (
        &[
            One("坐等|坐着等|躺着等|躺等|在家等"),
            Few("着|就|年底|年终|每年|每月|到期|行|好了"),
            One("分钱|发钱|领钱|收钱|拿钱|数钱|到账|进账|分红|返利|升值|收益|回报"),
        ],
        "",
    ),
];
static BY_SIGN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(SAYINGS));
