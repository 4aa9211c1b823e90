//! From the reader's lines to those that a list keeps.
//!
//! Not a rule: it asks the reader, and knows what is on sale.

use crate::chat_terms;
use crate::heading_title::title;
use crate::letters;
use crate::line::{BYTES_MAX, Doing, ITEMS_MAX, LINES_MAX, MILLI_MAX, Mark, NOTE_CHARS_MAX, Part, tidy_name};
pub use crate::nearest::{is_beyond, nearest};
use crate::note::without_its_word;
use crate::place::Place;
use crate::refused::ListRefused;
use crate::rows::Goods;
use crate::table_besides::TableSaid;
use jielong::{Action, Doubt, List, Offer, Reading};
use kernel::Price;
use market::OnSale;
use std::collections::BTreeSet;

/// Offers of a community that a list is held against: the newest. Where there are more it is said.
pub const OFFERS_LOOKED_AT: i64 = 1_000;

/// A pasted text as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRead {
    pub title: String,
    pub pasted: String,
    pub items: Vec<ItemRead>,
    pub lines: Vec<LineRead>,
    /// What its lines order is named by the list itself, and not only by what the community sells.
    pub names_things: bool,
    /// Written of a table: what it says of somebody is all that they want.
    pub is_table: bool,
    /// What that table says besides.
    pub table: TableSaid,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ItemRead {
    pub name: String,
    pub unit: String,
    pub price: Option<Price>,
    /// Named by the list itself; else its price is the community's, and nobody has said it here.
    pub is_said: bool,
    /// Where it is certain which offer it is: of this name, at this price, in this unit.
    pub goods: Option<Goods>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRead {
    pub words: String,
    pub name: String,
    pub doing: Doing,
    /// Items by their place in `ListRead::items`, from 1.
    pub parts: Vec<Part>,
    pub note: String,
    pub mark: Mark,
    pub doubts: String,
}

/// # Errors
/// What is too much, or nothing, for a list.
pub fn read(text: &str, on_sale: &[OnSale]) -> Result<ListRead, ListRefused> {
    let text = &chat_terms::without(text);
    let on_sale = nearest(text, on_sale.to_vec(), jielong::OFFERS_MAX);
    kept(text, &understood(text, &on_sale)?, &on_sale)
}

/// As `read`, of what a table says: a quantity that could not be read is looked at, whatever else the reader makes of its line.
///
/// # Errors
/// As `read`.
pub fn read_table(text: &str, on_sale: &[OnSale]) -> Result<ListRead, ListRefused> {
    let mut read = read(text, on_sale)?;
    for line in read.lines.iter_mut().filter(|line| line.words.contains(crate::table_amount::UNREAD)) {
        line.mark = Mark::Unclear;
    }
    // A column of rooms is no column of notes.
    for line in &mut read.lines {
        let place = Place::told(&line.note);
        if !place.is_empty() && place.said() == line.note {
            line.note.clear();
        }
    }
    Ok(ListRead { is_table: true, ..read })
}

/// As the reader understands it, before anything is kept.
///
/// # Errors
/// As `read`.
pub fn understood(text: &str, on_sale: &[OnSale]) -> Result<List, ListRefused> {
    if text.trim().is_empty() {
        return Err(ListRefused::NothingPasted);
    }
    if text.len() > BYTES_MAX {
        return Err(ListRefused::TextTooLong);
    }
    if text.lines().count() > LINES_MAX * 4 {
        return Err(ListRefused::TooManyLines);
    }
    let known: Vec<Offer> = on_sale.iter().map(offer).take(jielong::OFFERS_MAX).collect();
    jielong::read(&chat_terms::without(text), &known).map_err(unread)
}

/// Why the reader read nothing, as a list says it.
pub fn unread(why: jielong::ListRefused) -> ListRefused {
    match why {
        jielong::ListRefused::Empty => ListRefused::NothingPasted,
        jielong::ListRefused::TooLong => ListRefused::TextTooLong,
        jielong::ListRefused::TooManyLines => ListRefused::TooManyLines,
        jielong::ListRefused::TooManyOffers => ListRefused::TooManyItems,
    }
}

/// What a list keeps of what was understood.
///
/// # Errors
/// As `read`.
pub fn kept(text: &str, list: &List, on_sale: &[OnSale]) -> Result<ListRead, ListRefused> {
    let text = &chat_terms::without(text);
    // A talk, or signs alone, orders nothing; what is not understood may.
    let orders = |line: &jielong::Line| line.action != Action::None || line.reading == Reading::Unclear;
    if !list.lines.iter().any(orders) {
        return Err(ListRefused::NoLines);
    }
    if list.lines.len() > LINES_MAX {
        return Err(ListRefused::TooManyLines);
    }
    let mut items = Items::of(list, on_sale);
    let lines: Vec<LineRead> = list.lines.iter().map(|line| items.line(line)).collect();
    if items.list.len() > ITEMS_MAX {
        return Err(ListRefused::TooManyItems);
    }
    let (title, pasted, table) = (title(text, list), text.to_owned(), TableSaid::default());
    let names_things = list.named > 0;
    Ok(ListRead { title, pasted, items: items.list, lines, names_things, is_table: false, table })
}

/// A variant is called by its offer's title and its own.
pub fn offer(on_sale: &OnSale) -> Offer {
    let OnSale { title, variant, unit, price, step, also_called, .. } = on_sale.clone();
    let named = !variant.is_empty() && variant != title;
    let aliases = match named {
        true => also_called.iter().map(|name| format!("{name} {variant}")).chain([variant.clone()]).collect(),
        false => also_called,
    };
    Offer {
        name: if named { format!("{title} {variant}") } else { title },
        aliases,
        unit,
        price: Some(price),
        step: Some(step),
        ..Offer::default()
    }
}

/// What the reader took it for; of several of that name only the one that is on these terms.
fn certain(item: &Offer, on_sale: &[OnSale]) -> Option<Goods> {
    let known = on_sale.get(item.known?)?;
    let name = offer(known).name;
    match on_sale.iter().filter(|one| offer(one).name == name).count() {
        1 => on_terms(known, item.price, &item.unit),
        _ => called(&name, (item.price, &item.unit), on_sale),
    }
}

/// The one thing on sale under that very name and on these terms.
fn called(name: &str, (price, unit): (Option<Price>, &str), on_sale: &[OnSale]) -> Option<Goods> {
    let named = on_sale.iter().filter(|one| offer(one).name == name);
    let mut fitting = named.filter_map(|one| on_terms(one, price, unit));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// What is on sale under exactly an item's terms: nobody pays another price, or gets another measure, unasked.
fn on_terms(found: &OnSale, price: Option<Price>, unit: &str) -> Option<Goods> {
    let same_price = price.is_none_or(|price| price == found.price);
    let same_unit = unit.is_empty() || unit == found.unit;
    let goods = Goods { offer: found.offer, variant: found.number, price: found.price };
    (same_price && same_unit).then_some(goods)
}

struct Items {
    list: Vec<ItemRead>,
    /// By the reader's offers.
    at: Vec<Option<usize>>,
    /// Of these, what the heading does not sell although it sells something: only the community does.
    besides: BTreeSet<usize>,
}

impl Items {
    /// What the list names, and of what the community sells besides what somebody orders.
    fn of(list: &List, on_sale: &[OnSale]) -> Items {
        let used =
            |at: usize| list.lines.iter().flat_map(|line| &line.items).any(|item| item.offer == Some(at));
        let mut items = Items { list: Vec::new(), at: Vec::new(), besides: BTreeSet::new() };
        for (at, offer) in list.offers.iter().enumerate() {
            let wanted = at < list.named || offer.known.is_none() || used(at);
            if list.named > 0 && at >= list.named && offer.known.is_some() {
                items.besides.insert(at);
            }
            items.at.push(wanted.then_some(items.list.len()));
            if wanted {
                items.list.push(ItemRead {
                    name: cut(&offer.name, crate::line::NAME_CHARS_MAX * 2),
                    unit: cut(&offer.unit, 10),
                    price: offer.price,
                    is_said: at < list.named || offer.known.is_none(),
                    goods: certain(offer, on_sale),
                });
            }
        }
        let names = items.list.iter().map(|item| item.name.clone()).collect();
        for (item, name) in items.list.iter_mut().zip(letters::left_out(names)) {
            // With the letter before it the reader did not know it, nor at another price than the first of its name.
            if item.goods.is_none() && item.is_said {
                item.goods = called(&name, (item.price, &item.unit), on_sale);
            }
            item.name = name;
        }
        items
    }

    fn line(&mut self, line: &jielong::Line) -> LineRead {
        let is_besides = |item: &jielong::Item| item.offer.is_some_and(|at| self.besides.contains(&at));
        let guessed = line.items.iter().any(is_besides);
        // Nobody gives up what the list does not sell: that is all of theirs, or nothing.
        let given_up: BTreeSet<usize> = match line.action {
            Action::Withdraw => {
                line.items.iter().filter(|item| is_besides(item)).filter_map(|item| item.offer).collect()
            }
            _ => BTreeSet::new(),
        };
        let mut parts: Vec<Part> = Vec::new();
        for item in line.items.iter().filter(|item| item.offer.is_none_or(|at| !given_up.contains(&at))) {
            let at = match item.offer.and_then(|at| self.at.get(at).copied().flatten()) {
                Some(at) => at,
                None => self.named(&item.name, &item.unit),
            };
            let milli = item.quantity.map(|quantity| quantity.milli.clamp(0, MILLI_MAX));
            parts.push((at as i64 + 1, milli));
        }
        let mut doubts = line.doubts.clone();
        if guessed && !doubts.contains(&Doubt::NotInHeading) {
            doubts.push(Doubt::NotInHeading);
        }
        LineRead {
            words: line.text.clone(),
            name: tidy_name(&line.name),
            doing: line.action.into(),
            parts,
            note: cut(without_its_word(&line.note), NOTE_CHARS_MAX),
            // What only the community sells is not ordered of a list before somebody has said yes.
            mark: if guessed { Mark::Unclear } else { line.reading.into() },
            doubts: doubts.iter().map(|doubt| Doubt::code(*doubt)).collect::<Vec<_>>().join(" "),
        }
    }

    fn named(&mut self, name: &str, unit: &str) -> usize {
        let name = cut(name, crate::line::NAME_CHARS_MAX * 2);
        if let Some(at) = self.list.iter().position(|item| item.name == name) {
            return at;
        }
        self.list.push(ItemRead { name, unit: cut(unit, 10), price: None, is_said: true, goods: None });
        self.list.len() - 1
    }
}

pub(crate) fn cut(text: &str, chars: usize) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).take(chars).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id, Quantity};

    fn sale(title: &str, unit: &str, price: &str) -> OnSale {
        OnSale {
            offer: Id::from_parts(1, [title.len() as u8; 10]),
            number: 1,
            title: title.into(),
            variant: String::new(),
            unit: unit.into(),
            price: Price::parse(price).unwrap(),
            step: Quantity::ONE,
            also_called: Vec::new(),
        }
    }

    const LIST: &str =
        "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓x2 鸡蛋1板 送3栋\n2、李阿姨 草莓两盒\n";

    #[test]
    fn a_heading_is_held_against_what_is_on_sale() {
        let on_sale = [sale("草莓", "盒", "25"), sale("鸡蛋", "板", "28"), sale("大米", "袋", "60")];
        let found = read(LIST, &on_sale).unwrap();
        assert_eq!(found.title, "周六团购");
        let names: Vec<_> =
            found.items.iter().map(|item| (item.name.as_str(), item.goods.is_some())).collect();
        // Eggs cost something else: somebody has to say which price it is.
        assert_eq!(names, [("草莓", true), ("鸡蛋", false)]);
        let lines: Vec<_> = found.lines.iter().map(|line| (line.name.as_str(), line.parts.clone())).collect();
        assert_eq!(
            lines,
            [("小雨", vec![(1, Some(2_000)), (2, Some(1_000))]), ("李阿姨", vec![(1, Some(2_000))])]
        );
        assert!(found.lines.iter().all(|line| line.mark == Mark::Certain), "{:?}", found.lines);
    }

    /// What stands above the list → what it is called.
    #[test]
    fn a_list_is_called_by_its_heading() {
        for (above, called) in [
            ("周六团购\n", "周六团购"),
            ("#接龙\n周日巷口团购，周六晚8点截止\n", "周日巷口团购，周六晚8点截止"),
            ("【接龙】\n\n# 周日团购 #\n", "周日团购"),
            ("【周六团购接龙】今晚8点截止\n", "【周六团购接龙】今晚8点截止"),
            ("今晚【周六团购】\n", "今晚【周六团购】"),
            ("团长小青: 大家接着接👇\n周六团购\n", "周六团购"),
            ("团长小青:\n周六团购\n", "周六团购"),
            ("团长小青：周六团购\n", "周六团购"),
            ("直接上门送货团购\n", "直接上门送货团购"),
            ("主理人-苏禾 11月27日 19:02\n周六团购\n", "周六团购"),
            ("[苏禾 2026/11/27 19:02]\n周六团购\n", "周六团购"),
            ("苏禾 19:02\n周六团购\n", "周六团购"),
            ("苏禾(12345) 2026-11-27 19:02:11\n周六团购\n", "周六团购"),
            ("周六团购 截止今晚 19:02\n", "周六团购 截止今晚 19:02"),
            ("群主：@所有人 周六团购\n", "周六团购"),
            ("家人们接着接👇\n周六团购\n", "周六团购"),
            ("有问题找团长：13900000000\n", "有问题找团长：13900000000"),
            ("接龙\n", "草莓 25元/盒"),
            ("", "草莓 25元/盒"),
        ] {
            let text = format!("{above}草莓 25元/盒\n\n1. 小雨 草莓x2\n2. 阿明 草莓1盒\n");
            assert_eq!(read(&text, &[]).unwrap().title, called, "{above:?}");
        }
        assert_eq!(read("#接龙\n1. 小雨 草莓2盒\n2. 阿明 草莓1盒\n", &[]).unwrap().title, "");
    }

    /// Two things of one name at two prices: the one that the heading has, with the letter before it and without.
    #[test]
    fn of_one_name_the_one_at_the_price_of_the_heading() {
        for prices in [["28", "30"], ["30", "28"]] {
            let mut on_sale = [sale("带鱼", "斤", prices[0]), sale("带鱼", "斤", prices[1])];
            on_sale[1].number = 2;
            let fitting = 1 + prices.iter().position(|price| *price == "30").unwrap() as i64;
            for above in ["A. 虾 40元/斤\nB. 带鱼 30元/斤", "虾 40元/斤\n带鱼 30元/斤"] {
                let found = read(&format!("{above}\n\n1. 小雨 带鱼2斤\n2. 阿明 虾1斤\n"), &on_sale).unwrap();
                let goods: Vec<_> = found.items.iter().filter(|item| item.name == "带鱼").collect();
                assert_eq!(
                    goods.iter().map(|item| item.goods.map(|goods| goods.variant)).collect::<Vec<_>>(),
                    [Some(fitting)],
                    "{prices:?} {above} {:?}",
                    found.items
                );
            }
        }
        // Two at this price: somebody has to say which.
        let mut on_sale = [sale("带鱼", "斤", "30"), sale("带鱼", "斤", "30")];
        on_sale[1].number = 2;
        let found = read("B. 带鱼 30元/斤\n\n1. 小雨 带鱼2斤\n2. 阿明 带鱼1斤\n", &on_sale).unwrap();
        assert!(found.items.iter().all(|item| item.goods.is_none()), "{:?}", found.items);
    }

    /// What the heading names is kept, ordered or not; what the community sells besides is none of the list's business, also
    /// where the heading has something new.
    #[test]
    fn a_list_has_the_items_of_its_heading() {
        let on_sale = [
            sale("草莓", "盒", "25"),
            sale("鸡蛋", "板", "28"),
            sale("大米", "袋", "60"),
            sale("豆浆", "瓶", "6"),
        ];
        let names = |text: &str| {
            let items = read(text, &on_sale).unwrap().items;
            items.into_iter().map(|item| item.name).collect::<Vec<_>>()
        };
        let lines = "\n1. 小雨 草莓x2\n2. 阿明 草莓1盒\n";
        assert_eq!(names(&format!("周六团购\n草莓 25元/盒\n蓝莓 30元/盒\n{lines}")), ["草莓", "蓝莓"]);
        assert_eq!(names(&format!("周六团购\n草莓 25元/盒\n大米 60元/袋\n{lines}")), ["草莓", "大米"]);
        // Somebody asks for what the heading does not have: a further item.
        assert_eq!(
            names(&format!("周六团购\n草莓 25元/盒\n蓝莓 30元/盒\n{lines}3. 老王 豆浆2瓶\n")),
            ["草莓", "蓝莓", "豆浆"]
        );
    }

    /// What is called by a letter is ordered by it and named without.
    #[test]
    fn letters_are_no_part_of_a_name() {
        let read = |heading: &str| {
            let found = read(&format!("{heading}\n1. 小雨 A1 B2\n2. 阿明 B3\n"), &[]).unwrap();
            let names: Vec<String> = found.items.iter().map(|item| item.name.clone()).collect();
            (names, found.lines.iter().map(|line| line.parts.clone()).collect::<Vec<_>>())
        };
        let parts = vec![vec![(1, Some(1_000)), (2, Some(2_000))], vec![(2, Some(3_000))]];
        for heading in
            ["A 大黄鱼 45元/条\nB 带鱼 30元/斤\n", "周六海鲜\nA. 大黄鱼 45元/条\nB. 带鱼 30元/斤\n"]
        {
            assert_eq!(
                read(heading),
                (vec!["大黄鱼".to_owned(), "带鱼".to_owned()], parts.clone()),
                "{heading}"
            );
        }
        // Without the letters these are one.
        let (names, _) = read("A 礼盒 45元/盒\nB 礼盒 30元/盒\n");
        assert!(names.iter().all(|name| name.contains(['A', 'B'])), "{names:?}");
    }

    /// What only the community sells is looked at first: nobody pays for what was guessed.
    #[test]
    fn what_the_heading_does_not_sell_is_asked() {
        let on_sale = [sale("草莓", "盒", "25"), sale("鸡蛋", "板", "42"), sale("面包", "个", "9")];
        let read = |line: &str| {
            let text = format!("周六团购\n草莓 25元/盒\n\n1. 小雨 草莓2盒\n2. 阿明 草莓1盒\n{line}\n");
            read(&text, &on_sale).unwrap().lines.pop().unwrap()
        };
        let asked = read("3. 老王 鸡蛋1板");
        assert_eq!((asked.mark, asked.parts), (Mark::Unclear, vec![(2, Some(1_000))]));
        assert!(asked.doubts.contains("not_in_heading"), "{}", asked.doubts);
        assert_eq!(read("3. 老王 草莓1盒 鸡蛋1板").mark, Mark::Unclear);
        assert_eq!(read("3. 老王 草莓1盒").mark, Mark::Certain);
        // Nobody can give up bread that the list does not sell.
        let given_up = read("3. 小雨 面包不要了");
        assert_eq!((given_up.doing, given_up.mark, given_up.parts), (Doing::Withdraw, Mark::Unclear, vec![]));
    }

    #[test]
    fn without_a_heading_the_items_are_what_somebody_orders() {
        let on_sale = [sale("草莓", "盒", "25"), sale("鸡蛋", "板", "28")];
        let found = read("1. 小雨 草莓2盒\n2. 阿明 草莓1盒\n", &on_sale).unwrap();
        assert_eq!(found.items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["草莓"]);
        assert!(found.items[0].goods.is_some());
    }

    /// What people call it is that offer; what the offer of a variant is called is each of its variants'.
    #[test]
    fn what_people_call_it_is_understood() {
        let eggs = OnSale { also_called: vec!["笨鸡蛋".into()], ..sale("散养柴蛋", "板", "30") };
        let found = read("1. 小雨 笨鸡蛋1板\n2. 阿明 笨鸡蛋2板\n", &[sale("草莓", "盒", "25"), eggs.clone()])
            .unwrap();
        assert_eq!(
            found.items.iter().map(|item| item.goods.is_some()).collect::<Vec<_>>(),
            [true],
            "{found:?}"
        );
        assert_eq!(found.lines[1].parts, [(1, Some(2_000))]);
        assert!(found.lines.iter().all(|line| line.mark.counts()), "{found:?}");
        let large = OnSale { variant: "大".into(), ..eggs };
        assert_eq!(offer(&large).aliases, ["笨鸡蛋 大", "大"]);
    }

    /// Of more than are looked at those come first that the text is about, however old they are.
    #[test]
    fn of_many_those_are_looked_at_that_are_named() {
        let mut many: Vec<OnSale> = (0..600).map(|n| sale(&format!("货{n}"), "个", "3")).collect();
        many.push(sale("草莓", "盒", "25"));
        many.push(OnSale { also_called: vec!["笨鸡蛋".into()], ..sale("柴蛋", "板", "30") });
        let found = read("1. 小雨 草莓2盒\n2. 阿明 笨鸡蛋1板\n", &many).unwrap();
        let names: Vec<_> =
            found.items.iter().map(|item| (item.name.as_str(), item.goods.is_some())).collect();
        assert_eq!(names, [("草莓", true), ("柴蛋", true)]);
        assert_eq!(nearest("草莓", many.clone(), 500)[0].title, "草莓");
        assert_eq!(
            nearest("草莓", many[..3].to_vec(), 500).iter().map(|one| one.title.as_str()).collect::<Vec<_>>(),
            ["货0", "货1", "货2"]
        );
    }

    /// Text → why it is not read.
    #[test]
    fn what_is_no_list_is_told() {
        let long = format!("{LIST}{}", "很".repeat(BYTES_MAX));
        let many = (1..=LINES_MAX + 1).map(|n| format!("{n}. 邻居{n} 草莓1\n")).collect::<String>();
        let lines = "\n".repeat(LINES_MAX * 4 + 1) + "1. a";
        for (text, refused) in [
            (" \n ", ListRefused::NothingPasted),
            (long.as_str(), ListRefused::TextTooLong),
            (many.as_str(), ListRefused::TooManyLines),
            (lines.as_str(), ListRefused::TooManyLines),
            ("大家好", ListRefused::NoLines),
            ("🍓🍓🍓", ListRefused::NoLines),
            ("🍓🍓🍓\n🎉🎉", ListRefused::NoLines),
            ("1. 🍓🍓\n2. 👍", ListRefused::NoLines),
        ] {
            assert_eq!(
                read(text, &[]).map(|_| ()),
                Err(refused),
                "{}",
                text.chars().take(20).collect::<String>()
            );
        }
    }
}
