//! A list as it stands now, in the words of a chat. What the market refused is told as refused, never as ordered.
//!
//! Not a rule: it reads rows.

use crate::chat_heading;
use crate::given_back::{Back, GivenBack, given_back};
use crate::line::{LineState, Mark};
use crate::parts::{PartOf, parts_standing};
use crate::place::{Agreement, Place};
use crate::rows::{ListItem, ListLine};
use crate::trouble::{self, Why};
use crate::whole::{Wanting, Whole};
use crate::writing::{Entry, Heading, Want, written_under};
use kernel::{Currency, Id, Quantity};
use market::OnSale;
use market::order::State;
use market::rows::{Offer, Order, OrderLine};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};
use web::Lang;

/// Of name and item: what is wanted and was not ordered, where orders were asked for.
pub type Missing = BTreeMap<(String, i64), i64>;

/// What every name's orders have of each item, less what somebody or the clock has ended.
pub fn missing(reader: &mut Reader, whole: &Whole) -> Result<Missing, Fault> {
    let (mut missing, parts) = (Missing::new(), parts_standing(reader, whole)?);
    for person in whole.people()? {
        let Some(buyer) = whole.buyers.get(&person.name) else { continue };
        let troubles = trouble::parse(&buyer.troubles);
        let refused = |item: i64| {
            let of = troubles.iter().filter(|(at, _)| *at == item || *at == 0);
            of.into_iter().any(|(_, why)| !matches!(why, Why::Fixed | Why::Unclear | Why::NotAgreed))
        };
        if !person.wants.keys().any(|item| refused(*item)) {
            continue;
        }
        let mut ordered = ordered(reader, whole, (&person, &parts), false)?.0;
        // Two things of the list may be one that is sold: what is there for one is not there for the other, and goes first to what
        // nobody was told of.
        let (told, fine): (Vec<_>, Vec<_>) = person.wants.iter().partition(|(item, _)| refused(**item));
        let mut takes = |(item, milli): (&i64, &i64)| {
            let goods = whole.item(*item).and_then(ListItem::goods);
            let left = goods.and_then(|goods| ordered.get_mut(&(goods.offer, goods.variant)));
            let has = left.map_or(0, |left| {
                let has = (*left).min(*milli);
                *left -= has;
                has
            });
            (*item, milli - has)
        };
        fine.into_iter().for_each(|want| {
            takes(want);
        });
        for (item, short) in told.into_iter().map(takes).filter(|(_, short)| *short > 0) {
            missing.insert((person.name.clone(), item), short);
        }
    }
    Ok(missing)
}

/// What is said of each person besides what they want.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ends {
    /// What of it they do not get after all.
    pub back: GivenBack,
    /// Lines below the heading: until when, where it is fetched, and what group buys still need (`chat_terms`).
    pub terms: Vec<String>,
    /// At the end of their line.
    said: BTreeMap<String, Vec<String>>,
    /// Whose orders are paid, whether that is said or not.
    paid: BTreeSet<String>,
}

/// As people note that they have paid, the longer before what is in them.
const PAID_WORDS: [&str; 9] =
    ["已经付", "已付", "已支付", "已转", "付过", "付了", "付款了", "已付款", "转账了"];

/// A note by somebody who is not known to have paid never says so in the program's own words: 已付 is 自称已付.
fn honest(t: &crate::L10nLanguage, note: &str) -> String {
    let mark = t.note_says();
    let (mut out, mut rest) = (String::new(), note);
    while let Some(at) = PAID_WORDS.iter().filter_map(|word| rest.find(word)).min() {
        let word =
            PAID_WORDS.iter().filter(|word| rest[at..].starts_with(**word)).max_by_key(|word| word.len());
        let end = at + word.map_or(0, |word| word.len());
        out.push_str(&rest[..at]);
        let is_said =
            out.ends_with(mark.trim_end()) || out.ends_with(&mark) || out.ends_with(['没', '未', '不']);
        if !is_said {
            out.push_str(&mark);
        }
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out + rest
}

/// What was given back; by choice what somebody pays for their orders, and by the list's prices for what is not ordered yet; and that all of it is paid.
///
/// # Errors
/// Of the database; for rows that no operation wrote.
pub fn ends(
    reader: &mut Reader,
    (lang, currency): (Lang, Currency),
    whole: &Whole,
    missing: &Missing,
    (sums, paid): (bool, bool),
) -> Result<Ends, Fault> {
    let t = crate::t(lang);
    let mut ends = Ends { back: given_back(reader, whole, missing)?, ..Ends::default() };
    let parts = parts_standing(reader, whole)?;
    for person in whole.people()? {
        let of = ends.said.entry(person.name.clone()).or_default();
        if sums {
            let (mut made, due) = ordered(reader, whole, (&person, &parts), true)?;
            let cost = |(number, milli): (&i64, &i64)| {
                let item = whole.item(*number)?;
                let short = missing.get(&(person.name.clone(), *number)).copied().unwrap_or(0);
                let left = item.goods().and_then(|goods| made.get_mut(&(goods.offer, goods.variant)));
                let has = left.map_or(0, |left| {
                    let has = (*left).min(milli - short);
                    *left -= has;
                    has
                });
                let open = milli - short - has;
                if open == 0 {
                    return Some(0);
                }
                let price = item.agreed_e4.or(item.price_e4)?;
                price.times(Quantity::from_milli(open), currency).map(|sum| sum.minor)
            };
            // Where a price is not known there is no sum.
            let rest: Option<i64> = person.wants.iter().map(cost).sum();
            let total = rest.map(|rest| rest + due);
            if let Some(minor) = total.filter(|minor| *minor > 0) {
                let sum = kernel::Money::new(minor, currency).plain();
                of.push(t.comes_to(format!("{}{}", short(&sum), t.currency_word())));
            }
        }
        if is_paid(reader, whole, (&person.name, &parts))? {
            ends.paid.insert(person.name);
            if paid {
                of.push(t.paid_mark());
            }
        }
    }
    Ok(ends)
}

/// All that was ordered and not called off, and all that was joined for and is not over.
fn is_paid(reader: &mut Reader, whole: &Whole, (name, parts): (&str, &[PartOf])) -> Result<bool, Fault> {
    let mut some = false;
    for part in parts.iter().filter(|part| part.row.name == name && part.standing.has_milli > 0) {
        if !part.standing.is_paid() {
            return Ok(false);
        }
        some = true;
    }
    for made in whole.orders.iter().filter(|made| made.counts && made.name == name) {
        let order = reader.find::<Order>(&(whole.list.community_id, made.order_id))?;
        match order.map(|order| order.state) {
            Some(State::Paid | State::Fulfilled | State::Accepted | State::Settled) => some = true,
            Some(State::Cancelled | State::Expired) | None => {}
            Some(State::Placed | State::AwaitingPayment | State::PaymentClaimed) => return Ok(false),
        }
    }
    Ok(some)
}

/// Of offer and variant, in thousandths of its unit.
pub type Ordered = BTreeMap<(Id<Offer>, i64), i64>;

/// What somebody's orders and parts in group buys have, and what is paid for those that stand: as each was made, less coupons and what was
/// given back. `ended`: also what those have that were called off or have expired, which is not ordered by itself again.
fn ordered(
    reader: &mut Reader,
    whole: &Whole,
    (person, parts): (&Wanting, &[PartOf]),
    ended: bool,
) -> Result<(Ordered, i64), Fault> {
    let (community, mut ordered, mut due) = (whole.list.community_id, Ordered::new(), 0);
    for part in parts.iter().filter(|part| part.row.name == person.name) {
        let has = part.standing.has_milli;
        *ordered.entry(part.key()).or_default() += if ended { part.row.counted_milli.max(has) } else { has };
        due += part.standing.minor;
    }
    for made in whole.orders.iter().filter(|made| made.counts && made.name == person.name) {
        let Some(order) = reader.find::<Order>(&(community, made.order_id))? else { continue };
        let is_over = matches!(order.state, State::Cancelled | State::Expired);
        if is_over && !ended {
            continue;
        }
        if !is_over {
            due += order.due_minor() - order.due_back_minor();
        }
        for number in 1..=order.line_count {
            if let Some(line) = reader.find::<OrderLine>(&(community, order.id, number))? {
                *ordered.entry((line.offer_id, line.variant)).or_default() += line.quantity_milli.milli;
            }
        }
    }
    Ok((ordered, due))
}

/// What the orders made of the list still want of each thing that is sold, and not what a group buy orders: who has paid and then takes less, or nothing, is to be given
/// back first, and until then it is theirs.
///
/// # Errors
/// Of the database only.
pub fn standing(reader: &mut Reader, whole: &Whole) -> Result<Ordered, Fault> {
    let (community, mut standing) = (whole.list.community_id, Ordered::new());
    for made in &whole.orders {
        let Some(order) = reader.find::<Order>(&(community, made.order_id))? else { continue };
        if matches!(order.state, State::Cancelled | State::Expired) {
            continue;
        }
        for number in 1..=order.line_count {
            if let Some(line) = reader.find::<OrderLine>(&(community, order.id, number))? {
                let left = line.quantity_milli.milli - line.undelivered_milli.milli;
                *standing.entry((line.offer_id, line.variant)).or_default() += left;
            }
        }
    }
    Ok(standing)
}

/// As it is pasted back into the chat; what nobody has understood stands as it was written.
///
/// # Errors
/// For rows that no operation wrote.
pub fn text(
    lang: Lang,
    currency: Currency,
    whole: &Whole,
    on_sale: &[OnSale],
    missing: &Missing,
) -> Result<String, Fault> {
    text_with(lang, currency, whole, on_sale, missing, &Ends::default())
}

/// As `text`, with what is said at the end of each line.
///
/// # Errors
/// As `text`.
pub fn text_with(
    lang: Lang,
    currency: Currency,
    whole: &Whole,
    on_sale: &[OnSale],
    missing: &Missing,
    ends: &Ends,
) -> Result<String, Fault> {
    let t = crate::t(lang);
    let unit = |item: &ListItem| unit_of(item, on_sale).to_owned();
    let heading = |item: &ListItem| {
        let price = item.price_e4.or(item.agreed_e4);
        Heading {
            name: item.name.clone(),
            price: price.map_or_else(String::new, |price| short(&price.plain(currency))),
            currency: t.currency_word(),
            unit: unit(item),
        }
    };
    let aside = whole.put_aside()?;
    let items = whole.items.iter().filter(|item| !aside.contains(&item.number));
    let items: Vec<Heading> = items.map(heading).collect();
    let plain = without_numbers(whole);
    let words = |line: &ListLine| plain.get(&line.number).cloned().unwrap_or_default();
    let mut people = Vec::new();
    for person in whole.people()? {
        let want = |(number, milli): (&i64, &i64)| {
            let item = whole.item(*number);
            let short = missing.get(&(person.name.clone(), *number)).copied().unwrap_or(0);
            let unit = item.map_or_else(String::new, unit);
            let back = ends.back.get(&(person.name.clone(), *number)).copied();
            Want {
                item: item.map_or_else(String::new, |item| item.name.clone()),
                quantity: Quantity::from_milli(*milli).to_string(),
                mark: mark(t, *milli, short, back, &unit),
                unit,
            }
        };
        let unclear = whole.lines.iter().filter(|line| {
            line.name == person.name && line.mark == Mark::Unclear && line.state == LineState::Standing
        });
        let room = whole.place_beside(&person.name);
        let shown = if room.is_empty() { person.name.clone() } else { format!("{} {room}", person.name) };
        let notes: Vec<&str> =
            person.notes.iter().map(String::as_str).filter(|note| !is_room_of(note, &shown)).collect();
        people.push(Entry {
            wants: person.wants.iter().map(want).collect(),
            note: match ends.paid.contains(&person.name) {
                true => notes.join("；"),
                false => honest(t, &notes.join("；")),
            },
            ends: ends.said.get(&person.name).cloned().unwrap_or_default(),
            words: unclear.map(words).collect(),
            name: shown,
        });
    }
    let nameless = whole.lines.iter().filter(|line| {
        line.name.is_empty() && line.mark == Mark::Unclear && line.state == LineState::Standing
    });
    let words: Vec<String> = nameless.map(words).collect();
    let (name, note) = (String::new(), String::new());
    people.push(Entry { name, wants: Vec::new(), note, ends: Vec::new(), words });
    let mut heading = chat_heading::of(whole, &items, on_sale, &people);
    ends.terms.iter().for_each(|line| heading.push_str(&format!("{line}\n")));
    Ok(written_under(&heading, &people))
}

/// A note that is nothing but the room that the name shows already.
fn is_room_of(note: &str, name: &str) -> bool {
    let (noted, named) = (Place::told(note), Place::told(name));
    let is_room = noted.said() == note.trim() || noted.in_table() == note.trim();
    !noted.is_empty() && is_room && noted.agrees(&named) == Agreement::Same
}

/// What of `milli` was not ordered, and what was ordered and is not got; empty where all of it is.
fn mark(t: &crate::L10nLanguage, milli: i64, short: i64, back: Option<Back>, unit: &str) -> String {
    let amount = |milli: i64| format!("{}{unit}", Quantity::from_milli(milli));
    let ordered = milli - short;
    let refused = match ordered {
        _ if short == 0 => None,
        0 => Some(t.not_ordered()),
        some => Some(t.only_ordered(amount(some))),
    };
    let lost = back.map(|back| {
        let got = ordered - back.milli();
        let (short, returned) = (amount(back.short_milli), amount(back.returned_milli));
        match (back.short_milli > 0, back.returned_milli > 0, got > 0) {
            (true, true, true) => t.short_and_back_gets(short, returned, amount(got)),
            (true, true, false) => t.short_and_back(short, returned),
            (true, false, true) => t.short_gets(short, amount(got)),
            (true, false, false) => t.short_all(),
            (false, _, true) => t.back_gets(returned, amount(got)),
            (false, _, false) => t.back_all(),
        }
    });
    refused.into_iter().chain(lost).collect::<Vec<_>>().join(&t.list_comma())
}

/// As it is sold, or as the heading says.
fn unit_of<'a>(item: &'a ListItem, on_sale: &'a [OnSale]) -> &'a str {
    let sold = item
        .goods()
        .and_then(|goods| on_sale.iter().find(|one| one.offer == goods.offer && one.number == goods.variant));
    sold.map_or(item.unit.as_str(), |one| one.unit.as_str())
}

/// Of each line what is written without its own number, for it gets another: numbers are known by those of the lines beside.
fn without_numbers(whole: &Whole) -> BTreeMap<i64, String> {
    let mut lines: Vec<&ListLine> = whole.lines.iter().collect();
    lines.sort_by_key(|line| (line.place, line.number));
    let words: Vec<&str> = lines.iter().map(|line| line.words.trim_start()).collect();
    let firsts: Vec<&str> = words.iter().map(|words| words.lines().next().unwrap_or_default()).collect();
    let plain = jielong::without_numbers(&firsts);
    let on_one_line = |((line, first), plain): ((&&ListLine, &str), &String)| {
        let rest = line.words.trim_start().strip_prefix(first).unwrap_or_default();
        (line.number, format!("{plain} {rest}").split_whitespace().collect::<Vec<_>>().join(" "))
    };
    lines.iter().zip(firsts).zip(&plain).map(on_one_line).collect()
}

/// As people write a price: 25, not 25.00.
pub(crate) fn short(price: &str) -> String {
    let whole = price.split_once('.').filter(|(_, decimals)| decimals.bytes().all(|byte| byte == b'0'));
    whole.map_or(price, |(whole, _)| whole).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_beside_the_name_is_no_note() {
        for (note, name, is) in [
            ("6-101", "王芳 6-101", true),
            ("6栋101", "王芳 6-101", true),
            ("6-101", "王芳", false),
            ("6-102", "王芳 6-101", false),
            ("送6-101", "王芳 6-101", false),
            ("晚上来", "王芳 6-101", false),
            ("", "王芳 6-101", false),
        ] {
            assert_eq!(is_room_of(note, name), is, "{note} {name}");
        }
    }

    #[test]
    fn short_and_given_back_are_told_apart() {
        let t = crate::t(Lang::Zh);
        let back = |short: i64, returned: i64| {
            Some(Back { short_milli: short * 1_000, returned_milli: returned * 1_000 })
        };
        for (milli, short, back, said) in [
            (2, 0, back(1, 1), "缺1盒，退1盒"),
            (3, 0, back(1, 1), "缺1盒，退1盒，实得1盒"),
            (2, 0, back(1, 0), "缺1盒，实得1盒"),
            (2, 0, back(0, 1), "退了1盒，实得1盒"),
            (1, 0, back(1, 0), "缺货，没有拿到"),
            (1, 0, back(0, 1), "已退"),
            (2, 2, None, "没订上"),
            (2, 0, None, ""),
        ] {
            assert_eq!(mark(t, milli * 1_000, short * 1_000, back, "盒"), said);
        }
    }

    #[test]
    fn a_note_says_nothing_that_only_the_orders_know() {
        let t = crate::t(Lang::Zh);
        for (note, said) in [
            ("已付", "自称已付"),
            ("已付款，送3栋", "自称已付款，送3栋"),
            ("送3栋；付过了", "送3栋；自称付过了"),
            // Read back, it is not said twice.
            ("自称已付", "自称已付"),
            ("还没付", "还没付"),
            ("没付过", "没付过"),
            ("晚上来", "晚上来"),
            ("", ""),
        ] {
            assert_eq!(honest(t, note), said, "{note}");
        }
    }
}
