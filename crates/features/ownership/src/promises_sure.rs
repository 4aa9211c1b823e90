//! A rate or a sum for each year beside words that say that nothing will change it: `每年8%，雷打不动`, `8% a year, whatever
//! happens`; and a rate of last year that is to come again. No word for a return is needed then. Told across the commas of a sentence. Pure.

use crate::figures_zh::sums;
use crate::promises_zh::{cuts_number, is_denied, is_past, rated_whenever, signs};
use crate::wording::words;
use crate::{figures_zh, promises_en};

/// In Chinese.
pub(crate) fn zh(sentence: &str) -> Option<String> {
    let clauses: Vec<String> = sentence.split(|c| "，；,;()（）".contains(c)).map(signs).collect();
    let sure = |list: &'static str| {
        clauses.iter().find_map(|clause| {
            words(list)
                .find(|word| clause.match_indices(*word).any(|(at, _)| !is_denied(&clause[..at], word)))
        })
    };
    let given = clauses.iter().any(|clause| rate_each_year(clause) || sum_each_year(clause));
    let again = || {
        let reported =
            sentence.split(['，', ',']).any(|part| is_past(&signs(part)) && rated_whenever(part).is_some());
        reported.then(|| sure(AGAIN)).flatten()
    };
    given.then(|| sure(SURE)).flatten().or_else(again).map(str::to_owned)
}

/// `每年8%`, `一年八个点`; not a price that rises, nor a part of what was earned.
fn rate_each_year(clause: &str) -> bool {
    let has = |list| words(list).any(|word| clause.contains(word));
    let mut places = clause.char_indices().map(|(at, _)| at).filter(|at| !cuts_number(clause, *at));
    let is_given = |at: usize| figures_zh::rate(&clause[at..]).is_some() && !is_denied(&clause[..at], "");
    has(EACH_YEAR) && !has(OTHER_RATES) && places.any(is_given)
}

/// `每份每年5块`.
fn sum_each_year(clause: &str) -> bool {
    let has = |list| words(list).any(|word| clause.contains(word));
    let given = sums(clause).iter().any(|sum| !is_denied(&clause[..sum.from], ""));
    has("每份|每股|一股|每一份|每一股")
        && has(EACH_YEAR)
        && !has(OTHER_RATES)
        && !has(PAID_BY_MEMBERS)
        && given
}

/// In English.
pub(crate) fn en(sentence: &str) -> Option<String> {
    let clauses: Vec<Vec<&str>> = sentence.split([',', ';', '(', ')']).map(promises_en::said_words).collect();
    let whole: Vec<&str> = clauses.iter().flatten().copied().collect();
    // `nothing is guaranteed` is sure of nothing.
    let said = |phrase: &str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        (0..whole.len()).any(|at| whole[at..].starts_with(&parts) && !is_denied_in_its_clause(&clauses, at))
    };
    let sure = |list: &'static str| words(list).find(|phrase| said(phrase));
    let given = clauses.iter().any(|clause| each_year_en(clause));
    let again = || {
        let reported = clauses.iter().any(|clause| {
            promises_en::is_past(clause) && promises_en::rated(clause, &promises_en::joined(clause)).is_some()
        });
        reported.then(|| sure(AGAIN_EN)).flatten()
    };
    given.then(|| sure(SURE_EN)).flatten().or_else(again).map(str::to_owned)
}

/// `place` counts the words of all clauses.
fn is_denied_in_its_clause(clauses: &[Vec<&str>], place: usize) -> bool {
    let mut begins = 0;
    clauses.iter().any(|clause| {
        let within = place.checked_sub(begins).filter(|at| *at < clause.len());
        begins += clause.len();
        within.is_some_and(|at| promises_en::is_denied(clause, at))
    })
}

/// `8% a year`, `every year 8%`, `5 yuan a share each year`.
fn each_year_en(clause: &[&str]) -> bool {
    let is = |at: usize, list| clause.get(at).is_some_and(|word| promises_en::is_of(list, word));
    let joined = promises_en::joined(clause);
    let mut at = 0;
    let mut rated = false;
    for (place, word) in clause.iter().enumerate() {
        let here = promises_en::rate(&joined[at..]).is_some();
        at += word.len() + 1;
        rated |= here && !promises_en::is_denied(clause, place);
    }
    let period = (0..clause.len()).any(|at| {
        is(at, "a|per|every|each|single") && is(at + 1, "year|month|quarter|annum|single")
            || is(at, "yearly|annually|monthly|quarterly")
    });
    let share = (0..clause.len()).any(|at| is(at, "a|per|each|every") && is(at + 1, "share|unit|stake"));
    let sum = share && clause.iter().any(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let other = clause.iter().any(|word| promises_en::is_of(OTHER_RATES_EN, word));
    let paid = (0..clause.len()).any(|at| is(at, "you|members|member|everybody") && is(at + 1, "pay|pays"));
    (rated || sum) && period && !other && !paid
}

pub(crate) const EACH_YEAR: &str =
    "每年|年年|一年|按年|每月|月月|每个月|一个月|按月|每季|按季|年底|年终|半年";
/// A rate of these is no return.
pub(crate) const OTHER_RATES: &str = "盈余|利润|结余|销售|营业|交易额|收入|折扣|优惠|打折|折旧|损耗|涨|增长|减少|下降|税|捐|公益|费|租|成本|\
    工资|价|人数|成员|会员|用户|产量|电|水|的人|通胀|物价|库存|报废|回收率|出勤|流失|去年|前年|上年|\
    按劳|扶贫|食堂";
const PAID_BY_MEMBERS: &str = "交|缴|要付|支付|罚";
const SURE: &str = "雷打不动|风雨无阻|无论如何|不管怎样|不管怎么|无论怎样|不论怎样|不管盈亏|不论盈亏|无论盈亏|不管赚不赚|\
    不管亏不亏|不管赚赔|不管赚亏|不管生意|不论生意|不管行情|不看行情|不看盈亏|盈亏不论|不管出什么|\
    不管发生|无论发生|不论发生|板上钉钉|铁打的|铁定|妥妥|稳稳|打底|保准|没跑|跑不了|跑不掉|少不了|\
    一分不少|一天不差|从不拖欠|从不间断|只多不少|绝不食言|包在我身上|拍胸脯|打包票|白纸黑字|\
    写进合同|写在合同|签合同|准时到账|按时到账|天塌下来|照发|照付|照给|照样给|说话算话|说到做到|\
    永远不变|一直不变|铁板钉钉|稳的|稳得很|包的|必须的|放一百个心";
const AGAIN: &str = "今年照样|今年照旧|今年也一样|今年还一样|今年也是|今年只多|今年只会更|今年更高|今年不会少|今年不会低|今年肯定|\
    今年一定|明年照样|明年照旧|明年也一样|明年也是|明年只多|明年更高|明年不会少|以后照样|以后也是|\
    以后都|年年如此|每年如此|每年都是|年年都是|今后照样|只多不少";

const SURE_EN: &str = "whatever happens|whatever the|whatever comes|whatever it|no matter what|no matter how|rain or shine|\
    come what may|come hell|come rain|regardless|without fail|like clockwork|year in year out|year after year|\
    every single year|guaranteed|for sure|for certain|for life|as long as you hold|no ifs|set in stone|\
    rock solid|on the dot|good times and bad|good times or bad|good years and bad|good years or bad|\
    in bad years|profit or no profit|always|my word|our word|count on it|count on that|bank on it|bank on that|\
    to the bank|in good years|hand on heart|we promise|i promise|cast iron|ironclad|never less|never a cent less";
const AGAIN_EN: &str = "this year the same|this year will be the same|this year it will be the same|the same again|\
    same again|this year too|next year too|and more this year|even more this year|no less this year|\
    this year no less|this year even more|it will be the same|and it stays so|and so it goes on|\
    this year as well|next year as well|every year from now on|never less|will be higher|will be more";
/// A rate beside these is no return.
pub(crate) const OTHER_RATES_EN: &str = "surplus|profit|profits|sales|price|prices|turnover|revenue|purchases|income|deposit|fee|fees|order|\
    orders|margin|off|discount|discounts|cheaper|vat|tax|taxes|rent|cost|costs|wage|wages|rise|rises|rising|\
    grew|growth|increase|increases|inflation|donate|donates|donation|charity|waste|shrinkage|losses|loss|\
    charge|charges|charged|members|membership|alcohol|cotton|fat|attendance|production|output|was|were|last|\
    depreciation|wear|spoils|evaporates|harvest|customers|energy|power|water";
