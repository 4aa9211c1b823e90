//! What a review found, on other goods and people.

use super::reads;

/// A general word means the kind that is sold; one kind is never another.
#[test]
fn kinds_and_their_general_word() {
    for (sold, general, other) in [
        ("老抽", "酱油", "生抽"),
        ("碧螺春", "绿茶", "龙井"),
        ("金骏眉", "红茶", "滇红"),
        ("雪梨", "梨", "香梨"),
    ] {
        let text = format!(
            "{sold} 30元/件 香醋 9元/瓶\n1. 陈姐 {general}2\n2. 小北 {other}1\n3. 米妈 香醋1\n4. 老周 {sold}1 香醋2\n5. 阿良 香醋3\n6. 丁工 香醋1\n"
        );
        let list = jielong::read(&text, &[]).expect("a list");
        let first = &list.lines[0];
        assert_eq!(first.items.first().map(|item| item.name.as_str()), Some(sold), "{first:?}");
        assert_eq!(first.reading, jielong::Reading::Likely, "{first:?}");
        assert_eq!(list.lines[1].reading, jielong::Reading::Unclear, "{:?}", list.lines[1]);
    }
    reads(
        "老抽 12元/瓶 生抽 8元/瓶\n1. 陈姐 酱油2\n2. 小北 生抽1\n3. 米妈 老抽1\n4. 老周 生抽2\n",
        &["陈姐: ?", "小北: order 生抽 1", "米妈: order 老抽 1", "老周: order 生抽 2"],
    );
}

/// Brackets hold the name, unless they stand before different people or say where somebody works.
#[test]
fn names_in_brackets() {
    reads(
        "草莓 25元/盒 鸡蛋 20元/板\n1. [小雨] 可颂 2个\n2. [陈姐] 草莓 2盒\n3. [老周] 鸡蛋1\n",
        &["小雨: ?", "陈姐: order 草莓 2", "老周: order 鸡蛋 1"],
    );
    reads(
        "草莓 25元/盒\n1. [小雨] 家里人多 3盒\n2. [陈姐] 2盒\n3. [老周] 客人来 1\n",
        &["小雨: order 草莓 3", "陈姐: order 草莓 2", "老周: order 草莓 1"],
    );
    reads(
        "草莓 25元/盒\n1. [儿科] 晴天 3盒\n2. [北门] 小雨 2盒\n3. [北门] 豆豆 1盒\n4. [二年级] 圆圆 1盒\n",
        &["晴天: order 草莓 3", "小雨: order 草莓 2", "豆豆: order 草莓 1", "圆圆: order 草莓 1"],
    );
}

/// Sorts of two things at one price each keep the thing in their names; a sort that both have says neither.
#[test]
fn sorts_of_two_things() {
    reads(
        "清仓\n毛巾:红色/蓝色/米色 9元/条\n浴巾:红色/蓝色/灰色 19元/条\n1. 陈姐 毛巾红色2\n2. 小北 浴巾灰色1\n3. 米妈 红色1条\n4. 阿良 米色3条\n5. 老周 浴巾蓝色1\n",
        &[
            "陈姐: order 毛巾红色 2",
            "小北: order 浴巾灰色 1",
            "米妈: ?",
            "阿良: order 毛巾米色 3",
            "老周: order 浴巾蓝色 1",
        ],
    );
}

/// English names and words of wanting, and half a dozen of what goes by the dozen.
#[test]
fn english_names_and_dozens() {
    reads(
        "Rosemary bread\nSourdough $8/loaf\nBaguette $4/each\n1. Amy I want 2 sourdough\n2. Tom I'd like 2 baguette\n3. Anna Rose sourdough 1\n4. Amy can't wait for baguette 2\n5. Tom can't make it\n6. Kate One Of Each\n7. Bob I’d like 1 sourdough\n",
        &[
            "Amy: order Sourdough 2",
            "Tom: order Baguette 2",
            "Anna Rose: order Sourdough 1",
            "Amy: add Baguette 2",
            "Tom: withdraw",
            "Kate: order Sourdough 1, Baguette 1",
            "Bob: order Sourdough 1",
        ],
    );
    reads(
        "Eggs $6/dozen  Milk $4/bottle\n1. Amy eggs half a dozen\n2. Tom half a dozen eggs\n3. Kim 2 dozen eggs milk 1\n4. Ben eggs 3\n",
        &["Amy: order Eggs 0.5", "Tom: order Eggs 0.5", "Kim: order Eggs 2, Milk 1", "Ben: order Eggs 3"],
    );
    reads(
        "鸡蛋 1.5元/个 牛奶 8元/瓶\n1. Amy half a dozen 鸡蛋\n2. 小雨 鸡蛋半打\n3. 陈姐 牛奶2\n",
        &["Amy: order 鸡蛋 6", "小雨: order 鸡蛋 6", "陈姐: order 牛奶 2"],
    );
}

/// Who is spoken to is not who orders.
#[test]
fn spoken_to() {
    reads(
        "番茄 5元/斤 三鲜水饺 20元/袋 白菜水饺 18元/袋\n1. 王姐 三鲜2袋\n2. 老王 白菜水饺3袋\n3. @Mei 给我留两袋三鲜 刘老师\n4. @团长 麻烦帮我加3斤番茄 晓琳\n5. 取消 老王\n",
        &[
            "王姐: order 三鲜水饺 2",
            "老王: order 白菜水饺 3",
            "刘老师: order 三鲜水饺 2",
            "晓琳: order 番茄 3",
            "老王: withdraw",
        ],
    );
}

/// A number that nobody means asks; the same digits without a unit are a telephone's or a parcel's and stand aside.
#[test]
fn numbers_beyond_all_reason() {
    reads(
        "草莓 25元/盒 鸡蛋 20元/板\n1. 小雨 草莓1e9盒\n2. 陈姐 草莓999999999999盒\n3. 老周 鸡蛋 20000000板\n4. 阿良 草莓2盒 13912345678\n5. 丁工 鸡蛋1板 单号78900012345678\n",
        &["小雨: ?", "陈姐: ?", "老周: ?", "阿良: order 草莓 2", "丁工: order 鸡蛋 1"],
    );
}

/// What somebody does not want is kept with its "no": packed without it, it would be the opposite.
#[test]
fn a_note_keeps_its_no() {
    for (said, kept) in [
        ("不要香菜", "不要香菜"),
        ("别放门口,放保安亭", "别放门口"),
        ("不吃辣", "不吃辣"),
        ("不用送上楼", "不用送上楼"),
        ("千万别放花生", "千万别放花生"),
        ("不要发芽的", "不要发芽的"),
        ("对花生过敏,别放一起", "别放一起"),
        ("no onions please", "no onions"),
    ] {
        let text = format!("小土豆 3.2元/斤\n1. 陈姐 2斤\n2. 小北 4斤 {said}\n3. 米妈 1斤\n");
        let list = jielong::read(&text, &[]).expect("a list");
        let line = &list.lines[1];
        assert_eq!(self::amount(line), "4", "{line:?}");
        assert!(line.note.contains(kept), "{said}: {:?}", line.note);
    }
}

fn amount(line: &jielong::Line) -> String {
    line.items.first().and_then(|item| item.quantity).map(|quantity| quantity.to_string()).unwrap_or_default()
}

/// A size that is no part of the offer's name is for who packs it.
#[test]
fn a_note_keeps_a_size() {
    let text = "蓝色T恤 39元/件 白色T恤 39元/件 帽子 20元/顶\n1. 罗姐 帽子1\n2. 汤汤 白色L码1件 帽子1\n3. 老裴 蓝色XL两件\n4. 钢琴 白S*1\n5. 阿丹 蓝M1白M1帽1\n6. 阿旦 蓝L\n";
    let list = jielong::read(text, &[]).expect("a list");
    let notes: Vec<&str> = list.lines.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(notes, ["", "白色L码1件", "蓝色XL两件", "白S*1", "蓝M1白M1", "蓝L"], "{:#?}", list.lines);
}

/// 该成 is a slip for 改成 before an amount or a thing; after 应, or before anything else, it changes nothing.
#[test]
fn a_slip_for_becomes() {
    reads(
        "草莓 25元/盒 鸡蛋 20元/板\n1. 小雨 草莓2盒\n2. 陈姐 鸡蛋1板\n3. 老周 草莓2盒\n4. 老周 鸡蛋1板 应该成团了\n5. 小雨 该成3盒\n6. 陈姐 该成草莓1盒\n7. 阿良 草莓2盒 该成团了\n",
        &[
            "小雨: order 草莓 2",
            "陈姐: order 鸡蛋 1",
            "老周: order 草莓 2",
            "老周: add 鸡蛋 1",
            "小雨: replace 草莓 3",
            "陈姐: replace 草莓 1, 鸡蛋 0",
            "阿良: order 草莓 2",
        ],
    );
}
