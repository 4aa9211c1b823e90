//! Nothing that is pasted breaks the reader: neither its size nor what is in it.

use jielong::{Action, BYTES_MAX, Doubt, LINES_MAX, ListRefused, Reading, read};

#[test]
fn what_is_no_list_is_refused() {
    assert_eq!(read(" \n", &[]).err(), Some(ListRefused::Empty));
    assert_eq!(read(&"a".repeat(BYTES_MAX + 1), &[]).err(), Some(ListRefused::TooLong));
    assert_eq!(read(&"1\n".repeat(LINES_MAX + 1), &[]).err(), Some(ListRefused::TooManyLines));
    let many = vec![jielong::Offer::default(); jielong::OFFERS_MAX + 1];
    assert_eq!(read("1. 小雨 草莓2", &many).err(), Some(ListRefused::TooManyOffers));
    let things = (0..2_000).filter_map(|index| char::from_u32(0x4e00 + index));
    let heading: String = things.map(|thing| format!("果{thing}子丹 9元/盒\n")).collect();
    assert_eq!(read(&(heading + "1. 小雨 2\n2. 小王 1\n"), &[]).err(), Some(ListRefused::TooManyOffers));
}

/// The largest lists are read, each person for itself.
#[test]
fn the_largest_list_is_read() {
    let orders = (1..LINES_MAX).map(|number| format!("{number}. 邻居{number} 草莓2盒\n"));
    let text = format!("草莓 25元/盒 鸡蛋 30元/板\n{}", orders.collect::<String>());
    assert!(text.len() <= BYTES_MAX, "{}", text.len());
    let list = read(&text, &[]).expect("a list");
    assert_eq!(list.lines.len(), LINES_MAX - 1);
    let odd = list.lines.iter().find(|line| line.items.len() != 1 || line.action != Action::Order);
    assert_eq!(odd, None);
}

/// A line as long as a list may be is not an order, and does not take its square in time.
#[test]
fn one_line_of_a_million_letters_is_unclear() {
    for piece in ["草莓2盒 ", "草每", "一", "(", "改", "加1", "~~", "[强]", "帮", "¥1"] {
        let text = format!("草莓 25元/盒 鸡蛋 30元/板\n1. 小雨 {}", piece.repeat(400_000 / piece.len()));
        let list = read(&text, &[]).expect("a list");
        let line = list.lines.first();
        let sure = line.is_some_and(|line| line.reading == Reading::Certain && !line.items.is_empty());
        assert!(!sure, "{piece}: {:?}", line.map(|line| &line.doubts));
    }
    let long = format!("草莓 25元/盒\n1. 小雨 {}", "草莓2盒,".repeat(200));
    let list = read(&long, &[]).expect("a list");
    assert!(list.lines[0].doubts.contains(&Doubt::LineTooLong));
}

/// Texts of the letters that mean something, in any order: every line is in the text, every item is offered.
#[test]
fn no_order_of_signs_breaks_it() {
    let signs: Vec<&str> = "草莓 鸡蛋 蛋 盒 斤 半 两 俩 一 十 百 2 30 1.5 ¥ 元 / 、 , ; : . ( ) [ ] ~~ + - × x * → 改 换成 取消 不要 不要了 再加 各 都 除了 \
         同上 一样 帮 带 给 小雨 王二 3栋 3-502 18:30 第 号 1号 ① 1️⃣ 🍓 \u{336} # 例 例: @ 一共 翻倍 随便 吗 ? NO.1 1. 2、 (3) \u{200b} Ａ b XL 138"
        .split(' ')
        .filter(|sign| !sign.is_empty())
        .collect();
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    for round in 0..3_000 {
        let mut text =
            if round % 3 == 0 { String::new() } else { "草莓 25元/盒 鸡蛋30/板\n".to_owned() };
        for _ in 0..next(60) {
            text.push_str(signs[next(signs.len())]);
            text.push_str(["", "", " ", "\n"][next(4)]);
        }
        let Ok(list) = read(&text, &[]) else { continue };
        let count = text.lines().count();
        for line in &list.lines {
            assert!((1..=count).contains(&line.number), "{text}");
            assert!(line.items.iter().all(|item| item.offer.is_none_or(|offer| offer < list.offers.len())));
            assert_eq!(line.reading == Reading::Certain, line.doubts.is_empty(), "{text}");
        }
    }
}
