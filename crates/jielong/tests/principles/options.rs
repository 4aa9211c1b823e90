//! What may be chosen, called otherwise than the heading calls it; and what is told beside an order.

use crate::reads;

/// A letter that stands for a time, and the time itself.
#[test]
fn letters_for_times() {
    reads(
        "班级聚餐时间接龙\nA 周五晚上\nB 周日中午\n1 陈姐 A\n2 小北 B\n3 陈姐 改B\n4 米妈 周五晚上 2人\n5 老周 A\n",
        &[
            "陈姐: order A 周五晚上 1",
            "小北: order B 周日中午 1",
            "陈姐: replace B 周日中午 1, A 周五晚上 0",
            "米妈: order A 周五晚上 2",
            "老周: order A 周五晚上 1",
        ],
    );
}

/// 礼拜二 is 周二.
#[test]
fn days_by_another_word() {
    reads(
        "护学岗排班\n周二\n周四\n请接龙\n1 陈妈 周二\n2 小北爸 礼拜四\n3 米妈 星期二,星期四\n4 老周 周四\n",
        &["陈妈: order 周二 1", "小北爸: order 周四 1", "米妈: order 周二 1, 周四 1", "老周: order 周四 1"],
    );
}

/// By the size in brackets, by the hour beside the name, by whom it is for.
#[test]
fn called_by_what_stands_beside() {
    reads(
        "鲜奶 小盒(200ml)3/盒 大盒(900ml)9/盒\n1. 陈姐 200ml 2盒\n2. 小北 大盒1盒\n3. 米妈 小盒3盒\n",
        &["陈姐: order 鲜奶小盒 2", "小北: order 鲜奶大盒 1", "米妈: order 鲜奶小盒 3"],
    );
    reads(
        "雨靴 男款45 女款40 报尺码\n1. 陈姐 女38x2\n2. 小北 男款42一双\n3. 米妈 女款37一双\n4. 老周 男43 两双\n",
        &[
            "陈姐: order 雨靴女款 2",
            "小北: order 雨靴男款 1",
            "米妈: order 雨靴女款 1",
            "老周: order 雨靴男款 2",
        ],
    );
}

/// Seats, empties, rates and deposits are no amounts of an order and no withdrawal.
#[test]
fn told_beside_an_order() {
    reads(
        "电影票40/张 可乐8/杯\n1. 陈姐 电影票2张 3排4座\n2. 小北 可乐1杯\n",
        &["陈姐: order 电影票 2", "小北: order 可乐 1"],
    );
    reads(
        "桶装水20/桶 苏打水30/箱\n1. 陈姐 苏打水1箱 空桶3个要退\n2. 小北 桶装水2桶\n3. 小北 桶装水退一桶,押金不用退\n4. 米妈 多少钱一桶\n",
        &["陈姐: order 苏打水 1", "小北: order 桶装水 2", "小北: withdraw 桶装水 1", "米妈: none"],
    );
    reads(
        "酸奶4/杯 鲜奶6/瓶\n1. 陈姐 酸奶20杯,每周5杯\n2. 小北 酸奶每天一杯\n3. 米妈 鲜奶2瓶\n",
        &["陈姐: order 酸奶 20", "小北: ?", "米妈: order 鲜奶 2"],
    );
}
