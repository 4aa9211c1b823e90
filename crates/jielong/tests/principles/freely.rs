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
