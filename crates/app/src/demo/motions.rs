//! What the co-op decides, in words. All made up.

use super::content::Both;

pub(crate) struct MotionText {
    pub title: Both,
    pub body: Both,
}

macro_rules! motion {
    ($name:ident: $title:expr, $body:expr) => {
        pub(crate) const $name: MotionText = MotionText { title: $title, body: $body };
    };
}

motion!(FRIDGE:
("买一台二手冷柜放自提点", "A second-hand fridge for the pick-up point"),
(
    "周六下午来取菜的人，拿到的豆腐和草莓已经晒了半天。旧货市场有八成新的卧式冷柜，**一千三左右**，加上送货和一个插座，一千五以内够用。\n\n- 放在巷口修车铺门内，老冉同意\n- 电费从互助基金以外出，夏天一个月大约四十\n- 谁都可以放自己的那一份，过夜清空",
    "Whoever collects on Saturday afternoon gets tofu and strawberries that have stood in the sun. The flea market has chest fridges in good order for **about 1,300**; with delivery and a socket, 1,500 is enough.\n\n- It stands inside the bicycle shop; Lao Ran agrees\n- Power is about forty a month in summer, not out of mutual aid\n- Anybody may put their portion in; it is emptied overnight"
));
motion!(HOURS:
("周六什么时候自提", "When to collect on Saturdays"),
(
    "现在是上午十点到十二点，有人说太早，有人说太晚。按自己的先后排一排，不愿意的可以不排。",
    "It is ten to twelve now; too early for some, too late for others. Put the times in your order; leave out what you do not want."
));
motion!(SPRING:
("公共基金拿出一千二，春天做哪几件事", "1,200 from the common fund: what do we do this spring?"),
(
    "每人在名单上勾自己支持的，勾几件都行。按**等份法**来选：每个人手里有一份同样大的钱，支持的人合起来付得起，这件事就做。这样不会全归人多的那一边。",
    "Tick what you support, as many as you like. The **Method of Equal Shares** chooses: each of us has an equal part of the money, and what its supporters can pay for together is done. So it does not all go to the larger side."
));
motion!(UNCOLLECTED:
("没人取的菜归共享冰箱", "What nobody collects goes to the shared fridge"),
(
    "过了周日晚上八点还没取、也没打招呼的菜，放进共享冰箱，谁需要谁拿。钱不退。",
    "What is not collected by Sunday evening at eight, without a word, goes to the shared fridge for whoever needs it. It is not refunded."
));
/// What the objection changed.
pub(crate) const UNCOLLECTED_LATER: Both = (
    "过了周日晚上十点还没取、也没打招呼的菜，放进共享冰箱，谁需要谁拿。钱不退。\n\n加班晚归的，九点前在群里说一声就给留到周一早上。",
    "What is not collected by Sunday evening at ten, without a word, goes to the shared fridge for whoever needs it. It is not refunded.\n\nWhoever works late says so by nine and finds it on Monday morning.",
);
pub(crate) const WHY_LATER: Both =
    ("八点太早，改成十点；晚归的可以先说一声。", "Eight was too early: ten, and a word is enough.");
motion!(AID:
("老庞家的草莓，互助基金从三个点提到四个点", "Strawberries: four instead of three in a hundred to mutual aid"),
(
    "草莓这一季卖得好。公共基金让出一个点给互助基金，老庞拿的不变，价格不变。",
    "Strawberries sold well this season. The common fund gives one point to mutual aid; Lao Pang gets the same and the price stays."
));
motion!(BOUNTY:
("拉一个新人奖励二十元", "Twenty yuan for everybody one brings in"),
(
    "别的团都有拉新奖励，人多了价格能再谈。",
    "Other groups pay for recruits; with more people we could ask for better prices."
));
motion!(WORK_SHARES:
("给冷柜出的力也算份子", "Work for the cold store makes shares too"),
(
    "不是谁都拿得出一百块，可谁都出得了力。**给冷柜项目干的活，满一百块算一份冷柜份子**，不够的留到下次；给公共基金干的活还是老办法，将来分配时算。\n\n说好了再走：\n\n- 入社满一年离开，份子都留下\n- 不满一年，或者被移出的，留下已归属的一半，一年里逐月归属\n- 投进来的钱，离开时请基金退还，一分不少",
    "Not everybody has a hundred to spare, but everybody can lend a hand. **Work for the cold store makes a share of it for every hundred**; what is left goes on to the next. Work for the common fund counts as before, when something is shared out.\n\nAgreed before anybody leaves:\n\n- Who leaves after a year keeps all their shares\n- Before that, or removed: half of what is earned, month by month over a year\n- What was put in as money the fund is asked to give back, to the cent"
));
motion!(MODERATOR:
("添一位管理员", "One more moderator"),
(
    "分拣和答疑一直是这位邻居在做，给一个名分，发邀请、隐藏广告都方便。无记名，谁都不为难。",
    "This neighbour has done the sorting and the answering all along; with the role come invitations and hiding advertisements. A secret ballot, so that nobody is embarrassed."
));
motion!(BAGS:
("下个季度用什么装菜", "What do we pack in next quarter?"),
(
    "塑料袋便宜但是费；布袋要押金；周转筐要有人收。给每一种打分，零到五。",
    "Plastic is cheap and wasteful, cloth needs a deposit, crates need somebody to collect them. Score each from nought to five."
));
motion!(FEAST:
("年夜饭一起订哪几样", "What to order together for New Year's Eve"),
(
    "每样凑够二十份才划算。勾你家会要的。",
    "Each pays from twenty portions on. Tick what your family would take."
));
motion!(COMPOST:
("菜叶子堆肥", "Compost from the leaves"),
(
    "每周六剩下三四筐菜叶，能不能在七号院墙根放两个堆肥桶？味道怎么办，谁来翻，先听听大家的。",
    "Three or four crates of leaves are left each Saturday. Two compost bins at the wall of No. 7? What about the smell, and who turns it? Let us hear."
));
motion!(WORMS:
    ("养蚯蚓处理菜叶", "Worms for the leaves"),
    ("比堆肥桶快，没味道，孩子们喜欢。", "Faster than bins, no smell, and the children like it.")
);
motion!(PREPAY:
("开春给果园预付一成", "A tenth paid ahead to the orchard in spring"),
(
    "老庞开春要买苗，缺周转。我们先付一季的一成，算在后面的货款里。风险：减产的话要等到秋天。",
    "Lao Pang buys seedlings in spring and is short. We pay a tenth of the season ahead, against later deliveries. The risk: with a poor crop we wait until autumn."
));
motion!(CAPITAL:
("大家入份子，给冷柜项目添一台大的", "Shares for all of us, towards a larger cold store"),
(
    "那台二手冷柜周六已经塞不下了。新的一台连安装六千上下，街道补助三千，剩下的我们自己凑：**一份一百，一人最多五份**，愿意的入，不入照样买菜、照样投票。\n\n- 份子是大家的本钱，不是存款\n- 谁有几份记在份额登记簿里，人人看得到总数",
    "The second-hand fridge is too small on Saturdays already. A new one costs about six thousand with everything; the district grants three. The rest we put in ourselves: **100 a share, at most five each**. Whoever wants to; whoever does not buys and votes as before.\n\n- A share is our own capital, no deposit\n- Who has how many stands in the share register; the totals are open to all"
));

pub(crate) const SHARE: Both = ("冷柜份子", "Cold store share");
pub(crate) const SHARE_TERMS: Both = (
    "一份一百元，一人最多五份，只给过了观察期的成员。钱进冷柜项目，只用来置办和维修冷藏设备。没有利息；以后退不退、怎么退，由大家另外提案决定。",
    "100 yuan a share, at most five each, for members past probation. The money goes to the cold store project, for buying and mending what keeps food cold, and nothing else. It bears no interest; whether and how it is paid back is for a later decision.",
);
pub(crate) const SHARE_RISK: Both = (
    "冷柜会旧会坏，菜社也可能办不下去：这笔钱可能只拿回一部分，也可能全部拿不回来。急用的钱别放进来。",
    "A cold store grows old and breaks, and the co-op may not last: you may get back a part of the money, or none of it. Do not put in what you may need.",
);

/// Ranked.
pub(crate) const TIMES: [Both; 4] = [
    ("上午八点到十点", "Eight to ten"),
    ("上午十点到十二点", "Ten to twelve"),
    ("下午两点到四点", "Two to four"),
    ("傍晚五点到七点", "Five to seven in the evening"),
];

/// Projects: title, note, cost in yuan.
pub(crate) const PROJECTS: [(Both, Both, i64); 6] = [
    (("自提点雨棚", "An awning at the pick-up point"), ("下雨天排队不淋。", "No queue in the rain."), 520),
    (("共享秤和分装台", "Scales and a packing table"), ("分拣能快一半。", "Sorting in half the time."), 380),
    (
        ("七号院种菜箱", "Planting boxes in No. 7"),
        ("孩子们的四个箱子，连土。", "Four boxes for the children, with soil."),
        260,
    ),
    (("小推车两辆", "Two handcarts"), ("给腿脚不便的送上门。", "For those who cannot carry."), 300),
    (
        ("巷子读书角", "A reading corner"),
        ("旧书架刷漆，添一盏灯。", "The old shelf painted, and a lamp."),
        150,
    ),
    (
        ("春天的长桌饭", "A long table in spring"),
        ("一百多人坐下来吃一顿。", "A hundred of us at one table."),
        680,
    ),
];

pub(crate) const PACKING: [Both; 3] =
    [("塑料袋", "Plastic bags"), ("押金布袋", "Cloth bags on deposit"), ("周转筐", "Crates that come back")];

pub(crate) const DISHES: [Both; 5] = [
    ("腌笃鲜", "Pork and bamboo soup"),
    ("八宝饭", "Eight-treasure rice"),
    ("卤味拼盘", "Cold cuts"),
    ("手工蛋饺", "Egg dumplings"),
    ("桂花酒酿", "Osmanthus rice wine"),
];

pub(crate) const OBJECTION: Both = (
    "加班的人周日九点才到家，能不能给到十点？",
    "Some get home at nine on Sundays after work. Could it be ten?",
);

pub(crate) const RULE_UNCOLLECTED: (Both, Both) = (
    (
        "周日晚十点还没取、也没打招呼的菜，放进共享冰箱。",
        "What is not collected by ten on Sunday evening, without a word, goes to the shared fridge.",
    ),
    ("烂掉最可惜；打一声招呼就给留。", "Rotting is the worst of all; say a word and it is kept for you."),
);

/// Who says it: an index among the neighbours; which earlier one it answers.
pub(crate) struct Said {
    pub by: usize,
    pub answers: Option<i64>,
    pub words: Both,
}

macro_rules! said {
    ($by:literal, $answers:expr, $words:expr) => {
        Said { by: $by, answers: $answers, words: $words }
    };
}

pub(crate) const ON_FRIDGE: [Said; 5] = [
    said!(6, None, ("支持。上周的豆腐到家已经酸了。", "For it. Last week's tofu was sour when I got home.")),
    said!(9, None, ("冷柜放修车铺，晚上锁门怎么取？", "The shop is locked at night. How does one get in?")),
    said!(
        2,
        Some(2),
        (
            "老冉说九点关门，之后打电话他下来开。",
            "Lao Ran closes at nine; after that he comes down if you call."
        )
    ),
    said!(1, None, ("公共基金现在够，买完还剩八百多。", "The common fund has it, and some left over.")),
    said!(12, Some(3), ("那我没问题了。", "Then I have nothing against it.")),
];

pub(crate) const ON_COMPOST: [Said; 3] = [
    said!(
        14,
        None,
        ("七号院是我家窗户底下，盖子要密封的才行。", "That is under my window. It needs a lid that seals.")
    ),
    said!(
        2,
        Some(1),
        ("那种带活性炭的桶，下次我带一个来看。", "There are bins with charcoal; I will bring one along.")
    ),
    said!(20, None, ("翻堆我可以每周一次。", "I can turn it once a week.")),
];

pub(crate) const ON_CAPITAL: [Said; 4] = [
    said!(12, None, ("入得多的人，投票会多一票吗？", "Does whoever puts in more get more votes?")),
    said!(6, Some(1), ("不会，还是一人一票。", "No. One member, one vote, as ever.")),
    said!(17, None, ("搬走了能退吗？", "Is it paid back if I move away?")),
    said!(
        1,
        Some(3),
        (
            "现在没写能退，要退得大家再定。所以别拿急用的钱。",
            "Nothing says so now; that needs another decision. So put in nothing you may need."
        )
    ),
];

pub(crate) const ON_BOUNTY: [Said; 2] = [
    said!(5, None, ("我们是邻居买菜，不是拉人头。", "We are neighbours who buy food, not recruiters.")),
    said!(8, None, ("奖励给人，最后都加在菜价里。", "Whoever is paid for it, we pay it in the price.")),
];

// What was spent.
pub(crate) const FLEA_MARKET: Both = ("旧货市场·老魏家电", "Old Wei's appliances, flea market");
pub(crate) const THE_FRIDGE: Both =
    ("卧式冷柜一台，八成新，保修三个月", "One chest fridge, in good order, three months' guarantee");
pub(crate) const DELIVERY: Both =
    ("三轮车送货和一个防水插座", "Delivery by tricycle, and a waterproof socket");
pub(crate) const DINNER: Both = ("搬完冷柜请大家吃饭", "Dinner for those who carried the fridge");
pub(crate) const NOT_FOR_DINNER: Both = (
    "授权只说冷柜。请客要另外提案。",
    "The mandate is for the fridge. A dinner needs a proposal of its own.",
);
pub(crate) const SHELF_PAINT: Both = ("清漆、砂纸和一盏夹灯", "Varnish, sandpaper and a clip lamp");
pub(crate) const HARDWARE: Both = ("巷尾五金店", "The hardware shop down the lane");
pub(crate) const FIRST_PART: Both = ("防腐木板和桶装土", "Treated boards and soil");
pub(crate) const SECOND_PART: Both = ("角铁、螺丝和六包菜籽", "Brackets, screws and six bags of seed");
pub(crate) const LABELS: Both = ("标签纸三卷", "Three rolls of labels");
pub(crate) const PRINTING: Both = ("议事规则打印张贴", "Printing the rules of deciding for the wall");
pub(crate) const TAPE: Both = ("封箱胶带", "Packing tape");

// What was received.
pub(crate) const LEFT_OVER: Both = (
    "成立以前在群里拼菜剩下的钱，从组长自己的账户转来，单子大家对过",
    "Left over from ordering together before the co-op began, moved from the organiser's own account; all have seen the list",
);
pub(crate) const GIVEN: Both =
    ("给月底手头紧的人家，不用问是谁", "For whoever is short at the month's end; no need to ask who");
pub(crate) const GRANTER: Both = ("青石街道邻里互助资金", "Qingshi District's fund for neighbours");
pub(crate) const GRANTED: Both = (
    "社区冷藏设备补助，只用于冷柜",
    "Grant for keeping food cold in the neighbourhood; for the cold store only",
);
pub(crate) const SPONSOR: Both = ("巷口五金店", "The hardware shop at the corner");
pub(crate) const SPONSORED: Both =
    ("店名印在配送箱上，一季", "The shop's name on the delivery boxes for a season");
pub(crate) const IN_THE_BOX: Both =
    ("自提点募捐箱，两个人当面数的", "The box at the pick-up point, counted by two together");

/// Why the rules of deciding are as they are: set at the founding.
pub(crate) const RULES_REASON: Both = (
    "成立会上商量的：小事不开会，大事不拍脑袋；小钱司库先用，每月报账。",
    "Agreed at the founding: no meeting for small things, no haste with large ones; small sums by the treasurer, accounted for each month.",
);

pub(crate) const TO_DISCUSSION: Both =
    ("摆出来大家谈谈，过几天再写成草案。", "Out in the open, to be talked over before it becomes a draft.");
pub(crate) const TO_DRAFT: Both = ("谈得差不多了，写成草案。", "Talked through; written as a draft.");
pub(crate) const DONE: Both = ("都办好了，账也清了。", "All done, and the books are clear.");
pub(crate) const ONE_TALK: Both =
    ("说的是同一堆菜叶子，放在一起谈。", "It is about the same leaves: one talk is enough.");
pub(crate) const PAINT_TASK: Both = ("给旧书架打磨、上漆", "Sand and varnish the old shelf");
pub(crate) const MEASURE_TASK: Both = ("量一量种菜箱摆哪里", "Measure where the boxes go");
