//! The text for the chat, read by somebody else's reader: the same people want the same.

use kernel::{Currency, Id, Timestamp};
use lists::line::written;
use lists::own::Written;
use lists::reading::{ListRead, read};
use lists::rows::{ListItem, ListLine, OrderList};
use lists::told_back::{Missing, text};
use lists::whole::Whole;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// As pasting keeps it.
fn whole(read: &ListRead) -> Whole {
    let list = OrderList {
        community_id: 1,
        id: Id::from_parts(1, [1; 10]),
        number: 1,
        title: read.title.clone(),
        pasted: Some(read.pasted.clone()),
        line_count: read.lines.len() as i64,
        item_count: read.items.len() as i64,
        made_by: Id::from_parts(1, [2; 10]),
        made_at_us: Timestamp::from_micros(1),
        pasted_by: Id::from_parts(1, [2; 10]),
        pasted_at_us: Timestamp::from_micros(1),
        heading_at_us: Timestamp::from_micros(1),
        pay_until_us: Timestamp::from_micros(2),
        point_id: None,
        point_day: None,
        erased_at_us: None,
        terms_said_at_us: None,
        heading_line_count: None,
    };
    let item = |(number, item): (i64, &lists::reading::ItemRead)| ListItem {
        community_id: 1,
        list_id: list.id,
        number,
        name: item.name.clone(),
        unit: item.unit.clone(),
        price_e4: item.price,
        offer_id: None,
        variant: None,
        agreed_e4: None,
    };
    let line = |(number, line): (i64, &lists::reading::LineRead)| ListLine {
        community_id: 1,
        list_id: list.id,
        number,
        place: number,
        words: line.words.clone(),
        name: line.name.clone(),
        doing: line.doing,
        items: written(&line.parts),
        note: line.note.clone(),
        mark: line.mark,
        doubts: line.doubts.clone(),
        state: lists::line::LineState::Standing,
        mended_by: None,
        mended_at_us: None,
        revision: 1,
        older_of: None,
        gone_with: None,
        follows_copy: false,
    };
    Whole {
        items: (1..).zip(&read.items).map(item).collect(),
        lines: (1..).zip(&read.lines).map(line).collect(),
        buyers: BTreeMap::new(),
        orders: Vec::new(),
        parts: Vec::new(),
        known: BTreeMap::new(),
        version: 0,
        list,
    }
}

/// By name, of each thing how much.
fn wanted(whole: &Whole) -> BTreeMap<String, BTreeMap<String, i64>> {
    let mut all = BTreeMap::new();
    for person in whole.people().unwrap() {
        let wants =
            person.wants.iter().map(|(item, milli)| (whole.item(*item).unwrap().name.clone(), *milli));
        let wants: BTreeMap<String, i64> = wants.collect();
        if !wants.is_empty() {
            all.insert(person.name, wants);
        }
    }
    all
}

fn lists() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../jielong/tests/lists/own");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let named = |path: &PathBuf| (path.display().to_string(), std::fs::read_to_string(path).unwrap());
    files.iter().map(named).collect()
}

/// These eight have things or people that no reader tells apart from other words: 77 is a name, 五人制 天桥球场 a thing. In the list itself
/// their lines are known as our own.
const NOT_BY_THE_READER: [&str; 8] =
    ["106.txt", "109.txt", "126.txt", "129.txt", "137.txt", "138.txt", "145.txt", "159.txt"];

#[test]
fn the_same_people_want_the_same() {
    let (mut all, mut other) = (0, Vec::new());
    for (file, source) in lists() {
        let before = whole(&read(&source, &[]).unwrap());
        let want = wanted(&before);
        if want.is_empty() {
            continue;
        }
        all += 1;
        let told = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
        let again = read(&told, &[]).map(|again| wanted(&whole(&again))).unwrap_or_default();
        if again != want {
            other.push(file.rsplit('/').next().unwrap_or_default().to_owned());
        }
        // Pasted where it came from it is read without a reader.
        let items = before.items.iter().map(|item| (item.number, item.name.clone(), item.unit.clone()));
        let people = before.people().unwrap();
        let rooms = people.iter().map(|person| (person.name.clone(), before.place_beside(&person.name)));
        let own = Written::of(people.iter().map(|person| person.name.clone()), items).with_rooms(rooms);
        let mut own_lines: Vec<_> = told.lines().filter_map(|line| own.read(line)).collect();
        for person in people.iter().filter(|person| !person.wants.is_empty()) {
            let parts: Vec<_> = person.wants.iter().map(|(item, milli)| (*item, Some(*milli))).collect();
            let at = own_lines.iter().position(|line| line.name == person.name && line.parts == parts);
            own_lines.remove(at.unwrap_or_else(|| panic!("{file}: {} in\n{told}", person.name)));
        }
    }
    assert_eq!(all, 65);
    assert_eq!(other, NOT_BY_THE_READER);
}

/// A building alone is told once, beside the name or in a note as the line has it, and comes back as it went out.
#[test]
fn a_building_alone_is_told() {
    for line in [
        "小雨 3栋 草莓2盒",
        "小雨 草莓2盒 送3栋",
        "小雨（3栋）草莓2盒",
        "3栋 小雨 草莓2盒",
        "3栋小雨：草莓2盒",
        "小雨3栋，草莓2盒",
        "小雨-3栋 草莓2盒",
        "小雨 草莓2盒，3栋，谢谢",
    ] {
        let before =
            whole(&read(&format!("周六团购\n草莓 25元/盒\n\n1. {line}\n2. 阿明 草莓1盒\n"), &[]).unwrap());
        let told = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
        let own = told.lines().find(|told| told.contains("小雨")).unwrap_or_default();
        println!("{line} => {own} [{}|{}]", before.lines[0].name, before.lines[0].note);
        assert_eq!(own.matches("3栋").count(), 1, "{line}: {told}");
        let again = whole(&read(&told, &[]).unwrap());
        assert_eq!(wanted(&again), wanted(&before), "{told}");
        let name = &before.lines[0].name;
        assert_eq!(
            (before.where_of(name), again.where_of(name)),
            (before.where_of(name), before.where_of(name)),
            "{line}"
        );
    }
}

/// People order by number, and look up what is the least.
#[test]
fn numbers_codes_and_the_least_stay() {
    for (heading, line) in [
        ("周六团购\n① 草莓 25元/盒 2盒起\n② 苹果 6元/斤 5斤起", "1. 小雨 ①3盒 ②6斤"),
        ("蔬菜盲盒,明早配送\nA套餐 39 (5样)\nB套餐 59 (8样+鸡蛋)", "1. 小雨 A1份\n2. 阿明 B套餐2份"),
        ("#接龙\n今日私厨菜单:\n1. 酸菜鱼 38元\n2. 水煮肉片 32元", "1. 小雨 酸菜鱼1份\n2. 阿明 水煮肉片1份"),
    ] {
        let before = whole(&read(&format!("{heading}\n\n{line}\n"), &[]).unwrap());
        let told = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
        assert!(told.starts_with(&format!("{heading}\n\n1. 小雨 ")), "{told}");
        assert_eq!(wanted(&whole(&read(&told, &[]).unwrap())), wanted(&before), "{told}");
    }
}

/// A line that nobody has understood gets a number, and only that one, however people had numbered theirs; what only looks like a number
/// stays.
#[test]
fn no_line_has_two_numbers() {
    for (lines, told) in [
        (["１．小雨 草莓几盒", "２．阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["一、小雨 草莓几盒", "二、阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["十二、小雨 草莓几盒", "十三、阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["（1）小雨 草莓几盒", "（2）阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["① 小雨 草莓几盒", "② 阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["1️⃣ 小雨 草莓几盒", "2️⃣ 阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["NO.1 小雨 草莓几盒", "NO.2 阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["1 小雨 草莓几盒", "2 阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
        (["1. 小雨 草莓几盒", "2. 阿玲 草莓2盒"], ["小雨 草莓几盒", "阿玲"]),
    ] {
        let before =
            whole(&read(&format!("周六团购\n草莓 25元/盒\n\n{}\n{}\n", lines[0], lines[1]), &[]).unwrap());
        assert_eq!(before.lines[0].mark, lists::line::Mark::Unclear, "{:?}", before.lines);
        let text = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
        let under: Vec<&str> = text.lines().skip_while(|line| !line.is_empty()).skip(1).collect();
        let starts: Vec<String> = (1..).zip(told).map(|(number, told)| format!("{number}. {told}")).collect();
        assert_eq!(under.len(), 2, "{text}");
        for (line, start) in under.iter().zip(&starts) {
            assert!(line.starts_with(start), "{line} is not {start}: {text}");
        }
    }
}

/// Who sent a heading is no part of the text, and its numbers and letters stay, by which people order.
#[test]
fn a_heading_of_a_chat_is_told_without_its_sender() {
    for (heading, told, line) in [
        ("团长小青: 大家接着接👇\n①草莓 25元/盒\n②苹果 6元/斤", "①草莓 25元/盒\n②苹果 6元/斤", "①3盒 ②6斤"),
        (
            "团长小青:\n周六团购\nA 草莓 25元/盒\nB 苹果 6元/斤",
            "周六团购\nA 草莓 25元/盒\nB 苹果 6元/斤",
            "A3盒 B6斤",
        ),
    ] {
        let before = whole(&read(&format!("{heading}\n\n1. 小雨 {line}\n2. 阿明 草莓1盒\n"), &[]).unwrap());
        assert!(!before.list.title.contains("小青"), "{}", before.list.title);
        let text = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
        assert!(text.contains(told) && !text.contains("小青"), "{text}");
        assert_eq!(wanted(&whole(&read(&text, &[]).unwrap())), wanted(&before), "{text}");
        assert!(text.contains("1. 小雨 草莓 3盒，苹果 6斤"), "{text}");
    }
}

/// A heading too long for the chat is written anew: each thing has the sign that stands before it, and no other's.
#[test]
fn each_thing_has_its_own_sign() {
    let notice: String = (1..=40).map(|n| format!("第{n}条 请大家自带袋子\n")).collect();
    let source = format!(
        "周六草莓团购\n{notice}①草莓酱 20元/瓶\n②草莓 25元/盒\n\n1. 小雨 ①2瓶 ②3盒\n2. 阿明 草莓1盒\n"
    );
    let before = whole(&read(&source, &[]).unwrap());
    let text = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
    assert!(text.contains("\n①草莓酱 20") && text.contains("\n②草莓 25"), "{text}");
    assert!(text.starts_with("周六草莓团购\n"), "{text}");
    assert_eq!(wanted(&whole(&read(&text, &[]).unwrap())), wanted(&before), "{text}");
}

/// A line of the heading that was taken for somebody's and that somebody has put aside is neither in the text nor sold.
#[test]
fn a_line_put_aside_is_not_told() {
    let source = "周六团购\n草莓 25元/盒\n苹果 6.80元/斤\n鸡蛋 30元/板\n\n1. 小雨 草莓2盒\n2. 阿明 鸡蛋1板\n";
    let mut before = whole(&read(source, &[]).unwrap());
    let mut line = before.lines[0].clone();
    (line.number, line.words, line.name) = (9, "苹果 6.80元/斤".to_owned(), String::new());
    (line.doing, line.mark, line.items) =
        (lists::line::Doing::None, lists::line::Mark::Mended, String::new());
    before.lines.push(line);
    let text = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
    assert!(text.starts_with("周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨"), "{text}");
    let aside = before.put_aside().unwrap();
    assert_eq!(
        aside.into_iter().map(|number| before.item(number).unwrap().name.clone()).collect::<Vec<_>>(),
        ["苹果"]
    );
}
