//! What failed in the lists of a thirteenth writer, on other goods and people.

use super::reads;

/// What a cell takes back or changes, and several goods in one cell with as many amounts in the next.
#[test]
fn cells_of_a_table() {
    reads(
        "菜场周五送 萝卜3/斤 青菜4/把 豆芽5/袋 醋6/瓶\n1 | 陈姐 | 萝卜 | 4\n2 | 小北 | 青菜 | 3把\n3 | 米妈 | 萝卜 豆芽 | 2斤 1袋\n4 | 陈姐 | 萝卜 | 退2斤\n5 | 小北 | 青菜 | 减1\n6 | 老周 | 醋、青菜、豆芽 | 1瓶、2把、3袋\n7 | 米妈 | 豆芽 | 退\n8 | 老周 | 醋 | 取消1瓶\n9 | 陈姐 | 萝卜 | 改3\n",
        &[
            "陈姐: order 萝卜 4",
            "小北: order 青菜 3",
            "米妈: order 萝卜 2, 豆芽 1",
            "陈姐: withdraw 萝卜 2",
            "小北: withdraw 青菜 1",
            "老周: order 青菜 2, 豆芽 3, 醋 1",
            "米妈: withdraw 豆芽",
            "老周: withdraw 醋",
            "陈姐: replace 萝卜 3",
        ],
    );
}

/// The same in a table whose head names the goods.
#[test]
fn cells_below_a_head() {
    reads(
        "姓名\t苹果(8元/斤)\t梨(6元/斤)\n陈姐\t3\t2\n小北\t1\t\n米妈\t2\t4\n陈姐\t退1\t\n米妈\t\t改3\n小北\t退1斤\t\n",
        &[
            "陈姐: order 苹果 3, 梨 2",
            "小北: order 苹果 1",
            "米妈: order 苹果 2, 梨 4",
            "陈姐: withdraw 苹果 1",
            "米妈: replace 梨 3",
            "小北: withdraw 苹果",
        ],
    );
}

/// A size in brackets behind an amount, and sizes behind a blank, say which and not how many.
#[test]
fn sizes_behind_an_amount() {
    reads(
        "秋游置装,请报码数\n雨衣30/件 球鞋60/双 水壶20/个\n1. 陈姐 球鞋1双 水壶2\n2. 小北 水壶1鞋1(40)\n3. 米妈 球鞋两双 38和41各一\n4. 老周 雨衣1鞋1(42)\n5. 阿良 球鞋三双 37、38和39各一双\n6. 小高 壶1鞋2(36)\n",
        &[
            "陈姐: order 球鞋 1, 水壶 2",
            "小北: order 球鞋 1, 水壶 1",
            "米妈: order 球鞋 2",
            "老周: order 雨衣 1, 球鞋 1",
            "阿良: order 球鞋 3",
            "小高: order 球鞋 2, 水壶 1",
        ],
    );
}

/// How it is paid, told below the last order or in it, takes nothing back.
#[test]
fn money_that_is_passed_on() {
    for told in
        ["本周日前把钱转给班长", "周五前货款转给团长", "班费转给老师就行", "车费转给司机师傅,谢谢配合"]
    {
        reads(
            &format!("草莓 25元/盒 鸡蛋 20元/板\n1. 陈姐 草莓2\n2. 小北 鸡蛋1\n{told}\n"),
            &["陈姐: order 草莓 2", "小北: order 鸡蛋 1"],
        );
    }
    reads(
        "草莓 25元/盒 鸡蛋 20元/板\n1. 陈姐 草莓2,钱转给你了\n2. 小北 鸡蛋1\n3. 小北 鸡蛋转给陈姐了,我不要了\n",
        &["陈姐: order 草莓 2", "小北: order 鸡蛋 1", "小北: withdraw 鸡蛋"],
    );
}

/// What somebody may do later is a condition; what happened at home is a reason, and all goes.
#[test]
fn conditions_and_reasons_beside_a_refusal() {
    let heading = "车厘子 98元/箱 脐橙 45元/箱\n1. 陈姐 车厘子1箱,不新鲜我要退的\n2. 小北 来一箱脐橙,坏了我可要退\n3. 米妈 脐橙两箱,不甜要退哦\n4. 老周 车厘子1 脐橙1\n";
    reads(
        &format!(
            "{heading}5. 小北 我妈已经买了,退了吧\n6. 老周 家里人买过了,退了吧\n7. 米妈 楼下超市更便宜,退了吧\n"
        ),
        &[
            "陈姐: order 车厘子 1",
            "小北: order 脐橙 1",
            "米妈: order 脐橙 2",
            "老周: order 车厘子 1, 脐橙 1",
            "小北: withdraw",
            "老周: withdraw",
            "米妈: withdraw",
        ],
    );
    reads(
        "周日采茶\n大人60/位 儿童30/位\n1. 陈姐 2大1小\n2. 小北 一大两小\n3. 米妈 2大2小\n4. 老周 3大1小\n5. 陈姐 宝宝感冒了,取消\n6. 小北 小孩要考试,不去了\n7. 米妈 孩子住院,都取消吧\n8. 老周 儿童取消\n",
        &[
            "陈姐: order 大人 2, 儿童 1",
            "小北: order 大人 1, 儿童 2",
            "米妈: order 大人 2, 儿童 2",
            "老周: order 大人 3, 儿童 1",
            "陈姐: withdraw",
            "小北: withdraw",
            "米妈: withdraw",
            "老周: withdraw 儿童",
        ],
    );
}

/// 再各加一份 comes on top of what both of two have, and who it is stands before them; 各带 is of as many as are told.
#[test]
fn on_top_of_each() {
    reads(
        "公鸡 80/只 母鸡 90/只 蛋 20/盒\n1. 老干部 公2母2\n2. 小分队 母鸡1只\n3. 老干部 公母再各加一只\n4. 小分队 公母各再加2只\n5. 米妈 公母各1\n6. 米妈 公母再各来一只\n",
        &[
            "老干部: order 公鸡 2, 母鸡 2",
            "小分队: order 母鸡 1",
            "老干部: add 公鸡 1, 母鸡 1",
            "小分队: add 公鸡 2, 母鸡 2",
            "米妈: order 公鸡 1, 母鸡 1",
            "米妈: add 公鸡 1, 母鸡 1",
        ],
    );
    reads(
        "拿铁 20/杯 橙汁 15/杯 可颂 12/个\n1. 陈姐 拿铁1\n2. 小北 给4位同事各带一个可颂\n3. 陈姐 帮楼下3个同事各带一杯橙汁\n4. 米妈 两个朋友各一杯拿铁\n5. 老周 帮5位客人每人带一杯橙汁\n",
        &[
            "陈姐: order 拿铁 1",
            "小北: order 可颂 4",
            "陈姐: add 橙汁 3",
            "米妈: order 拿铁 2",
            "老周: order 橙汁 5",
        ],
    );
}

/// Twice what one has of what is named; and a sum that is said after 多 is how much in all.
#[test]
fn twice_as_much_and_how_much_in_all() {
    reads(
        "鸭蛋 2元/个 挂面 8元/把 酱牛肉 60元/斤\n1. 陈姐 鸭蛋10 挂面2\n2. 小北 挂面3把\n3. 陈姐 鸭蛋翻倍\n4. 小北 挂面翻一倍吧\n5. 米妈 酱牛肉两斤\n6. 米妈 牛肉多切点,三斤吧\n7. 老周 鸭蛋6 挂面1\n8. 老周 全部翻倍\n9. 阿良 酱牛肉1斤半\n10. 阿良 酱牛肉多称点,三斤嘛\n",
        &[
            "陈姐: order 鸭蛋 10, 挂面 2",
            "小北: order 挂面 3",
            "陈姐: replace 鸭蛋 20",
            "小北: replace 挂面 6",
            "米妈: order 酱牛肉 2",
            "米妈: replace 酱牛肉 3",
            "老周: order 鸭蛋 6, 挂面 1",
            "老周: replace 鸭蛋 12, 挂面 2",
            "阿良: order 酱牛肉 1.5",
            "阿良: replace 酱牛肉 3",
        ],
    );
}

/// What is not sold here, an offer of less money, and any day that suits are questions for a human.
#[test]
fn what_somebody_has_to_ask() {
    reads(
        "馒头2元/个 豆花4元/碗 煎饼8元/个\n1. 陈姐 馒头2 豆花1\n2. 小北 来份大礼包\n3. 米妈 煎饼1\n4. 老周 来个双层汉堡\n5. 阿良 豆花2\n",
        &["陈姐: order 馒头 2, 豆花 1", "小北: ?", "米妈: order 煎饼 1", "老周: ?", "阿良: order 豆花 2"],
    );
    reads(
        "搬家出闲置\n衣柜200 电饭煲50 风扇40\n1. 陈姐 电饭煲\n2. 小北 衣柜150卖不卖\n3. 米妈 风扇30行不行\n4. 老周 衣柜\n",
        &["陈姐: order 电饭煲 1", "小北: ?", "米妈: ?", "老周: order 衣柜 1"],
    );
    reads(
        "图书馆值班接龙\n周一 周二 周三 周四 周五 每天2人\n1. 陈姐 周一\n2. 小北 周二、周三\n3. 米妈 哪天都行,看你们缺哪天\n4. 老周 周五\n5. 阿良 随便哪天,听安排\n6. 小高 周四\n",
        &[
            "陈姐: order 周一 1",
            "小北: order 周二 1, 周三 1",
            "米妈: ?",
            "老周: order 周五 1",
            "阿良: ?",
            "小高: order 周四 1",
        ],
    );
}

/// So many kinds of each one, and another thing not: as many as there are without it.
#[test]
fn all_kinds_but_one() {
    reads(
        "饺子现包\n三鲜28/斤 韭菜25/斤 白菜22/斤 醋3/瓶\n1. 陈姐 三种各一斤 醋不要\n2. 小北 三样各两斤,醋不要\n3. 米妈 三鲜1斤\n4. 老周 三种各半斤,醋家里有不要\n5. 阿良 三种都要一斤,不要醋\n",
        &[
            "陈姐: order 三鲜 1, 韭菜 1, 白菜 1",
            "小北: order 三鲜 2, 韭菜 2, 白菜 2",
            "米妈: order 三鲜 1",
            "老周: order 三鲜 0.5, 韭菜 0.5, 白菜 0.5",
            "阿良: order 三鲜 1, 韭菜 1, 白菜 1",
        ],
    );
}
