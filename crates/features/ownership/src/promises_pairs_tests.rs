//! Two sums of which the second is more, a share taken back at a price, and sums for each unit: promises, and honest words beside them.

use super::judged;

const CAUGHT: &[&str] = &[
    "Guaranteed 8% a year? No, more.",
    "年化收益8%？没有，比这高。",
    "每年会有8%",
    "We buy every unit back at 60",
    "We will buy back each share for ¥55",
    "Every ¥50 becomes ¥55 by Christmas",
    "Invest 200 yuan and collect 230 yuan at the end",
    "Lend us 1,000, get 1,100 back",
    "You put in five hundred and take out six hundred",
    "Members receive one and a quarter times their money",
    "Each year a gift of 4 yuan for every 50 yuan",
    "Every unit holder receives four yuan each month",
    "Holders get ¥4 a month",
    "G-u-a-r-a-n-t-e-e-d r-e-t-u-r-n",
    "Our rent is low, you get 8% a year",
    "年回报大概15",
    "投一百块，拿一百三十块",
    "放五百，领六百",
    "到期按买价加5%回购",
    "原价上浮10%收回",
    "年底派个红包，每股五元",
    "一年八趴",
    "每年给到八趴",
];

const INNOCENT: &[&str] = &[
    "保本吗？不保。",
    "Guaranteed returns? None.",
    "Is there a fixed dividend? No.",
    "We bought 50 jars and sold 60 more in autumn",
    "Each 50 kilos of flour makes 55 loaves",
    "Every 10 members brings 12 guests",
    "Put in 2 hours, take out 3 books",
    "Pay 50 now, get 60 grams of tea in a year",
    "Deposit 20, get 20 back with the jar",
    "We buy empty jars back at ¥1",
    "We take back bottles for 2 yuan each",
    "The bus leaves at 50 and comes back at 60 past",
    "A yearly fee of ¥4 for each ¥50 of orders",
    "A monthly discount of 4 for each 50 spent",
    "Each year 4 volunteers for every 50 members",
    "The treasurer gets ¥40 a month for her work",
    "Members get ¥4 a month off their rent",
    "Membership grows by a tenth every year",
    "The harvest grows by a fifth each year",
    "Your share of the costs rises by a tenth",
    "What you paid is worth one and a half times less to a bank than to us",
    "Prices elsewhere are one and a half times what you pay here",
    "We put 100 in the pot; it may be 120 or nothing in a year",
    "You may put in 100 and never see 120",
    "If you put in 100, do not expect to get 120 back in a year",
    "From 100 yuan to 500 yuan can be put in by each member",
    "Least part ¥50, most ¥500 a member",
    "Goal 5,000, second goal 8,000 by the end of the year",
    "One part is 50, two are 100, and there is a party at the end",
    "The oven bakes 50 loaves, next year 60",
    "投100元起，最多500元",
    "放一百斤面粉，出一百三十斤面包",
    "存一百块押金，退一百块",
    "每年过年给老人发个红包，一人五十块",
    "年底发红包：按交易额分，有多少分多少",
    "回报率12月公布",
    "去年分红每份一毛五",
    "收益分给大家的规则见章程第二条",
    "盈利：一毛二的差价归公积金",
    "大家来趴，八点开始",
    "年会有三趴：吃饭、抽奖、唱歌",
    "坐等分菜的邻居请到门口",
    "买回来的面粉按原价加一成运费算",
    "按原价加5%的运费卖给大家",
    "最低50元，最高500元，满100元送一个面包",
    "第一轮5000元，第二轮8000元，年底截止",
];

#[test]
fn sums_that_grow_are_caught() {
    judged::are_caught(CAUGHT);
}

#[test]
fn sums_of_other_things_are_let_through() {
    judged::are_let_through(INNOCENT);
}

/// In the middle of honest sentences a promise is found, and they make none of one another.
#[test]
fn they_are_found_among_others() {
    judged::are_found_among(CAUGHT, INNOCENT);
}
