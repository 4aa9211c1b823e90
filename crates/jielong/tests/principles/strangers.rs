//! Principles that lists of a writer who had not seen the reader taught, on other goods and people.

use crate::reads;

/// In a house each line begins with a room, which is who orders and no number of the list.
#[test]
fn a_house_in_order_of_its_rooms() {
    reads(
        "6号楼互助买菜\nA素菜箱45元:白菜萝卜约8斤\nB鸡肉箱90元:鸡腿4斤\n没有需要的空着\n\n101 A2\n102 A1B1\n203\n304 B2\n401 不用,谢谢\n502 素菜箱1份\n603 A1 B2\n1101 B1\n102 再加A1\n603 B不要了\n",
        &[
            "101: order A素菜箱 2",
            "102: order A素菜箱 1, B鸡肉箱 1",
            "304: order B鸡肉箱 2",
            "401: none",
            "502: order A素菜箱 1",
            "603: order A素菜箱 1, B鸡肉箱 2",
            "1101: order B鸡肉箱 1",
            "102: add A素菜箱 1",
            "603: withdraw B鸡肉箱",
        ],
    );
}

/// 01, 02 are how what is sold is told apart, and how it is ordered.
#[test]
fn printed_codes() {
    reads(
        "种子分享会,写编号\n01 矮牵牛 6元\n02 旱金莲 8元\n03 太阳花 5元\n04 百日草 7元\n1.陈姐 01 03\n2.小北 旱金莲2包\n3.米妈 02、04各一包\n4.老周 03*2 04*1\n5.陈姐 03不要,换04\n6.小北 加个01\n7.阿良 除了02都要\n8.丽丽 1、4\n",
        &[
            "陈姐: order 矮牵牛 1, 太阳花 1",
            "小北: order 旱金莲 2",
            "米妈: order 旱金莲 1, 百日草 1",
            "老周: order 太阳花 2, 百日草 1",
            "陈姐: replace 百日草 1, 太阳花 0",
            "小北: add 矮牵牛 1",
            "阿良: order 矮牵牛 1, 太阳花 1, 百日草 1",
            "丽丽: order 矮牵牛 1, 百日草 1",
        ],
    );
}

/// Sizes of one thing, each with its price: told apart by weight, by inches or by how big the pot is.
#[test]
fn sizes_of_one_thing() {
    reads(
        "果园直发\n【巨峰】3斤装 39 / 5斤装 59\n【夏黑】5斤装 69\n1. 陈姐 巨峰5斤1箱\n2. 小北 夏黑2箱\n3. 米妈 巨峰3斤装两箱\n4. 老周 巨峰三斤一箱 五斤一箱\n",
        &[
            "陈姐: order 巨峰5斤装 1",
            "小北: order 夏黑 2",
            "米妈: order 巨峰3斤装 2",
            "老周: order 巨峰3斤装 1, 巨峰5斤装 1",
        ],
    );
    reads(
        "周末披萨\n⭐榴莲芝心披萨 7寸58 / 9寸88\n⭐鸡翅 4只/盒 25\n1. 陈姐 榴莲披萨9寸1个\n2. 小北 榴莲芝心7寸\n3. 米妈 鸡翅2盒\n",
        &["陈姐: order 榴莲芝心披萨9寸 1", "小北: order 榴莲芝心披萨7寸 1", "米妈: order 鸡翅 2"],
    );
    reads(
        "阳台花团\n月季:小盆12 大盆30\n茉莉:18元\n1. 陈姐 月季小盆3 茉莉1\n2. 小北 月季大盆2\n3. 陈姐 再来个大月季\n",
        &["陈姐: order 月季小盆 3, 茉莉 1", "小北: order 月季大盆 2", "陈姐: add 月季大盆 1"],
    );
}

/// Sorts that share the price said once are each of them on offer.
#[test]
fn sorts_at_one_price() {
    reads(
        "家用清仓\n浴巾:红色/蓝色/米色 19元/条\n地垫:15元/块\n1. 陈姐 红2蓝1\n2. 小北 地垫3块\n3. 米妈 红色1条 米色2条\n4. 小北 蓝的加1条\n",
        &[
            "陈姐: order 浴巾红色 2, 浴巾蓝色 1",
            "小北: order 地垫 3",
            "米妈: order 浴巾红色 1, 浴巾米色 2",
            "小北: add 浴巾蓝色 1",
        ],
    );
}

/// What a box holds, told in brackets before its price, is nothing of its own.
#[test]
fn what_a_box_holds() {
    reads(
        "咸甜粽子\n咸粽 5元/只\n甜粽 4元/只\n双拼礼盒(6咸6甜)60/盒\n1. 陈姐 咸4甜4\n2. 小北 六咸六甜\n3. 米妈 礼盒2盒\n4. 陈姐 甜的加2只\n",
        &[
            "陈姐: order 咸粽 4, 甜粽 4",
            "小北: order 咸粽 6, 甜粽 6",
            "米妈: order 双拼礼盒 2",
            "陈姐: add 甜粽 2",
        ],
    );
}

/// How many adults and children stand right behind a name.
#[test]
fn adults_and_children_behind_a_name() {
    reads(
        "农庄一日\n成人88元/位 儿童48元/位\n1. 陈一诺2大1小\n2. 周小北两大两小\n3. 米小满1大1小\n4. 丁丁妈 成人2儿童1\n5. 陈一诺加1大\n",
        &[
            "陈一诺: order 成人 2, 儿童 1",
            "周小北: order 成人 2, 儿童 2",
            "米小满: order 成人 1, 儿童 1",
            "丁丁妈: order 成人 2, 儿童 1",
            "陈一诺: add 成人 1",
        ],
    );
}

/// Pairs go by several words, and by the dozen.
#[test]
fn pairs_and_dozens_of_them() {
    reads(
        "劳保用品\n棉线手套 3元/双\n护膝 25元/对\n1. 陈姐 手套一打\n2. 小北 护膝一副\n3. 米妈 手套两副 护膝1双\n4. 老周 手套半打\n",
        &[
            "陈姐: order 棉线手套 12",
            "小北: order 护膝 1",
            "米妈: order 棉线手套 2, 护膝 1",
            "老周: order 棉线手套 6",
        ],
    );
}

/// 添到 says how many there are to be, as 加到 does.
#[test]
fn added_up_to() {
    reads(
        "鲜肉 30元/斤 腊肉 45元/斤\n1. 陈姐 鲜肉2斤\n2. 小北 腊肉1斤\n3. 陈姐 鲜肉添到3斤\n4. 小北 腊肉加到2斤\n",
        &["陈姐: order 鲜肉 2", "小北: order 腊肉 1", "陈姐: replace 鲜肉 3", "小北: replace 腊肉 2"],
    );
}
