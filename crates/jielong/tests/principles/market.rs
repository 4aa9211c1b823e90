//! A list beside what the community itself sells.

use jielong::{List, Offer, Reading};
use kernel::Quantity;

fn sold(name: &str, aliases: &[&str], unit: &str, step: Option<&str>) -> Offer {
    Offer {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        unit: unit.to_owned(),
        step: step.map(|step| Quantity::parse(step).expect("a step")),
        ..Offer::default()
    }
}

fn read(text: &str, known: &[Offer]) -> List {
    jielong::read(text, known).expect("a list")
}

#[track_caller]
fn orders(list: &List, wanted: &[(&str, &str, &str)]) {
    let got: Vec<(&str, String, &str)> = list
        .lines
        .iter()
        .map(|line| {
            assert_ne!(line.reading, Reading::Unclear, "{line:?}");
            let item = line.items.first().unwrap_or_else(|| panic!("{line:?}"));
            (item.name.as_str(), item.quantity.expect("how much").to_string(), item.unit.as_str())
        })
        .collect();
    let got: Vec<(&str, &str, &str)> =
        got.iter().map(|(name, quantity, unit)| (*name, quantity.as_str(), *unit)).collect();
    assert_eq!(got, wanted, "{:#?}", list.offers);
}

/// 半斤 is how much, also where a variant is called 半斤起: it was read as one of them, at twice the price.
#[test]
fn an_amount_in_the_unit_of_an_offer_is_an_amount_first() {
    let known = [
        sold("本地草莓 半斤起", &["半斤起"], "斤", Some("0.5")),
        sold("茶树菇 二两起", &["二两起"], "斤", Some("0.1")),
        sold("基围虾 1斤起", &["1斤起"], "斤", Some("0.5")),
        sold("鸡蛋", &[], "板", None),
    ];
    let list = read(
        "1. 小雨 本地草莓半斤\n2. 陈姐 草莓半斤\n3. 老周 本地草莓一斤半\n4. 米妈 茶树菇二两\n5. 阿良 基围虾1斤半\n6. 丁工 半斤草莓\n7. 小北 基围虾 1斤\n",
        &known,
    );
    orders(
        &list,
        &[
            ("本地草莓 半斤起", "0.5", "斤"),
            ("本地草莓 半斤起", "0.5", "斤"),
            ("本地草莓 半斤起", "1.5", "斤"),
            ("茶树菇 二两起", "0.2", "斤"),
            ("基围虾 1斤起", "1.5", "斤"),
            ("本地草莓 半斤起", "0.5", "斤"),
            ("基围虾 1斤起", "1", "斤"),
        ],
    );
    let headed = read("本地草莓 18元/斤\n1. 小雨 草莓半斤\n2. 陈姐 本地草莓半斤\n3. 老周 2斤\n", &known);
    orders(&headed, &[("本地草莓", "0.5", "斤"), ("本地草莓", "0.5", "斤"), ("本地草莓", "2", "斤")]);
}

/// What the heading names goes before what the market sells under the same word; a unit that only the market's fits decides.
#[test]
fn what_the_heading_names_goes_first() {
    let known = [
        sold("草莓", &[], "盒", None),
        sold("鸡蛋", &[], "板", None),
        sold("老母鸡", &[], "只", None),
        sold("西红柿", &[], "箱", None),
    ];
    let list = read(
        "本地草莓 18元/斤\n1. 小雨 草莓1斤半\n2. 陈姐 草莓一斤\n3. 老周 草莓2\n4. 米妈 草莓2盒\n",
        &known,
    );
    orders(
        &list,
        &[("本地草莓", "1.5", "斤"), ("本地草莓", "1", "斤"), ("本地草莓", "2", "斤"), ("草莓", "2", "盒")],
    );
    let list = read(
        "散养土鸡蛋 1.5元/个\n沙瓤番茄 6元/斤\n1. 小雨 鸡蛋30个\n2. 陈姐 番茄3斤\n3. 老周 鸡蛋20\n4. 米妈 西红柿2斤\n",
        &known,
    );
    orders(
        &list,
        &[
            ("散养土鸡蛋", "30", "个"),
            ("沙瓤番茄", "3", "斤"),
            ("散养土鸡蛋", "20", "个"),
            ("沙瓤番茄", "2", "斤"),
        ],
    );
}

/// 公 and 母 are sorts of what stands before them, and nothing that the market sells.
#[test]
fn sorts_keep_the_thing() {
    let known = [sold("老母鸡", &[], "只", None)];
    let list = read(
        "大闸蟹 公4两 45元/只 母3两 38元/只\n1. 小雨 公2只\n2. 陈姐 母蟹4只\n3. 老周 公大闸蟹2\n",
        &known,
    );
    orders(&list, &[("大闸蟹公", "2", "只"), ("大闸蟹母", "4", "只"), ("大闸蟹公", "2", "只")]);
    assert!(list.offers[..list.named].iter().all(|offer| offer.known.is_none()), "{:?}", list.offers);
}

/// The number below the last order is where the next one goes; one between orders is told as it was.
#[test]
fn a_number_alone_at_the_end_is_no_line() {
    let text = "草莓 25元/盒\n1. 小雨 2盒\n2.\n3. 陈姐 1盒\n4.\n5.\n";
    let numbers: Vec<usize> = read(text, &[]).lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [2, 3, 4]);
}
