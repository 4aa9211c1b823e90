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
