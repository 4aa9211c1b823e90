//! Promises that use none of the words for a return: what goes in beside a larger sum that comes out, a payment for each unit, a
//! multiple, a rate said as a part; and what is built alike and promises nothing.

use super::judged;

/// As they were found to pass.
const CAUGHT: &[&str] = &[
    "Guaranteed buy-back at ¥60 per ¥50 unit",
    "A unit costs 50. We buy every unit back at 60",
    "Whoever puts in ¥100 will receive ¥120 back in a year",
    "Put in a hundred, take out a hundred and thirty",
    "Each 50 brings you 55 next autumn",
    "You get back one and a half times what you put in after two years",
    "Your stake grows by a tenth every year",
    "A yearly thank-you of ¥4 for each ¥50",
    "R.O.I. 12",
    "1.3x",
    "G u a r a n t e e d r e t u r n",
    "e.i.g.h.t percent a year",
    "Prices are fair, 8% a year",
    "房租不高，一年8%",
    "价格公道，每年8%",
    "回报率12",
    "收益：一毛二",
    "放一百，拿一百三",
    "保证按原价加一成买回",
    "每年给大家发个大红包，一份四块",
    "八趴",
    "坐等分钱",
];

/// Written before the rules that find them.
const CAUGHT_OF_OUR_OWN: &[&str] = &[
    "For every 200 you lend us we hand you 230 at harvest",
    "Give us fifty today and collect sixty-five next spring",
    "One unit is ¥80; after the second winter we take it back for ¥100",
    "We repurchase each ¥100 unit for ¥115",
    "What you put in comes back a fifth larger each spring",
    "Your units gain a quarter in value every two years",
    "Holders get ¥6 per unit every Christmas",
    "A small gift of ¥3 per unit every quarter",
    "Each unit of ¥50 earns its owner ¥5 a year",
    "You leave with 1.4 times your stake",
    "Twenty in, twenty-five out",
    "Expect half as much again on what you paid in",
    "f.i.x.e.d r.e.t.u.r.n",
    "Our R O I is 15",
    "二十进，二十五出",
    "存五百，明年取六百",
    "今天交三百，秋天领三百六",
    "每份五十，两年后六十买回来",
    "拿出一千，回来一千二",
    "每份每年谢礼三块",
    "年终给每份包个四块的红包",
    "一股一年有六块茶水钱",
    "股金每年长一成",
    "两年后按一点五倍退给你",
    "收益率：八",
    "一年十二趴",
    "到时候加两成收回来",
    "坐等发钱",
    // Written after the rules, to see what they had learnt.
    "For each ¥20 we return ¥25",
    "R.O.I. of 9",
    "本金每年涨半成",
    "Lend us 300 and get 360 back",
    "All units are bought back at ¥70. The price of a unit is ¥50",
    "If you put in 100, you get 125 back by summer",
    "一股定价五十。三年后六十回购",
    "投进两百，取回两百六",
];

/// Refused before, and honest.
const INNOCENT: &[&str] = &[
    "Not a savings account: nothing is guaranteed, 8% a year is not what this is.",
    "The loan we took costs 5% interest a year, and the fund pays it.",
    "年化收益？没有。",
    "房租不高，一年涨8%",
];

/// Built alike: prices, discounts, wages, recipes, progress, costs, losses, risks. Written before the rules.
const INNOCENT_OF_OUR_OWN: &[&str] = &[
    "A unit costs 50. There are 60 of them",
    "We buy the flour at 50 and sell the bread at 60",
    "Put in a hundred grams of sugar, take out a hundred and thirty grams of jam",
    "Put in 100, and you may lose all 100",
    "Each 50 litres of milk brings us 55 pots of yoghurt",
    "The dough grows by a tenth every hour",
    "Our membership grows by a fifth every year",
    "We need one and a half times what we had last year",
    "Each unit costs ¥50, five units cost ¥250",
    "Delivery is ¥4 for each ¥50 of goods",
    "A yearly fee of ¥4 for each member",
    "Members pay ¥6 per unit every Christmas",
    "The recipe makes 1.5x the usual amount",
    "We have 50 of 60 units",
    "From 100 members to 130 in a year",
    "Put in ¥100: there may come back ¥80, or nothing",
    "For every 200 you spend we take 20 off",
    "A deposit of ¥50 for a crate worth ¥60",
    "Units are bought back at what members decide, at most the ¥50 paid",
    "Nobody will buy a ¥50 unit back at ¥60",
    "The baker gets ¥30 an hour and ¥40 on Sundays",
    "Loaves were ¥10 last year and are ¥12 now",
    "Whoever brings 100 bottles gets 10 coins back",
    "He gave 100 and received thanks",
    "Nothing grows by a tenth every year, least of all your stake",
    "放一百克糖，出一百三十克酱",
    "放一百，可能只拿回八十",
    "原价五十，现价六十",
    "每份五十，六十份起做",
    "每份五十，两份一百",
    "师傅一天一百，周日一百三",
    "每份每年交三块管理费",
    "每年给孩子们发红包，一人四块",
    "坐等开饭",
    "面团每小时长一成",
    "回报率没法说",
    "收益：归大家",
    "上次进三十箱，出二十五箱",
    "交三百押金，退三百",
    "没有人按加一成的价买回",
    "每份成本五十，卖六十",
    "买一百送二十",
    "拿一百块货，卖了一百三，差额归基金",
    "两年后能不能买回，看大会",
    "收益率没有保证",
    "The campaign brings ¥60 for each ¥50 with the match fund",
    "You pay ¥20 for a box and get ¥5 back for the empty one",
    "We bought back 3 units for ¥150 last year",
    "We give ¥5 per unit to the school every year",
    "进货一百，卖一百三",
    "今年收到捐款一千三，去年一千",
    "每份每年要交两块电费",
    "生日趴体八点开始",
    "保本？没有。",
    "Is there interest? No.",
];

#[test]
fn what_was_found_to_pass_is_caught() {
    judged::are_caught(CAUGHT);
}

#[test]
fn those_of_our_own_are_caught() {
    judged::are_caught(CAUGHT_OF_OUR_OWN);
}

#[test]
fn honest_texts_that_were_refused_are_let_through() {
    judged::are_let_through(INNOCENT);
}

#[test]
fn what_is_built_alike_is_let_through() {
    judged::are_let_through(INNOCENT_OF_OUR_OWN);
}

/// In the middle of honest sentences a promise is found, and they make none of one another.
#[test]
fn they_are_found_among_others() {
    judged::are_found_among(CAUGHT, INNOCENT_OF_OUR_OWN);
    judged::are_found_among(CAUGHT_OF_OUR_OWN, INNOCENT_OF_OUR_OWN);
}
