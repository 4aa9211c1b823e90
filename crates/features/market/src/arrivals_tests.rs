//! Lines of chats and statements, and what is read of them.

#![allow(clippy::unwrap_used, reason = "a test")]

use crate::arrivals::*;
use Reading::{Certain, Likely, Unclear};
use std::collections::BTreeSet;

fn awaited() -> Vec<Awaited> {
    let one = |who: &str, names: &[&str], number: &str, due_minor| Awaited {
        who: who.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        codes: vec![format!("HH{number}"), format!("#{number}"), format!("订单 {number}")],
        due_minor,
        places: Vec::new(),
    };
    vec![
        one("a", &["小雨"], "11", 4_800),
        one("b", &["小雨妈"], "12", 4_800),
        one("c", &["李阿姨", "Li Fang"], "13", 3_000),
        one("c", &["李阿姨", "Li Fang"], "14", 1_250),
        one("d", &["An"], "15", 105_000),
        one("e", &["老王"], "16", 2_000),
        one("e", &["老王"], "17", 2_000),
        one("f", &["同名"], "18", 600),
        one("g", &["同名"], "19", 700),
    ]
}

/// Digits of a name belong to it: another house is nobody of these, and its number is no sum.
#[test]
fn names_that_end_in_a_number() {
    let one = |who: &str, number: &str| Awaited {
        who: who.to_owned(),
        names: vec![who.to_owned()],
        codes: vec![format!("HH{number}")],
        due_minor: 5_400,
        places: Vec::new(),
    };
    let awaited = [one("住户29", "1"), one("住户5", "2"), one("house 7", "3")];
    for (line, reading, doubt, rows) in [
        ("住户299 54元", Unclear, Some(Doubt::NoName), &[][..]),
        ("2026-11-27 10:22 住户299 +54.00", Unclear, Some(Doubt::NoName), &[]),
        ("住户29 54元", Certain, None, &[0]),
        ("住户5 54", Certain, None, &[1]),
        ("house 7 54.00", Certain, None, &[2]),
        ("house 71 54.00", Unclear, Some(Doubt::NoName), &[]),
    ] {
        let read = &read(line, &awaited, 2, &BTreeSet::new())[0];
        assert_eq!((read.reading, read.doubt, read.rows.as_slice()), (reading, doubt, rows), "{line}");
    }
}

/// One line → its reading, its doubt, the numbers of what it pays or might.
#[test]
fn lines() {
    for (line, reading, doubt, numbers) in [
        ("小雨 48", Certain, None, &["11"][..]),
        ("48.00 小雨", Certain, None, &["11"]),
        ("小雨转账48元", Certain, None, &["11"]),
        ("收到小雨 ￥４８．００", Certain, None, &["11"]),
        ("2026-11-26 10:22:05 小雨 +48.00 余额 1,048.00", Certain, None, &["11"]),
        ("11月26日 小雨 48", Certain, None, &["11"]),
        ("小雨妈 48", Certain, None, &["12"]),
        ("3栋 小雨 草莓2盒 48", Likely, Some(Doubt::NotPlain), &["11"]),
        ("3栋 小雨 草莓2盒 48已付", Certain, None, &["11"]),
        ("2026-11-26 10:22:05,转账,小雨,\"转账备注\",收入,¥48.00,零钱,支付成功", Certain, None, &["11"]),
        ("2026-11-26 10:22:05,转账,小雨,/,收入,¥48.00,零钱,已全额退款", Unclear, Some(Doubt::Returned), &[]),
        ("小雨 收入 48.00 已退款(￥48.00)", Unclear, Some(Doubt::Returned), &[]),
        ("2026-11-27\t小雨\t支出\t48.00", Unclear, Some(Doubt::WentOut), &[]),
        ("…,美团,\"午饭\",支出,¥48.00", Unclear, Some(Doubt::WentOut), &[]),
        ("@小雨 你的48还没付哦", Unclear, Some(Doubt::NotYet), &[]),
        ("小雨: 明天付48", Unclear, Some(Doubt::NotYet), &[]),
        ("小雨：48付过了吗", Unclear, Some(Doubt::NotYet), &[]),
        ("小雨 欠 48", Unclear, Some(Doubt::NotYet), &[]),
        ("小雨: 48是多少来着", Likely, Some(Doubt::NotPlain), &["11"]),
        ("李阿姨 30", Certain, None, &["13"]),
        ("李阿姨 12.5", Certain, None, &["14"]),
        ("李阿姨 42.50", Certain, None, &["13", "14"]),
        ("li fang 30.00", Certain, None, &["13"]),
        ("An 1,050.00", Certain, None, &["15"]),
        ("#16 20", Certain, None, &["16"]),
        ("hh16 20", Certain, None, &["16"]),
        ("老王 HH17 付 20.00", Certain, None, &["17"]),
        ("HH1 20", Unclear, Some(Doubt::NoName), &[]),
        ("订单 17 ¥20.00", Certain, None, &["17"]),
        ("同名 6 #18", Certain, None, &["18"]),
        ("小雨的妹妹 48", Likely, Some(Doubt::NameInside), &["11"]),
        ("小雨", Likely, Some(Doubt::NoSum), &["11"]),
        ("小雨 50", Likely, Some(Doubt::SumDiffers), &["11"]),
        ("小雨 48 1048", Likely, Some(Doubt::SeveralSums), &["11"]),
        ("老王 20", Likely, Some(Doubt::SeveralOrders), &["16", "17"]),
        ("晓雨 1050", Likely, Some(Doubt::SumOnly), &["15"]),
        ("Bank 1,050.00", Likely, Some(Doubt::SumOnly), &["15"]),
        ("晓雨 48", Unclear, Some(Doubt::NoName), &[]),
        ("同名 6", Unclear, Some(Doubt::SeveralPeople), &["18", "19"]),
        ("小雨 老王 20", Unclear, Some(Doubt::SeveralPeople), &["11", "16", "17"]),
        ("小雨 -48.00", Unclear, Some(Doubt::WentOut), &[]),
        ("小雨 -¥48", Unclear, Some(Doubt::WentOut), &[]),
        ("小雨 6222020200112233445", Likely, Some(Doubt::NoSum), &["11"]),
        ("#99 20", Unclear, Some(Doubt::NoName), &[]),
        ("小雨 48.005", Likely, Some(Doubt::NoSum), &["11"]),
    ] {
        let awaited = awaited();
        let read = read(line, &awaited, 2, &BTreeSet::new()).remove(0);
        let found: Vec<&str> = read.rows.iter().map(|row| &awaited[*row].codes[1][1..]).collect();
        assert_eq!((read.reading, read.doubt, found.as_slice()), (reading, doubt, numbers), "{line}");
    }
}

/// What one line pays no other does.
#[test]
fn a_second_line_about_the_same_is_said() {
    let read =
        read("小雨 48\n\n小雨 48\n李阿姨 30\n李阿姨 12.50\n李阿姨 30", &awaited(), 2, &BTreeSet::new());
    let found: Vec<_> = read.iter().map(|line| (line.reading, line.doubt)).collect();
    let twice = (Unclear, Some(Doubt::Twice));
    assert_eq!(found, [(Certain, None), twice, (Certain, None), (Certain, None), twice]);
}

/// What was entered before is not ticked once more, however the line is separated.
#[test]
fn a_statement_that_is_pasted_again_is_known() {
    const NUMBERED: &str = "2026-11-26 10:22:05,转账,小雨,收入,¥48.00,1000039301202611260000000006";
    const BARE: &str = "2026-11-26 10:22:05 小雨 +48.00";
    for (line, again, reading) in [
        (NUMBERED, NUMBERED, Unclear),
        (NUMBERED, "小雨 48.00 收入 1000039301202611260000000006", Unclear),
        (BARE, BARE, Likely),
        (BARE, "2026-11-26\t10:22:05\t小雨\t+48.00", Likely),
        (BARE, "2026-11-26 10:22:05 收到 小雨 48", Likely),
        ("小雨 48", "小雨 48", Likely),
    ] {
        let first = read(line, &awaited(), 2, &BTreeSet::new()).remove(0);
        assert_eq!(first.reading, Certain, "{line}");
        let booked: BTreeSet<Print> = first.prints.into_iter().collect();
        let second = read(again, &awaited(), 2, &booked).remove(0);
        assert_eq!((second.reading, second.doubt), (reading, Some(Doubt::Booked)), "{again}");
    }
    let booked: BTreeSet<Print> =
        read(BARE, &awaited(), 2, &BTreeSet::new()).remove(0).prints.into_iter().collect();
    for other in ["2026-11-27 10:22:05 小雨 +48.00", "2026-11-26 10:22:05 小雨妈 +48.00"] {
        assert_eq!(read(other, &awaited(), 2, &booked)[0].reading, Certain, "{other}");
    }
}

/// Where what went out has a column of its own, it is none that came.
#[test]
fn columns_of_a_statement_are_known() {
    let text = "日期,户名,支出,收入\n2026-11-26,小雨,48.00,\n2026-11-26,小雨,,48.00\n";
    let lines = read(text, &awaited(), 2, &BTreeSet::new());
    let found: Vec<_> = lines.iter().map(|line| (line.reading, line.doubt)).collect();
    assert_eq!(found, [(Unclear, Some(Doubt::WentOut)), (Certain, None)]);
}

/// Of a row whose column of what came has something no word has to say that it came, and in its remark the number of an order alone quotes
/// it, where just that is to be paid. The bank's own number is none.
#[test]
fn a_remark_quotes_an_order_by_its_number_alone() {
    for (row, reading, doubt, numbers) in [
        ("1003,小雨,48.00,,接龙钱", Certain, None, &["11"][..]),
        ("1004,小雨,48.00,,6-101 鸡蛋", Certain, None, &["11"]),
        ("1008,胖胖,12.50,,14", Certain, None, &["14"]),
        ("1008,胖胖,12.50,,李大姐 14", Certain, None, &["14"]),
        ("1005,晓雨,48.00,,12", Certain, None, &["12"]),
        ("1005,老王,12.50,,李大姐 14", Certain, None, &["14"]),
        ("1009,胖胖,42.50,,13 14", Certain, None, &["13", "14"]),
        ("1010,老王,20.00,,17", Certain, None, &["17"]),
        // Another sum, another column, the sum itself, a house; somebody named who has as much to pay.
        ("1008,胖胖,12.40,,14", Unclear, Some(Doubt::NoName), &[]),
        ("12,胖胖,48.00,,", Unclear, Some(Doubt::NoName), &[]),
        ("1008,胖胖,48.00,,12室", Unclear, Some(Doubt::NoName), &[]),
        ("1008,小雨,48.00,,12", Unclear, Some(Doubt::SeveralPeople), &["11", "12"]),
        ("1009,胖胖,78.00,,11 13", Unclear, Some(Doubt::SeveralPeople), &["11", "13"]),
        ("1013,小雨,,48.00,11", Unclear, Some(Doubt::WentOut), &[]),
    ] {
        let text = format!("交易时间,交易单号,对方户名,收入,支出,备注\n2026-11-26 08:10:01,{row}");
        let awaited = awaited();
        let read = read(&text, &awaited, 2, &BTreeSet::new()).remove(0);
        let found: Vec<&str> = read.rows.iter().map(|row| &awaited[*row].codes[1][1..]).collect();
        assert_eq!((read.reading, read.doubt, found.as_slice()), (reading, doubt, numbers), "{row}");
    }
    let own = Awaited { codes: vec!["#48".to_owned()], ..awaited().remove(0) };
    let text = "交易时间,对方户名,收入,支出,备注\n2026-11-26,胖胖,48.00,,48";
    let read = read(text, &[own], 2, &BTreeSet::new()).remove(0);
    assert_eq!((read.reading, read.doubt), (Likely, Some(Doubt::SumOnly)));
}

/// What stands above the rows is no line of it; each row has its own day.
#[test]
fn rows_have_their_days() {
    let text = "微信支付账单明细,,,\n起始时间：[2026-11-01 00:00:00],,\n交易时间,交易对方,收/支,金额(元)\n2026-11-25 08:10:00,小雨,收入,¥48.00\n2026-11-26,李阿姨,收入,30\n老王,收入,20,\n";
    let lines = read(text, &awaited(), 2, &BTreeSet::new());
    let found: Vec<_> = lines.iter().map(|line| (line.reading, line.came.as_deref())).collect();
    assert_eq!(found, [(Certain, Some("2026-11-25T08:10")), (Certain, Some("2026-11-26")), (Likely, None)]);
}

/// How a statement's preamble begins, somebody's line may begin too: what may be money is shown.
#[test]
fn no_money_is_passed_over_as_a_heading() {
    let found = |text: &str| {
        let lines = read(text, &awaited(), 2, &BTreeSet::new());
        lines.into_iter().map(|line| (line.words, line.reading, line.doubt)).collect::<Vec<_>>()
    };
    const ABOVE: &str = "微信昵称：[小雨],,\n共3笔记录,,\n收入：3笔 48.00元,,\n";
    const COLUMNS: &str = "交易时间,交易对方,收/支,金额(元)\n";
    assert_eq!(found(&format!("{ABOVE}{COLUMNS}")), []);
    for (line, reading, doubt) in [
        ("收入：小雨 48.00", Certain, None),
        ("共计 小雨 48.00", Likely, Some(Doubt::NotPlain)),
        ("注：小雨转 48", Certain, None),
        ("支出：小雨 48.00", Unclear, Some(Doubt::WentOut)),
        ("收入：谁 31.00", Unclear, Some(Doubt::NoName)),
        ("收入：小雨 四十八", Likely, Some(Doubt::NoSum)),
    ] {
        for text in [line.to_owned(), format!("{ABOVE}{COLUMNS}{line}")] {
            assert_eq!(found(&text), [(line.to_owned(), reading, doubt)], "{text}");
        }
    }
    assert_eq!(found(&format!("收入：小雨 48.00\n{ABOVE}{COLUMNS}")).len(), 1);
    assert_eq!(found("注：给大家看一下"), []);
}

/// Two of one name: the second line is the other's where the sum says so, and nobody's without a person's word.
#[test]
fn a_second_line_of_a_name_may_be_a_namesakes() {
    let one = |who: &str, name: &str, due_minor| {
        let (who, names) = (who.to_owned(), vec![name.to_owned()]);
        Awaited { who, names, codes: Vec::new(), due_minor, places: Vec::new() }
    };
    let found = |text: &str, first: i64| {
        let awaited = [one("a", "王芳", first), one("b", "王芳 5-302", 3_800), one("c", "王芳芳", 3_800)];
        let lines = read(text, &awaited, 2, &BTreeSet::new());
        lines.into_iter().map(|line| (line.reading, line.doubt, line.rows)).collect::<Vec<_>>()
    };
    let namesake = |rows: &[usize]| (Likely, Some(Doubt::Namesake), rows.to_vec());
    assert_eq!(found("王芳 25.00\n王芳 38.00", 2_500), [(Certain, None, vec![0]), namesake(&[1])]);
    assert_eq!(found("王芳 38.00", 2_500), [namesake(&[1])]);
    assert_eq!(found("王芳 38.00", 3_800), [namesake(&[0, 1])]);
    assert_eq!(found("王芳 5-302 38.00", 3_800), [(Certain, None, vec![1])]);
    assert_eq!(found("王芳 25\n王芳 25", 2_500)[1], (Unclear, Some(Doubt::Twice), vec![0; 0]));
}

/// A name and a sum that fit, of somebody who lives elsewhere as far as anybody knows: not theirs without a person's word.
#[test]
fn another_room_is_not_certain() {
    let one = |places: &[&str]| Awaited {
        who: "a".to_owned(),
        names: vec!["王阿姨".to_owned()],
        codes: vec!["HH7".to_owned()],
        due_minor: 9_400,
        places: places.iter().map(|place| (*place).to_owned()).collect(),
    };
    for (line, places, reading, doubt) in [
        ("王阿姨 5-101 94元", &["王阿姨 9-909 鸡蛋2板"][..], Likely, Some(Doubt::OtherRoom)),
        ("5栋101 王阿姨 94元", &["王阿姨 9-909 鸡蛋2板"], Likely, Some(Doubt::OtherRoom)),
        ("HH7 5-101 94元", &["9-909"], Likely, Some(Doubt::OtherRoom)),
        ("王阿姨 9-909 94元", &["王阿姨 9-909 鸡蛋2板"], Certain, None),
        ("9栋 王阿姨 94元已付", &["9-909"], Certain, None),
        ("王阿姨 94元", &["9-909"], Certain, None),
        ("王阿姨 5-101 94元", &[], Certain, None),
    ] {
        let read = &read(line, &[one(places)], 2, &BTreeSet::new())[0];
        assert_eq!((read.reading, read.doubt), (reading, doubt), "{line} {places:?}");
    }
}

/// Of a bank's row the column of what came counts, not the balance; without names of columns a balance shows by running on.
#[test]
fn a_balance_is_no_sum() {
    let found = |text: &str| {
        let lines = read(text, &awaited(), 2, &BTreeSet::new());
        lines.into_iter().map(|line| (line.reading, line.doubt, line.amount_minor)).collect::<Vec<_>>()
    };
    let out = (Unclear, Some(Doubt::WentOut));
    for rows in [
        "交易时间 收入金额 余额 摘要\n2026-11-26 10:22:05 48.00 1,048.00 小雨\n2026-11-26 11:00 30.00 1,078.00 李阿姨",
        "日期,借方,贷方,余额,户名\n2026-11-26,,48.00,1048.00,小雨\n2026-11-26,,30.00,1078.00,李阿姨",
        "2026-11-26 小雨 +48.00 1,048.00\n2026-11-26 李阿姨 30.00 1,078.00",
        "2026-11-26 收入 小雨 48.00 1,048.00\n2026-11-26 李阿姨 30.00 1,078.00",
    ] {
        assert_eq!(found(rows), [(Certain, None, Some(4_800)), (Certain, None, Some(3_000))], "{rows}");
    }
    let spent = found("2026-11-26 小雨 48.00 1,048.00\n2026-11-26 李阿姨 30.00 1,018.00");
    assert_eq!((spent[1].0, spent[1].1), out);
    let spent = found("日期,借方,贷方,余额,户名\n2026-11-26,48.00,,1048.00,小雨");
    assert_eq!((spent[0].0, spent[0].1), out);
    let spent = found("日期,支取,存入,余额,户名\n2026-11-26,48.00,,1048.00,小雨");
    assert_eq!((spent[0].0, spent[0].1), out);
    let unnamed = found("日期,出去,存入,余额,户名\n2026-11-26,48.00,,1048.00,小雨");
    assert_eq!(unnamed, [(Likely, Some(Doubt::NoSum), None)]);
    assert_eq!(found("小雨 48 1048\n李阿姨 30 1079")[0].1, Some(Doubt::SeveralSums));
}

/// Without names of columns nothing stands beside the oldest line that says which way its money went: it is somebody's to tick, unless
/// it says so itself.
#[test]
fn the_oldest_line_of_a_balance_is_not_certain() {
    let unsaid = (Likely, Some(Doubt::Unsaid), Some(4_800));
    let came = (Certain, None, Some(3_000));
    for (text, is) in [
        ("2026-11-26 小雨 48.00 1,048.00\n2026-11-26 李阿姨 30.00 1,078.00", [unsaid, came]),
        ("2026-11-26 转账 小雨 48.00 1,048.00\n2026-11-26 李阿姨 30.00 1,078.00", [unsaid, came]),
        ("2026-11-26 李阿姨 30.00 1,078.00\n2026-11-26 小雨 48.00 1,048.00", [came, unsaid]),
        ("2026-11-26 小雨 48.00 1,048.00\n2026-11-26 收入 李阿姨 30.00 1,078.00", [unsaid, came]),
    ] {
        let lines = read(text, &awaited(), 2, &BTreeSet::new());
        let found: Vec<_> =
            lines.into_iter().map(|line| (line.reading, line.doubt, line.amount_minor)).collect();
        assert_eq!(found, is, "{text}");
    }
}

/// Where the sums are equal a balance runs in both directions, and says of each line the one thing and the other: the days tell which line
/// is older, and without them nothing does.
#[test]
fn the_days_say_in_which_direction_a_balance_runs() {
    let awaited = [("小雨", "a"), ("李阿姨", "b")].map(|(name, who)| Awaited {
        who: who.to_owned(),
        names: vec![name.to_owned()],
        codes: Vec::new(),
        due_minor: 3_000,
        places: Vec::new(),
    });
    let out = (Unclear, Some(Doubt::WentOut));
    let (came, unsaid) = ((Certain, None), (Likely, Some(Doubt::Unsaid)));
    let several = (Likely, Some(Doubt::SeveralSums));
    for (text, is) in [
        ("2026-11-27 李阿姨 30.00 1,048.00\n2026-11-26 小雨 30.00 1,078.00", [out, unsaid]),
        ("2026-11-26 李阿姨 30.00 1,048.00\n2026-11-27 小雨 30.00 1,078.00", [unsaid, came]),
        ("2026-11-26 10:22 李阿姨 30.00 1,048.00\n2026-11-26 10:20 小雨 30.00 1,078.00", [out, unsaid]),
        ("2026-11-26 10:20 李阿姨 30.00 1,048.00\n2026-11-26 10:22 小雨 30.00 1,078.00", [unsaid, came]),
        ("2026-11-26 李阿姨 30.00 1,048.00\n2026-11-26 小雨 30.00 1,078.00", [several; 2]),
        ("2026-11-26 10:22 李阿姨 30.00 1,048.00\n2026-11-26 小雨 30.00 1,078.00", [several; 2]),
        ("李阿姨 30.00 1,048.00\n小雨 30.00 1,078.00", [several; 2]),
    ] {
        let lines = read(text, &awaited, 2, &BTreeSet::new());
        let found: Vec<_> = lines.into_iter().map(|line| (line.reading, line.doubt)).collect();
        assert_eq!(found, is, "{text}");
    }
    // Neither up nor down: nothing is told.
    let mixed =
        "2026-11-26 李阿姨 30.00 1,048.00\n2026-11-27 小雨 30.00 1,078.00\n2026-11-26 某人 30.00 1,108.00";
    assert_eq!(read(mixed, &awaited, 2, &BTreeSet::new())[1].doubt, Some(Doubt::SeveralSums));
}

/// Yen have no parts: 48 is 48.
#[test]
fn sums_are_those_of_the_currency() {
    let yen = |due_minor| {
        let names = vec!["An".into()];
        vec![Awaited { who: "a".into(), names, codes: Vec::new(), due_minor, places: Vec::new() }]
    };
    assert_eq!(read("An 48", &yen(48), 0, &BTreeSet::new())[0].reading, Certain);
    assert_eq!(read("An 48.00", &yen(48), 0, &BTreeSet::new())[0].doubt, Some(Doubt::NoSum));
}

/// Nothing that somebody may paste ends in a panic.
#[test]
fn odd_lines_are_read() {
    // Nothing but signs is no row.
    for line in [",", "#", "#-----"] {
        assert!(read(line, &awaited(), 2, &BTreeSet::new()).is_empty(), "{line}");
    }
    for line in ["1,", "1,2", "1.", ".", "+", "¥", "99999999999999999999", "0000", "1:2:3-4/5", "İ 48"] {
        assert_eq!(read(line, &awaited(), 2, &BTreeSet::new()).len(), 1, "{line}");
    }
}

/// A name without the house, the room or the picture that stands with it is likely, of whom the line may be; where two fit nobody is picked.
#[test]
fn a_part_of_a_name_is_likely() {
    let one = |who: &str, name: &str, number: &str, due_minor| Awaited {
        who: who.to_owned(),
        names: vec![name.to_owned()],
        codes: vec![format!("HH{number}"), format!("#{number}"), format!("订单{number}")],
        due_minor,
        places: Vec::new(),
    };
    let awaited = [
        one("a", "王芳 5-101", "708", 8_400),
        one("b", "李姐🌸", "705", 3_000),
        one("c", "4号·何伟", "706", 4_500),
        one("d", "陈伯 3-201", "710", 2_000),
        one("e", "陈伯 3-202", "711", 2_000),
        one("f", "王芳菲", "712", 8_400),
    ];
    for (line, reading, doubt, rows, quoted) in [
        ("王芳,84.00,5-101", Likely, Some(Doubt::NamePart), &[0][..], false),
        ("王芳 5-101 84.00", Certain, None, &[0], false),
        ("王芳,84.00,6-601", Unclear, Some(Doubt::NoName), &[], false),
        ("李姐 30", Likely, Some(Doubt::NamePart), &[1], false),
        ("何伟转账45元", Likely, Some(Doubt::NamePart), &[2], false),
        ("陈伯,20.00,3-202", Likely, Some(Doubt::NamePart), &[4], false),
        ("陈伯 20.00", Likely, Some(Doubt::Namesake), &[3, 4], false),
        ("陈伯 3-202 20.00", Certain, None, &[4], false),
        ("何伟 45.00 订单706", Certain, None, &[2], true),
        ("胖胖 30.00 HH705", Likely, Some(Doubt::NotPlain), &[1], true),
        ("胖胖 84.00 708", Likely, Some(Doubt::NumberOnly), &[0], false),
        ("陈伯 20.00 711", Likely, Some(Doubt::NumberOnly), &[4], false),
    ] {
        let read = read(line, &awaited, 2, &BTreeSet::new()).remove(0);
        let found = (read.reading, read.doubt, read.rows.as_slice(), read.quoted);
        assert_eq!(found, (reading, doubt, rows, quoted), "{line}");
    }
    // The other of the name has paid, and is awaited no more: as while she was.
    let other = one("g", "王芳", "707", 2_500);
    let both = [awaited.as_slice(), &[other]].concat();
    let read = read("王芳,84.00,5-101", &both, 2, &BTreeSet::new()).remove(0);
    assert_eq!((read.reading, read.doubt, read.rows.as_slice()), (Likely, Some(Doubt::Namesake), &[0][..]));
}
