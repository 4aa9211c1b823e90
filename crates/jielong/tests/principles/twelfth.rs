//! What failed in the lists of a twelfth writer, on other goods and people.

use super::reads;

/// How thick, how tall, how many colours, what a piece holds, and at which price it is counted: none of it is how much.
#[test]
fn numbers_that_are_no_amounts() {
    reads(
        "五花 30元/斤 彩笔 20元/盒 鸡翅 20元 4只/份\n1. 陈姐 五花2指厚的来3斤\n2. 小北 彩笔 36色的\n3. 米妈 鸡翅 4只/份 2份\n4. 老周 彩笔2盒,按15算\n5. 阿良 五花4指厚的来1斤\n",
        &[
            "陈姐: order 五花 3",
            "小北: order 彩笔 1",
            "米妈: order 鸡翅 2",
            "老周: order 彩笔 2",
            "阿良: order 五花 1",
        ],
    );
}

/// 两公两母; a sort by weight before how many; adults and children; both of two.
#[test]
fn sorts_and_pairs_without_units() {
    reads(
        "公蟹 45元/只 母蟹 40元/只\n1. 陈姐 两公两母\n2. 小北 三公三母哈\n3. 米妈 四两公蟹 六只\n4. 老周 公蟹两只\n",
        &[
            "陈姐: order 公蟹 2, 母蟹 2",
            "小北: order 公蟹 3, 母蟹 3",
            "米妈: order 公蟹 6",
            "老周: order 公蟹 2",
        ],
    );
    reads(
        "农庄 成人88元/位 儿童48元/位\n1. 陈姐 1+1\n2. 小北 2+1\n3. 米妈 3+2\n",
        &[
            "陈姐: order 农庄 成人 1, 儿童 1",
            "小北: order 农庄 成人 2, 儿童 1",
            "米妈: order 农庄 成人 3, 儿童 2",
        ],
    );
}

/// Part of what stands is exchanged, or half of it; nothing is taken off after all; what is struck is gone.
#[test]
fn changes_of_a_part() {
    reads(
        "洗衣液 25元/瓶 洗洁精 12元/瓶\n1. 陈姐 洗衣液3瓶\n2. 小北 洗洁精4瓶\n3. 米妈 洗衣液2瓶\n4. 陈姐 洗衣液一瓶换成洗洁精2瓶\n5. 小北 一半换成洗衣液\n6. 米妈 洗衣液不减了,还是2瓶\n7. 老周 ~~洗洁精1~~ 洗洁精2\n",
        &[
            "陈姐: order 洗衣液 3",
            "小北: order 洗洁精 4",
            "米妈: order 洗衣液 2",
            "陈姐: replace 洗洁精 2, 洗衣液 2",
            "小北: replace 洗洁精 2, 洗衣液 2",
            "米妈: replace 洗衣液 2",
            "老周: order 洗洁精 2",
        ],
    );
}

/// What asks whether it is so, or ready, orders nothing.
#[test]
fn questions_about_goods() {
    reads(
        "剁椒 12元/瓶 芒果 58元/箱 卤味 30元/份\n1. 陈姐 剁椒辣不辣\n2. 小北 芒果熟了没\n3. 米妈 卤味几份起\n4. 老周 芒果到底多少钱\n5. 阿良 剁椒2\n",
        &["陈姐: none", "小北: none", "米妈: none", "老周: none", "阿良: order 剁椒 2"],
    );
}
