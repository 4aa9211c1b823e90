//! What promises a return, and what only sounds like it.

use super::*;

/// Text → what of it promises.
#[test]
fn promises_are_found_in_both_languages() {
    for (text, found) in [
        ("本金安全，保本", Some("本金安全")),
        ("保 本", Some("保本")),
        ("穩賺不賠", Some("稳赚")),
        ("大家放心，不用担心，稳赚", Some("稳赚")),
        ("不仅保本", Some("保本")),
        ("每年固定收益", Some("固定收益")),
        ("未来三年保本", Some("保本")),
        ("非常稳赚", Some("稳赚")),
        ("无论涨跌都保本", Some("保本")),
        ("毫无疑问稳赚", Some("稳赚")),
        ("不管怎样都保本", Some("保本")),
        ("未来每年固定分红", Some("固定分红")),
        ("不会亏钱，也不能错过的稳赚机会", Some("不会亏")),
        ("我们不得不保本", Some("保本")),
        ("不对外招募的稳赚项目", Some("稳赚")),
        ("回报不低于8%", Some("回报")),
        ("不少于8％的回报", Some("回报")),
        ("不是5%而是8%的利息", Some("利息")),
        ("年化五个点", Some("年化")),
        ("零風險", Some("零风险")),
        ("每年8%的回报", Some("回报")),
        ("每年８％的回报", Some("回报")),
        ("Guaranteed return", Some("guaranteed return")),
        ("A guaranteed yearly return of five", Some("guaranteed yearly return")),
        ("We guarantee you a return", Some("guarantee you a return")),
        ("Risk-free!", Some("risk free")),
        ("You can't lose", Some("you can t lose")),
        ("5% interest a year", Some("interest")),
        ("There is no risk", Some("no risk")),
        ("There is no real risk", Some("no real risk")),
        ("There is hardly any risk.", Some("hardly any risk")),
        ("没什么风险。", Some("没什么风险")),
        ("没有太大的风险", Some("没有太大的风险")),
        ("几乎没有风险", Some("没有风险")),
        ("风险几乎没有", Some("风险几乎没有")),
        ("风险可以忽略不计", Some("风险可以忽略")),
        ("No doubt a guaranteed return", Some("guaranteed return")),
        ("Not only fixed returns", Some("fixed returns")),
        ("No less than 5% interest", Some("interest")),
        ("Not 5% but 8% interest", Some("interest")),
    ] {
        assert_eq!(promised_in(text).as_deref(), found, "{text}");
    }
}

/// What says honestly that nothing is promised, and what is about something else.
#[test]
fn denials_and_other_matters_are_no_promises() {
    for text in [
        "",
        "不保本，可能全部亏掉",
        "有没有什么风险，请看下面",
        "不是没什么风险，货架会受潮",
        "受潮的风险没有写进合同",
        "This is not without real risk",
        "There is a real risk of fire",
        "我们不承诺固定收益",
        "没有保证收益",
        "不保证收益，也不保证分红",
        "本份额无固定回报",
        "不承诺8%的回报",
        "不保证每年8％的收益",
        "回报不会是8%",
        "没有任何固定分红",
        "本份额非保本",
        "不承诺保本、保息和固定收益",
        "不向任何成员承诺回报",
        "不对本金作任何保证收益",
        "不可能保本",
        "盈余的20%进公共基金",
        "收益由成员大会决定",
        "保持本地供应",
        "No guaranteed return. You may lose all of it.",
        "This does not promise a fixed return",
        "It is not risk-free",
        "We do not promise 5% interest",
        "Interest is not 5%",
        "Returns depend on what members decide",
        "20% of the surplus goes to the reserve",
        "Return the crates on Friday",
    ] {
        assert_eq!(promised_in(text), None, "{text}");
    }
}

/// Caught, however it is put: rates in words, sums that grow, losses that cannot be, banks that are no safer.
const CAUGHT: &[&str] = &[
    "拥有豆腐坊一份，每年拿百分之八的利息",
    "三年后连本带利退还",
    "回报丰厚",
    "丰厚的回报等着你",
    "高回报",
    "回报很高",
    "收益稳定",
    "稳定的分红",
    "年年有分红，一年回本",
    "年年分红",
    "每年都能领到分红",
    "每月拿利息",
    "两年就回本",
    "三年内收回投资",
    "很快就能回本",
    "永不亏损",
    "绝不会亏",
    "不会让你亏一分钱",
    "投进来不会亏本",
    "只赚不亏",
    "本金安全",
    "本金绝对安全",
    "保证你的本金",
    "您的钱万无一失",
    "亏了我来补",
    "亏多少都由我们承担",
    "我们承担全部损失",
    "有基金兜底",
    "每年固定返还百分之八",
    "每年给你八个点",
    "到期返还110%",
    "年返8%",
    "每年分红三成",
    "一年八厘利息",
    "月息一分",
    "三分利",
    "100块一年后变成120块",
    "投100元，一年后拿回120元",
    "每份¥100，三年后还你¥150",
    "一万变两万",
    "100变120",
    "让你的钱翻倍",
    "一年翻番",
    "投入双倍返还",
    "按月付息",
    "利滚利",
    "跟存银行一样安全",
    "像存款一样稳当",
    "比定期存款利息高",
    "利率4.5%",
    "每份每年涨百分之五",
    "保证赚一成",
    "躺着收钱",
    "被动收入",
    "一本万利",
    "毫无风险",
    "百分之百保本",
    "不用担心，本金全额退还",
    "連本帶利",
    "年年有分紅",
    "每股股息百分之六",
    "保 底 分 红",
    "我们不保证天气，但保证回报",
    "虽然不是银行，利息八个点",
    "Safe as a bank deposit",
    "As safe as your savings",
    "Better than the bank",
    "You earn eight percent every year",
    "8 per cent interest",
    "An 8% dividend each year",
    "Doubles your money",
    "Your money will double in three years",
    "Twice what you put in",
    "Your money back in a year",
    "Get it all back within two years",
    "Back with interest",
    "You can never lose",
    "You will not lose a penny",
    "Nobody loses money",
    "Your capital is completely safe",
    "Capital protected",
    "We cover any loss",
    "Losses are covered by us",
    "High returns",
    "Steady dividends",
    "Returns are stable and high",
    "Dividends every year",
    "¥100 becomes ¥120",
    "8% p.a.",
    "Passive income for all",
    "There is no risk of losing your stake",
    "Don't worry, guaranteed profits",
    "We promise a return",
    "It pays 5% a year",
    "我们保你不赔",
    "买了就是赚",
    "利息按银行三倍算",
    "一年给你返两成",
    "每年保证有百分之五",
    "收益相当可观",
    "稳稳的幸福，稳稳的收益",
    "五年本钱全回来",
    "一年之内本金就能回来",
    "不赔钱的买卖",
    "绝对不会赔",
    "放一百万，年底变一百二十万",
    "100元三年变150元",
    "每份一年多拿8块",
    "到期连利息一起退",
    "有固定的分红",
    "每年10%的分红",
    "月收益2%",
    "日赚百元",
    "分红不低于5%",
    "年收益百分之十",
    "绝无亏损可能",
    "稳得很，比银行强",
    "保你一年翻一倍",
    "零风险高回报",
    "利率最高",
    "收益有保证",
    "分红有保障",
    "我保证大家赚钱",
    "包你赚钱",
    "每年有5%",
    "收益超过存款",
    "每月返2%",
    "赚钱没问题",
    "保证不亏",
    "Your stake grows 10% each year",
    "We guarantee profits",
    "There's no way to lose",
    "You always get your money back",
    "Earn 5% monthly",
    "Interest of five percent",
    "Returns of up to 12%",
    "Invest 100, receive 130 after a year",
    "It's a sure thing",
    "Profit is certain",
    "Zero risk",
    "a fixed dividend of eight percent",
    "Money back guaranteed",
    "Better returns than your savings account",
    "You will be paid 8% a year",
];

/// Prices, shares of a surplus, cooking, dates, and honest words about losing.
const INNOCENT: &[&str] = &[
    "成本保本价卖给大家",
    "按保本价供应，不加价",
    "确保本周送到",
    "担保本社的采购",
    "确保本地供应",
    "保底价收购农户的豆子",
    "做饭的师傅有保底工资",
    "社区老年化，食堂先照顾老人",
    "盈余的20%用于分红",
    "盈余的百分之六十按交易额返还",
    "按交易额返还百分之二",
    "利润三成进公积金，七成按劳动分红",
    "收益的20%进公共基金",
    "拿出利润的5%回报社区",
    "我们拿5%的销售额回报邻居",
    "会员九折，满100减20",
    "新鲜出炉打八折",
    "100块的菜篮",
    "付100块，拿120块的菜",
    "付100元送15元的豆腐",
    "面包100元一份，两份180元",
    "原料从100块涨到120块",
    "房租一年涨了8%",
    "全麦粉占三成",
    "豆子泡到八成软，煮到三成熟",
    "盐放百分之二，水七成满",
    "八成新的冰箱，收益归基金",
    "先说两个点要注意的：收益归大家",
    "早上八点开门，每年十月收成",
    "每年分红由成员大会决定",
    "有盈余的年份才分，没有就不分",
    "分不分、分多少，每年表决",
    "收益不稳定，可能一分没有",
    "回报高低看收成",
    "没有高回报，只有热豆腐",
    "本金不保证退还",
    "本金可能全部亏掉",
    "不保本，也不付息",
    "亏了大家一起承担",
    "亏损先由公积金弥补",
    "亏损按份额由持有人承担",
    "不承诺百分之八的利息",
    "不会有固定的回报",
    "没有人能保证不会亏",
    "别指望一年回本",
    "没有风险是不可能的",
    "没有看风险提示的不能认购",
    "不亏待任何一位师傅",
    "没凑够就全部退还",
    "取消的话退还百分之八十的定金",
    "离开时按每份100元退回",
    "一份100元，最多买5份，共500元",
    "让豆腐产量翻一番",
    "今年利用旧灶台",
    "一分利润也不留给中间商",
    "不像存款那样安全",
    "资金由两位司库共管，账目公开",
    "冰箱保质期内坏了由厂家负责",
    "工资本月起每小时25元",
    "稳定供应，回报乡亲",
    "日本利用豆渣的办法",
    "每年拿出百分之八做公益",
    "每年10%的折扣",
    "两成的人来自三号楼",
    "买十送一，多买多送",
    "20% of the surplus is paid as a dividend",
    "Members decide every year whether there is a dividend",
    "10% off for members",
    "15% discount on bread",
    "A basket worth 100 yuan",
    "If the goal is not met you get your money back within a month",
    "Returns are not stable",
    "There may be no dividend at all",
    "You may lose your money",
    "You can lose all of it",
    "Nobody promises a return",
    "We do not guarantee your capital",
    "It is not as safe as a bank",
    "Bake at 180 for 20 minutes until the crust is 80% done",
    "Flour 60%, water 40%",
    "Return the jars and get 50 cents each",
    "We refund 80% of the deposit",
    "Losses are borne by the holders",
    "The reserve covers losses first",
    "Never lose sight of the goal",
    "We read the letter with interest",
    "Interest in the workshop grew by 20% of members",
    "The fixed price is 12 yuan",
    "Steady income for the growers",
    "A high yield of tomatoes",
    "Back in a year from the sabbatical",
    "保本社区自己人优先",
    "买面包返现2元",
    "预订返10元券",
    "分红多少看盈余，没有就不分",
    "过去三年都没有分红",
    "去年的分红是盈余的三成",
    "我们想让社区更稳定，收益共享",
    "投入的钱可能回不来",
    "设备三年后折旧完",
    "一份50元，十份500元",
    "工作人员每月工资三千元",
    "成本回收要看销量",
    "会员费一年120元，半年60元",
    "预付100元享受九折",
    "买100元菜送10元豆腐",
    "凑够一万元就开工，两万元加一台冰箱",
    "不到一万元，全部退回",
    "超过两成的人反对就停",
    "每周三、周五两点提货",
    "还没到期的牛奶打五折",
    "月饼100元一盒，变成礼盒120元",
    "一年后如果有盈余再商量分红",
    "离开社群后一年内退股金，不计利息",
    "利息归零",
    "股金不计息",
    "本社不吸收存款",
    "保证质量，保证新鲜",
    "收益主要是大家吃上好豆腐",
    "每户两份，三户拼一箱",
    "退回90%的货款",
    "10斤豆子变成30斤豆腐",
    "三成的钱先放款，七成验收后放款",
    "达到目标放款30%，交付后放款70%",
    "保底人数30人",
    "最低30份成团",
    "没有固定工资，也没有固定分红",
    "你的钱不保证能拿回来",
    "回本要多久没人知道",
    "亏损不会由邻居另外掏钱",
    "责任以出资为限，不会让你再掏钱",
    "不会有人追你要更多的钱",
    "风险自担",
    "损失由基金的公积金先补",
    "Profits are shared by work",
    "Dividends are decided each year by ballot",
    "You may not get your money back",
    "Members get a 5% discount every month",
    "The goal is 5,000; with 8,000 we buy a second oven",
    "100 grams become 50 grams when dried",
    "Money comes from the common fund and goes back within a month if the goal is missed",
    "We will not lose the lease",
    "Delivery is guaranteed",
    "Fresh bread guaranteed",
    "Fixed price",
    "Your money is held by the treasurer until the goal is met",
    "Your money is safe with us? No: it can be lost",
    "20% of our income goes to the food bank",
    "Interest in sourdough returns every year",
];

#[test]
fn promises_are_caught_however_they_are_put() {
    judged::are_caught(CAUGHT);
}

#[test]
fn what_promises_nothing_is_let_through() {
    judged::are_let_through(INNOCENT);
}

/// The texts that promise nothing stay so beside each other, and one promise among them is found wherever it stands.
#[test]
fn a_promise_is_found_among_honest_words() {
    judged::are_found_among(CAUGHT, INNOCENT);
}

/// Long and without any stop, made so that many ways through it lead nowhere: each is read in time that grows with its length only.
#[test]
fn long_texts_are_read_to_their_end() {
    for (part, ends, promises) in [
        ("就能", "", false),
        ("一年就能", "", false),
        ("一年就能", "回本", true),
        ("不保证", "", false),
        ("九", "", false),
        ("1元2元", "", false),
        ("亏了都全我们来会", "", false),
        ("principal is very ", "", false),
        ("r o i ", "i中", false),
        ("天", "保本", true),
        ("放一百", "", false),
        ("每份五十，", "六十买回", true),
        ("每年一份红包", "", false),
        ("put in 100 take out ", "", false),
        ("r o i ", "", false),
    ] {
        let text = format!("一年{}{ends}", part.repeat(20_000 / part.chars().count()));
        assert_eq!(promised_in(&text).is_some(), promises, "{part}");
    }
}

proptest::proptest! {
    /// A rate is a rate in figures, in words, in tenths and in points; and no figure makes a promise of a share of the surplus.
    #[test]
    fn every_rate_is_read(points in 1_i64..100, tenths in 1_usize..10) {
        let tenth = ["一", "二", "三", "四", "五", "六", "七", "八", "九"][tenths - 1];
        for rate in [format!("{points}%"), format!("百分之{points}"), format!("百分之{tenth}"), format!("{tenth}成"), format!("{points}个点"), format!("{points}.5％")] {
            for words in ["每年给你RATE的利息", "每年固定返还RATE", "RATE的收益", "股息RATE", "保证赚RATE"] {
                let text = words.replace("RATE", &rate);
                proptest::prop_assert!(promised_in(&text).is_some(), "{}", text);
            }
            for words in ["盈余的RATE用于分红", "会费涨了RATE", "RATE的折扣", "销售额的RATE返还给买的人", "不承诺RATE的利息"] {
                let text = words.replace("RATE", &rate);
                proptest::prop_assert_eq!(promised_in(&text), None, "{}", text);
            }
        }
    }

    /// Sums are compared: more than was put in is a promise, what was put in is not.
    #[test]
    fn only_what_grows_is_a_promise(put in 10_i64..100_000, more in 1_i64..100_000) {
        let grown = put + more;
        let text = format!("投{put}元，一年后拿回{grown}元");
        proptest::prop_assert!(promised_in(&text).is_some(), "{}", text);
        let same = format!("投{put}元，一年后最多退{put}元");
        proptest::prop_assert_eq!(promised_in(&same), None);
        let goods = format!("付{put}元，拿{grown}元的菜");
        proptest::prop_assert_eq!(promised_in(&goods), None);
    }

    /// Whatever is typed, it is answered.
    #[test]
    fn any_text_is_read(text in ".{0,200}") {
        promised_in(&text);
    }
}

/// Whoever is told to write something else must be able to write it.
#[test]
fn what_is_suggested_instead_is_no_promise() {
    for text in ["有没有回报，谁也说不准", "nobody knows whether anything comes back"] {
        assert_eq!(promised_in(text), None, "{text}");
    }
}
