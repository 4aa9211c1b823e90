//! Until when a list is paid, where and when it is fetched, and what group buys of its things still need, in the text for the chat. Pasted back these lines are
//! passed over: what they tell stands with the list, and whoever says otherwise says it there.
//!
//! Not a rule: it reads the point's name.

use crate::rows::Goods;
use crate::whole::Whole;
use kernel::{Timestamp, Zone};
use pickup::rows::PickupPoint;
use pools::OpenBuy;
use store::{Fault, Reader};
use web::Lang;

/// A line each, of what is set.
///
/// # Errors
/// Of the database only.
pub fn terms(reader: &mut Reader, (lang, zone): (Lang, &Zone), whole: &Whole) -> Result<Vec<String>, Fault> {
    let (t, list) = (crate::t(lang), &whole.list);
    let mut lines = Vec::new();
    if list.terms_said_at_us.is_some() {
        lines.push(t.chat_pay_until(until(lang, zone, list.pay_until_us)));
    }
    if let (Some(point), Some(day)) = (list.point_id, list.point_day)
        && let Some(point) = reader.find::<PickupPoint>(&(list.community_id, point))?
    {
        let day = Timestamp::start_of_day(day, zone).format(zone, date(lang));
        // A name of several lines would be a line of somebody.
        let name: String = point.name.chars().filter(|c| !c.is_control()).collect();
        lines.push(t.chat_fetch(format!("{day} {name}")));
    }
    Ok(lines)
}

/// A line for each group buy of what the list sells that can be joined: what it still needs, and until when.
pub fn needs((lang, zone): (Lang, &Zone), whole: &Whole, open: &[OpenBuy]) -> Vec<String> {
    let t = crate::t(lang);
    let line = |buy: &OpenBuy| {
        let is_it = |goods: Goods| (goods.offer, goods.variant) == (buy.offer, buy.variant);
        let item = whole.items.iter().find(|item| item.goods().is_some_and(is_it))?;
        let name: String = item.name.chars().filter(|c| !c.is_control()).collect();
        let told = buy.told.replace('\u{a0}', " ");
        Some(t.chat_group_buy(t.chat_needs(name, told, until(lang, zone, buy.closes_at))))
    };
    open.iter().filter_map(line).collect()
}

fn date(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "%-m月%-d日",
        Lang::En => "%Y-%m-%d",
    }
}

/// The first instant of a day is the end of the one before, which is how people say it.
fn until(lang: Lang, zone: &Zone, at: Timestamp) -> String {
    let is_midnight = Timestamp::start_of_day(at.day(zone), zone) == at;
    let day = if is_midnight { Timestamp::start_of_day(at.day(zone) - 1, zone) } else { at };
    let time = if is_midnight { "24:00".to_owned() } else { at.format(zone, "%H:%M") };
    format!("{} {time}", day.format(zone, date(lang)))
}

/// With empty lines instead of these: the others keep their numbers.
pub fn without(text: &str) -> String {
    let begins: Vec<String> = [Lang::Zh, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let t = crate::t(lang);
            [t.chat_pay_until(""), t.chat_fetch(""), t.chat_group_buy("")]
        })
        .map(|begins| begins.trim_end().to_owned())
        .collect();
    let is_ours = |line: &str| begins.iter().any(|begins| line.trim_start().starts_with(begins.as_str()));
    let kept = |line: &str| {
        let end = line.len() - line.trim_end_matches(['\n', '\r']).len();
        if is_ours(line) { line[line.len() - end..].to_owned() } else { line.to_owned() }
    };
    text.split_inclusive('\n').map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn only_our_own_lines_are_passed_over() {
        let zh =
            "周六团购\n⏰ 本次付款截止：12月5日 20:00\n📍 本次取货：12月6日 巷口小卖部\n\n1. 小雨 草莓 2盒\n";
        assert_eq!(without(zh), "周六团购\n\n\n\n1. 小雨 草莓 2盒\n");
        let needs = "👥 本次拼团：草莓 还差 8 盒成团，12月5日 20:00 截止\n1. 小雨 草莓 2盒\n";
        assert_eq!(without(needs), "\n1. 小雨 草莓 2盒\n");
        assert_eq!(without("⏰ Pay for this list by: 2026-12-05 20:00\r\n1. An"), "\r\n1. An");
        for text in ["⏰ 付款截止：周五\n📍 取货：巷口\n1. 小雨 草莓2", "1. 小雨 ⏰ 付款截止：几点", ""]
        {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn a_day_ends_at_twenty_four() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let day = Timestamp::start_of_day(20_793, &zone);
        for (at, zh, en) in [
            (day, "12月5日 24:00", "2026-12-05 24:00"),
            (day.plus(Duration::from_secs(60)), "12月6日 00:01", "2026-12-06 00:01"),
            (day.plus(Duration::from_secs(20 * 3_600)), "12月6日 20:00", "2026-12-06 20:00"),
        ] {
            assert_eq!((until(Lang::Zh, &zone, at), until(Lang::En, &zone, at)), (zh.into(), en.into()));
        }
    }
}
