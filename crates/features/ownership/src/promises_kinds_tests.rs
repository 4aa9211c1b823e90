//! Shares taken back at what they cost, rates that nothing changes and last year's that come again, deposits by another name; and what
//! looks near: goods taken back, goals missed, prices, taxes, reports.

use super::promised_in;

/// As they are written in groups and on notices.
const CAUGHT: &[&str] = &[
    "到期原价收回",
    "到期按原价回购",
    "随时原价退",
    "随时可以按原价退给我们",
    "到期我们按原价给你收回来",
    "一年后原价收回，大家放心",
    "满三年全额退",
    "不想要了随时原价退，没有套路",
    "期满由团队全额回购",
    "承诺回购，签协议",
    "无条件回购",
    "溢价回购",
    "原价隨時贖回",
    "到期還本",
    "到期把本金还给你",
    "本金随时可取",
    "每年8%，雷打不动",
    "每年八个点，雷打不动！",
    "一年8％，不管盈亏",
    "一年六个点，妥妥的",
    "每月一个点，准时到账",
    "每年8%打底",
    "年底8%，白纸黑字",
    "每份每年5块，风雨无阻",
    "每股每年8元，不管赚不赚",
    "本金退还，另给8%",
    "退本，再送你5%",
    "本金到手，还有红包",
    "亏了算我的，赚了算你们的",
    "亏了也照样分",
    "不管赚不赚都给分红",
    "铁定赚",
    "肯定能回本",
    "妥妥的赚钱",
    "就当存定期",
    "随存随取，比放银行强",
    "入股就赚",
    "钱生钱的好项目",
    "有赚无赔",
    "去年分红8%，今年照样",
    "去年回报10%，今年只多不少",
    "保值增值",
    "8% a year, whatever happens",
    "8 percent every year no matter what",
    "your money back, with interest",
    "Your money back, plus a nice bonus",
    "Get your money back and then some",
    "Your stake comes back with 8%",
    "5% per year, rain or shine",
    "10% a year, come what may",
    "6 per cent every single year, year in, year out",
    "Every year 7%, you have my word",
    "5 yuan a share every year, no matter what",
    "We buy your share back at the price you paid",
    "We will buy it back at full price any time",
    "Redeemable at par at any time",
    "You can sell it back to us any time for the price you paid",
    "Whenever you want you can cash out at face value",
    "A guaranteed buyback after a year",
    "You get every penny back",
    "Your money is returned in full",
    "Get your money back any time",
    "It can only go up",
    "Your shares will never fall",
    "The value never goes down",
    "You are bound to make money",
    "It makes you money while you sleep",
    "Losses are on us",
    "We make you whole",
    "As good as money in the bank",
    "Last year the dividend was 8%, this year the same",
];

/// What looks near it.
const INNOCENT: &[&str] = &[
    "面包不新鲜随时原价退",
    "七天内原价退货",
    "旧书原价回购",
    "空瓶按原价收回",
    "坏的菜随时全额退款",
    "没凑够，到期全额退回",
    "没成团随时全额退",
    "离开时按原价退还股金，以基金有余为限",
    "不承诺回购",
    "没有人承诺原价回购",
    "本社无义务原价回购",
    "到期不回购，也不退",
    "能不能按原价收回，由大会表决",
    "社员价每年便宜8%，雷打不动",
    "房租每年涨8%，不管我们赚不赚",
    "每年拿盈余的8%做公益，雷打不动",
    "增值税每年按13%交，雷打不动",
    "会员每年享受8%的折扣，风雨无阻",
    "每份每年交5块会费，雷打不动",
    "设备每年折旧10%，无论如何要留钱",
    "风雨无阻，每天送货",
    "100%纯棉",
    "含税价，税率9%",
    "去年分红8%",
    "2025年分红8%，今年分不分由大会决定",
    "前年每股分红3%，去年没有分",
    "去年没有算清楚，回报是盈余的两成",
    "亏了大家一起担",
    "亏了算我们大家的",
    "赚不赚都给师傅发工资",
    "不一定赚钱",
    "不能当存款",
    "别当存定期",
    "存钱罐放在柜台上",
    "本金可能全部亏掉，再穷也要公开账目",
    "社员价比市价低8%",
    "凭小票随时退瓶子押金",
    "准时到账的货款另记一栏",
    "8% off for members",
    "8% off every year, no matter what",
    "100% cotton",
    "We listened with interest",
    "There is great interest in the workshop",
    "Interest in the oven was high last year",
    "VAT is 13%, whatever happens",
    "Rent rises 8% a year, no matter what we do",
    "We open every day, rain or shine",
    "8% of the surplus goes to the school every year, come what may",
    "Members save 10% on every order, always",
    "We take bottles back at the full price",
    "Unopened goods are refunded in full at any time",
    "Bring the crate and get your deposit back any time",
    "If the goal is missed, you get your money back within a month",
    "If the goal is not met, you get every penny back",
    "If the pool fails, your money is returned in full",
    "Your money may not come back",
    "Nobody will buy your share back at the price you paid",
    "We do not promise to buy it back at par",
    "Last year the dividend was 5%",
    "In 2025 members received a dividend of 3%",
    "Last year we paid no interest",
    "The price can go up or down",
    "Costs only go up",
    "The bread never falls apart",
    "Losses are borne by all of us",
    "Membership grew 8% a year, year after year",
    "A year has 12 months, no matter what",
    "Wages rise 3% a year, guaranteed by contract",
    "8% fat, always fresh",
    "You may leave at any time; what comes back is decided by members",
];

#[test]
fn they_are_caught_by_their_kinds() {
    let slipped: Vec<_> = CAUGHT.iter().filter(|text| promised_in(text).is_none()).collect();
    assert!(slipped.is_empty(), "{slipped:#?}");
}

#[test]
fn what_looks_near_is_let_through() {
    let stopped: Vec<_> =
        INNOCENT.iter().filter_map(|text| promised_in(text).map(|words| (text, words))).collect();
    assert!(stopped.is_empty(), "{stopped:#?}");
}

/// In the middle of honest sentences a promise is found, and they make none of one another.
#[test]
fn they_are_found_among_others() {
    for (at, promise) in CAUGHT.iter().enumerate() {
        let (before, after) = (INNOCENT[at % INNOCENT.len()], INNOCENT[(at * 7 + 3) % INNOCENT.len()]);
        assert_eq!(promised_in(&format!("{before}。{after}。")), None, "{before} {after}");
        assert!(promised_in(&format!("{before}。{promise}。{after}")).is_some(), "{promise}");
    }
}
