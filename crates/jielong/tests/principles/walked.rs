//! What an organiser met who walked through the whole of it.

use super::reads;
use jielong::{Doubt, Reading};

/// One name in two rooms is two people; without a room it is a question whose line it is, wherever it stands.
#[test]
fn one_name_in_two_rooms() {
    for (first, second) in [("9-909", "3-502"), ("9号楼909", "3栋502"), ("9#909", "9-908")] {
        let lines = [
            format!("{first} 王阿姨 脐橙1"),
            "王阿姨 鸡蛋1".to_owned(),
            format!("{second} 王阿姨 鸡蛋2"),
            "小北 脐橙2".to_owned(),
        ];
        for order in [[0, 1, 2, 3], [1, 0, 2, 3], [0, 2, 3, 1]] {
            let body: String =
                (1..).zip(order).map(|(number, at)| format!("{number}. {}\n", lines[at])).collect();
            let wanted = ["王阿姨: order 脐橙 1", "王阿姨: ?", "王阿姨: order 鸡蛋 2", "小北: order 脐橙 2"];
            let text = format!("脐橙 25元/箱\n鸡蛋 30元/盒\n{body}");
            reads(&text, &order.map(|at| wanted[at]));
            let list = jielong::read(&text, &[]).expect("a list");
            let asked = list.lines.iter().find(|line| line.reading == Reading::Unclear).expect("a question");
            assert!(asked.doubts.contains(&Doubt::SameName), "{asked:?}");
        }
    }
    // One room written in two ways is one.
    reads(
        "脐橙 25元/箱\n鸡蛋 30元/盒\n1. 9-909 王阿姨 脐橙1\n2. 王阿姨 鸡蛋1\n3. 9号楼909 王阿姨 鸡蛋改2\n4. 小北 脐橙2\n",
        &["王阿姨: order 脐橙 1", "王阿姨: add 鸡蛋 1", "王阿姨: replace 鸡蛋 2", "小北: order 脐橙 2"],
    );
}

/// What is said to be all is all, with what is brought for others.
#[test]
fn all_in_all() {
    for all in ["一共", "共", "总共", "合计"] {
        reads(
            &format!(
                "馄饨 20元/份\n带鱼 35元/份\n1. 方 帮楼上1-803也带一份，{all}2份馄饨\n2. 小北 带鱼1\n3. 陈姐 帮楼下也带两份，{all}3份带鱼\n4. 老周 帮对门带一份馄饨，{all}3份\n"
            ),
            &["方: order 馄饨 2", "小北: order 带鱼 1", "陈姐: order 带鱼 3", "老周: order 馄饨 3"],
        );
    }
}

/// What somebody asks stays a question, and is no permission for who packs it.
#[test]
fn a_question_stays_one() {
    for (asked, note) in [("可以吗？", "可以吗?"), ("什么时候到？", "什么时候到?"), ("可以么?", "可以么?")]
    {
        let text =
            format!("带鱼 35元/份\n馄饨 20元/份\n1. 沈 带鱼半份{asked}\n2. 小北 馄饨1\n3. 陈姐 带鱼2\n");
        let list = jielong::read(&text, &[]).expect("a list");
        assert_eq!(list.lines[0].note.replace('？', "?"), note, "{:?}", list.lines[0]);
        assert_ne!(list.lines[0].reading, Reading::Certain, "{:?}", list.lines[0]);
    }
}

/// The price of a bag and what it holds: it is ordered by the bag.
#[test]
fn a_bag_and_what_it_holds() {
    for price in ["￥89/10斤袋", "89元/10斤/袋", "¥89/10斤袋", "￥89/10斤 袋"] {
        reads(
            &format!(
                "周六团购\n①赣南脐橙 ￥32.5/箱\n②大米 {price}\n1. 小北 ①×2\n2. 陈姐 大米两袋\n3. 老周 ②×1\n"
            ),
            &["小北: order 赣南脐橙 2", "陈姐: order 大米 2", "老周: order 大米 1"],
        );
    }
}

/// A sum that somebody says and that is not what it costs is shown; one that fits, or counts the pieces, is nothing.
#[test]
fn another_sum_than_it_costs() {
    let heading = "海鲜\nA 大黄鱼 58元/条\nB 带鱼 35元/份\nC 虾仁 38元/包\n";
    for (line, differs) in [
        ("A×2，B×1，C×3 共247", true),
        ("A×2，B×1，C×3 共265", false),
        ("A×2，B×1 合计150元", true),
        ("A×2，B×1 合计151元", false),
        ("A×2，B×1 =150", true),
        ("B×2 共80元", true),
        ("B×2 共70元", false),
        ("A×2，B×1 共3", false),
        ("A×2，B×1", false),
    ] {
        let text = format!("{heading}1. 小北 {line}\n2. 陈姐 A1 C2\n3. 老周 B1\n");
        let list = jielong::read(&text, &[]).expect("a list");
        let first = &list.lines[0];
        assert_eq!(first.doubts.contains(&Doubt::SumDiffers), differs, "{first:?}");
        assert!(!differs || first.reading == Reading::Likely, "{first:?}");
    }
}

/// What a chat program sets before a numbered line is who sent it: the line is theirs, and nothing in it is sold.
#[test]
fn a_sender_before_a_numbered_line() {
    let heading = "#接龙 周末菜场\nA. 菠菜 4.2/斤\nB. 老豆腐 3.5元/块\nC. 草莓🍓 一盒19.9\n";
    let lines = ["1、花花 402 A1斤半 B2", "2、林阿姨 6-1102 a 2 b1 c3", "3、大鹏 C两盒"];
    let wanted = [
        "花花: order A 菠菜 1.5, B 老豆腐 2",
        "林阿姨: order A 菠菜 2, B 老豆腐 1, C 草莓 3",
        "大鹏: order C 草莓 2",
    ];
    // As one program has it, as another, some lines only; with a blank line above them and without; one sender for another's line.
    for before in [
        ["[花花🌼]：", "[林阿姨]：", "[大鹏]："],
        ["【花花】:", "【林阿姨】:", "【大鹏】:"],
        ["花花：", "林阿姨：", "大鹏: "],
        ["[花花]：", "", "大鹏："],
        ["", "林阿姨：", ""],
        ["[微信用户]: ", "", ""],
        ["小葵：", "林阿姨：", "小葵："],
        ["[微信用户] 2026/11/27 20:11:03\n", "[林阿姨]：", "大鹏："],
    ] {
        for gap in ["", "\n"] {
            let body: String =
                before.iter().zip(lines).map(|(before, line)| format!("{before}{line}\n")).collect();
            reads(&format!("{heading}{gap}{body}"), &wanted);
        }
    }
    // Who is not named behind the number has sent it.
    reads(&format!("{heading}[花花]：1、A1斤半 B2\n[林阿姨]：2、a 2 b1 c3\n3、大鹏 C两盒\n"), &wanted);
    // What introduces a heading's own numbers is nobody.
    for label in ["【温馨提示】：", "注意事项：", "须知："] {
        let text = format!(
            "周末菜场\n{label}1、周六自提，先付款\n菠菜 4.2元/斤\n老豆腐 3.5元/块\n\n1. 花花 菠菜2\n2. 大鹏 老豆腐1\n"
        );
        reads(&text, &["花花: order 菠菜 2", "大鹏: order 老豆腐 1"]);
    }
}

/// Who sent the heading, and when, has ordered none of it; what stands below is the heading.
#[test]
fn who_sent_a_heading_orders_nothing() {
    for stamp in [
        "主理人-苏禾 11月27日 19:02",
        "[苏禾 2026/11/27 19:02]",
        "苏禾 19:02",
        "苏禾(12345) 2026-11-27 19:02:11",
        "苏禾\n2026-11-27 19:02:11",
    ] {
        let says = "截止周五晚8点，周六下午4点巷口小卖部自提";
        for things in ["①脐橙 25元/箱\n②鸡蛋 30元/盒", "脐橙 25元/箱\n鸡蛋 30元/盒"] {
            for lines in ["1. 小北 脐橙2\n2. 陈姐 鸡蛋1\n", "小北 脐橙2\n陈姐 鸡蛋1\n"] {
                reads(
                    &format!("{stamp}\n{says}\n{things}\n\n{lines}"),
                    &["小北: order 脐橙 2", "陈姐: order 鸡蛋 1"],
                );
            }
            // With a line that somebody else sent below it; and one without a name is not the sender's.
            reads(
                &format!(
                    "{stamp}\n{says}\n{things}\n1. 小北 脐橙2\n2. 鸡蛋1\n老周 11月27日 20:10\n3. 老周 鸡蛋1\n"
                ),
                &["小北: order 脐橙 2", ": ?", "老周: order 鸡蛋 1"],
            );
        }
    }
    // Somebody's one message is theirs.
    reads(
        "脐橙 25元/箱\n小北 10:22\n脐橙2\n陈姐 10:23\n脐橙1\n",
        &["小北: order 脐橙 2", "陈姐: order 脐橙 1"],
    );
    for (line, stamp) in [
        ("苏禾 19:02", true),
        ("[苏禾 2026/11/27 19:02]", true),
        ("周六团购 截止今晚 19:02", false),
        ("周五晚上 20:00", false),
        ("周六巷口小卖部 16:00", false),
        ("巷口小卖部 16:00", false),
        ("明天北门 9:30", false),
        ("周敏 19:02", true),
        ("小周一家 11月27日 19:02", false),
        ("3. 苏禾 脐橙2 19:02", false),
        ("苏禾", false),
        ("", false),
    ] {
        assert_eq!(jielong::is_stamp(line), stamp, "{line}");
    }
}

/// What a chat program says is nobody's, and neither is a number without words.
#[test]
fn what_nobody_says_orders_nothing() {
    let said = [
        "对方撤回了一条消息",
        "你撤回了一条消息",
        "\"小北\"撤回了一条消息",
        "—— 以下是新消息 ——",
        "小北拍了拍我",
        "15.",
    ];
    for numbers in [["1. ", "2. "], ["", ""]] {
        for told in said.iter().map(|told| (*told).to_owned()).chain([said.join("\n")]) {
            let text = format!(
                "{told}\n脐橙 25元/箱\n鸡蛋 30元/盒\n\n{}小北 脐橙2\n{told}\n{}陈姐 鸡蛋1\n{told}\n",
                numbers[0], numbers[1]
            );
            let list = jielong::read(&text, &[]).expect("a list");
            let orders: Vec<_> = list.lines.iter().filter(|line| !line.items.is_empty()).collect();
            let asked = list.lines.iter().filter(|line| line.reading == Reading::Unclear).count();
            let names: Vec<_> =
                list.lines.iter().map(|line| line.name.as_str()).filter(|name| !name.is_empty()).collect();
            assert_eq!((orders.len(), asked, names), (2, 0, vec!["小北", "陈姐"]), "{text}{:#?}", list.lines);
            assert!(list.lines.iter().all(|line| line.note.is_empty()), "{text}{:#?}", list.lines);
        }
    }
    // Who says it of themselves, and goes on, orders.
    for said in ["刚撤回了一条消息，改脐橙3箱", "撤回了一条消息 脐橙3箱", "刚撤回了一条消息：脐橙三箱"]
    {
        let list = jielong::read(&format!("脐橙 25元/箱\n小北 10:22\n{said}\n老周 10:26\n脐橙2箱\n"), &[])
            .expect("a list");
        assert_eq!(list.lines.len(), 2, "{said} {:#?}", list.lines);
    }
    let chat =
        "小北 10:22\n脐橙1箱\n陈姐 10:23\n\"陈姐\"撤回了一条消息\n以下是新消息\n15.\n老周 10:26\n脐橙2箱\n";
    reads(&format!("脐橙 25元/箱\n{chat}"), &["小北: order 脐橙 1", "老周: order 脐橙 2"]);
}

/// A note is what somebody wrote, word by word and with its numbers.
#[test]
fn a_note_keeps_its_words() {
    for (line, items, note) in [
        ("①x3（其中一份帮楼下孙奶奶带）", "脐橙 3", "其中一份帮楼下孙奶奶带"),
        ("①1 ②1 周日才能拿", "脐橙 1, 鸡蛋 1", "周日才能拿"),
        ("🌙 302 ①x2 ②1", "脐橙 2, 鸡蛋 1", "302"),
        ("①x2 302", "脐橙 2", "302"),
        ("①x2，一箱送我妈那边", "脐橙 2", "一箱送我妈那边"),
        ("①2 送3栋", "脐橙 2", "送3栋"),
        ("①2（两箱分开装）", "脐橙 2", "两箱分开装"),
    ] {
        let text = format!("①脐橙 25元/箱\n②鸡蛋 30元/盒\n\n1. 小北 {line}\n2. 陈姐 ①1\n3. 老周 ②1\n");
        let list = jielong::read(&text, &[]).expect("a list");
        let got: Vec<String> = list.lines[0]
            .items
            .iter()
            .map(|item| format!("{} {}", item.name, item.quantity.expect("how many")))
            .collect();
        assert_eq!((got.join(", ").as_str(), list.lines[0].note.as_str()), (items, note), "{line}");
    }
}

/// Where things are ①②③, the number of a house beside what is wanted is no thing; with an amount, alone and among its like it is one.
#[test]
fn a_house_is_not_a_thing() {
    let heading = "①苹果 8元/斤\n②散养鸡蛋 42元/板\n③豆腐 5元/块\n④草莓 25元/盒\n\n";
    for (line, items, note) in [
        ("2号 ①5斤，6点以后来拿", "苹果 5", "2号 6点以后来拿"),
        ("4号 散养鸡蛋1板", "散养鸡蛋 1", "4号"),
        ("①2斤 3号", "苹果 2", "3号"),
        ("4号2盒", "草莓 2", ""),
        ("①2斤 4号1盒", "苹果 2, 草莓 1", ""),
        ("2号", "散养鸡蛋 1", ""),
        ("2号、4号", "散养鸡蛋 1, 草莓 1", ""),
        ("1号2斤 3号1块", "苹果 2, 豆腐 1", ""),
        ("两盒4号", "草莓 2", ""),
        ("3号要2块", "豆腐 2", ""),
    ] {
        let text = format!("{heading}1. 小雨 {line}\n2. 老周 ①1斤\n3. 陈姐 ②1板\n");
        let list = jielong::read(&text, &[]).expect("a list");
        let got: Vec<String> = list.lines[0]
            .items
            .iter()
            .map(|item| format!("{} {}", item.name, item.quantity.expect("how many")))
            .collect();
        assert_eq!((got.join(", ").as_str(), list.lines[0].note.as_str()), (items, note), "{line}");
        let is_house = note.contains('号');
        assert_eq!(list.lines[0].reading == Reading::Certain, !is_house, "{line} {:?}", list.lines[0]);
    }
}
