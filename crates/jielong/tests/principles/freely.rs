//! Principles that lists of freer writers taught, on other goods and people.

use crate::reads;

/// When something takes place is no sender of a message: its price follows.
#[test]
fn times_in_a_heading() {
    reads(
        "下周课\n周三油画 18:30 60/次\n周五陶艺 19:00 85/次\n接在下面\n- 阿诺 周三\n- 云云 陶艺\n- 老马 油画2\n- 青青 周三周五\n",
        &[
            "阿诺: order 周三油画 1",
            "云云: order 周五陶艺 1",
            "老马: order 周三油画 2",
            "青青: order 周三油画 1, 周五陶艺 1",
        ],
    );
}

/// Where somebody is from stands in brackets before the name.
#[test]
fn where_from_in_brackets() {
    reads(
        "山竹20/斤 荔枝15/斤\n【财务】小顾 山竹2斤\n【研发】大鹏 荔枝3斤\n【财务】小顾 荔枝加1斤\n[老叶] 山竹1斤\n",
        &["小顾: order 山竹 2", "大鹏: order 荔枝 3", "小顾: add 荔枝 1", "老叶: order 山竹 1"],
    );
}

/// Names of two parts and places in Latin letters; a place that the heading names is no part of a name.
#[test]
fn latin_names_and_places() {
    reads(
        "Pickup: Ashfield / Eastwood\n凤梨酥 $10/盒\n牛轧糖 $8/袋\n1. Lily K 凤梨酥2盒\n2. Unit 5 Ken 牛轧糖1袋\n3. 小夏 Flat 12 凤梨酥1盒\n4. Tim & Ann 凤梨酥3盒\n5. Joy Eastwood 牛轧糖2袋\n6. Lily K 牛轧糖1袋\n",
        &[
            "Lily K: order 凤梨酥 2",
            "Ken: order 牛轧糖 1",
            "小夏: order 凤梨酥 1",
            "Tim & Ann: order 凤梨酥 3",
            "Joy: order 牛轧糖 2",
            "Lily K: add 牛轧糖 1",
        ],
    );
}

/// An office that stands before a colon orders itself.
#[test]
fn offices_order() {
    reads(
        "复印纸120/箱 签字笔10/盒\n[1]工程二部:复印纸2箱,签字笔1盒\n[2]人力部:笔3盒\n[3]工程三部:签字笔2盒\n[4]工程二部:签字笔加1盒\n",
        &[
            "工程二部: order 复印纸 2, 签字笔 1",
            "人力部: order 签字笔 3",
            "工程三部: order 签字笔 2",
            "工程二部: add 签字笔 1",
        ],
    );
}

/// Days said together are each of them.
#[test]
fn days_said_together() {
    reads(
        "托班下周晚托,每天30\n周一晚托30 周二晚托30 周三晚托30 周四晚托30\n1. 果果 周一到周三\n2. 豆豆 周一三\n3. 米米 周二、四\n4. 天天 周二至周四各一\n",
        &[
            "果果: order 周一晚托 1, 周二晚托 1, 周三晚托 1",
            "豆豆: order 周一晚托 1, 周三晚托 1",
            "米米: order 周二晚托 1, 周四晚托 1",
            "天天: order 周二晚托 1, 周三晚托 1, 周四晚托 1",
        ],
    );
}

/// A size stands between a thing and how many of it.
#[test]
fn sizes_between() {
    reads(
        "校服统计 写明尺码\n春季校服90/套 冬季校服150/套 书包60/个\n1、毛毛 春120一套 书包1\n2、小杰妈 冬装130码2套,春装120码1套\n",
        &["毛毛: order 春季校服 1, 书包 1", "小杰妈: order 春季校服 1, 冬季校服 2"],
    );
}

/// What a line gives up and what comes on top of what stands; how many it was and how many it is to be.
#[test]
fn changes_said_with_the_old_amount() {
    reads(
        "花卷5/个 豆浆4/杯\n1. 小任 花卷2 豆浆1\n2. 老左 豆浆3\n3. 小任 豆浆不要,花卷+1\n4. 老左 3杯豆浆改2杯\n",
        &[
            "小任: order 花卷 2, 豆浆 1",
            "老左: order 豆浆 3",
            "小任: replace 花卷 3, 豆浆 0",
            "老左: replace 豆浆 2",
        ],
    );
}

/// The heading says that names stand last.
#[test]
fn names_last_as_told() {
    reads(
        "河边烧烤\n鸡翅30/份 玉米8/根 汽水6/瓶\n格式:要什么+数量+名字\n1. 鸡翅2 汽水3 阿凡\n2. 自带玉米,汽水1 青姐\n3. 玉米4 小峰\n",
        &["阿凡: order 鸡翅 2, 汽水 3", "青姐: order 汽水 1", "小峰: order 玉米 4"],
    );
}

/// Other words for what is sold.
#[test]
fn called_otherwise() {
    reads(
        "老抽8/瓶 西红柿5/斤 中性笔10/盒\n1. 阿满 酱油1瓶\n2. 老褚 洋柿子2斤\n3. 小温 水笔1盒\n",
        &["阿满: order 老抽 1", "老褚: order 西红柿 2", "小温: order 中性笔 1"],
    );
}

/// One of each, in English.
#[test]
fn so_many_of_each() {
    reads(
        "Bakery this week\n凤梨酥 $10/盒\n牛轧糖 $8/袋\n1. Lily 凤梨酥2\n2. Ken one of each please\n3. 小夏 2 of each\n",
        &["Lily: order 凤梨酥 2", "Ken: order 凤梨酥 1, 牛轧糖 1", "小夏: order 凤梨酥 2, 牛轧糖 2"],
    );
}
