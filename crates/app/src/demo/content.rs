//! Who and what is in the demo: a food co-op of one lane in an old town. All names and texts are made up.

/// Chinese, English.
pub(crate) type Both = (&'static str, &'static str);

pub(crate) const SLUG: &str = "qingshi";
pub(crate) const NAME: Both = ("青石里菜社", "Qingshi Lane Food Co-op");
pub(crate) const THEME: Both = (
    "一条巷子合起来，直接向种菜养鸡做豆腐的人买吃的。",
    "One lane buys its food together, straight from the people who grow, raise and make it.",
);
pub(crate) const BELIEF: Both = (
    "知道是谁种的，知道钱去了哪，知道对门住着谁。",
    "Know who grew it, know where the money went, know who lives across the hall.",
);

/// Rule, reason.
pub(crate) const RULES: [(Both, Both); 6] = [
    (
        (
            "先付款，后订货；周四晚八点截单。",
            "Pay first, order after; each week closes Thursday at eight in the evening.",
        ),
        (
            "菜是活的，订了没人要就烂在地里，损失落在农户头上。",
            "Vegetables do not wait. What is ordered and not wanted rots, and the grower carries it.",
        ),
    ),
    (
        ("每样东西标明每一块钱分给谁。", "Every offer says who gets each part of its price."),
        ("看得见的加价才谈得上公道。", "Only a margin that can be seen can be called fair."),
    ),
    (
        (
            "缺一两，退一两的钱，当天记账。",
            "What is short by an ounce is refunded by the ounce, and entered the same day.",
        ),
        ("小账不清，大账没人信。", "Nobody trusts the large sums where the small ones are wrong."),
    ),
    (
        ("每笔货款百分之三进互助基金。", "Three in a hundred of each sale go to the mutual aid fund."),
        ("巷子里总有人哪个月过得紧。", "In any month somebody in the lane is short."),
    ),
    (
        (
            "司库管钱不订货价，主理人订货价不碰钱。",
            "The treasurer handles money and sets no price; the steward sets prices and handles no money.",
        ),
        ("两个人各拿一把钥匙，大家都睡得着。", "With two keys in two hands everybody sleeps."),
    ),
    (
        (
            "入社要写几句自己是谁，主理人三天内答复并说明理由。",
            "To join, write a few lines about yourself; the steward answers within three days and says why.",
        ),
        ("这里是邻居，不是流量。", "These are neighbours, not traffic."),
    ),
];

pub(crate) const FUND_GENERAL: Both = ("公共基金", "Common fund");
pub(crate) const FUND_AID: Both = ("互助基金", "Mutual aid fund");
pub(crate) const FUND_COLD: Both = ("冷柜项目", "Cold store project");
pub(crate) const FUND_RESERVE: Both = ("储备金", "Reserve");

pub(crate) const STEWARD: Both = ("苏禾", "Su He");
pub(crate) const TREASURER: Both = ("顾慎之", "Gu Shenzhi");
pub(crate) const MEMBER: Both = ("林小满", "Lin Xiaoman");

pub(crate) struct SupplierText {
    pub name: Both,
    pub offers: &'static [OfferText],
}

pub(crate) struct OfferText {
    pub title: Both,
    pub story: Both,
    pub unit: Both,
    /// Yuan, up to four decimals.
    pub price: &'static str,
    pub step: &'static str,
    /// Brought each week.
    pub weekly: &'static str,
    pub limit: Option<&'static str>,
    /// Basis points to the common fund; three in a hundred go to mutual aid, the rest to the supplier.
    pub common_bp: i64,
}

macro_rules! offer {
    ($title:expr, $story:expr, $unit:expr, $price:literal, $step:literal, $weekly:literal, $limit:expr, $bp:literal) => {
        OfferText {
            title: $title,
            story: $story,
            unit: $unit,
            price: $price,
            step: $step,
            weekly: $weekly,
            limit: $limit,
            common_bp: $bp,
        }
    };
}

const JIN: Both = ("斤", "jin (500 g)");
const BOX: Both = ("盒", "box");
const TRAY: Both = ("板", "tray of 30");
const BLOCK: Both = ("块", "block");
const BAG: Both = ("袋", "bag");
const BOTTLE: Both = ("瓶", "bottle");
const LOAF: Both = ("个", "loaf");

pub(crate) const SUPPLIERS: [SupplierText; 12] = [
    SupplierText {
        name: ("北坡果园·老庞", "North Slope Orchard, Lao Pang"),
        offers: &[
            offer!(
                ("草莓", "Strawberries"),
                (
                    "早上五点摘，**九点前到巷口**。老庞家三个棚，不催红，个头有大有小。\n\n- 到手当天吃最好\n- 压坏的拍照，按实际重量退",
                    "Picked at five in the morning, **at the lane by nine**. Three tunnels, nothing forced, sizes vary.\n\n- Best eaten the same day\n- Photograph what is crushed; it is refunded by weight"
                ),
                BOX,
                "25",
                "1",
                "60",
                None,
                900
            ),
            offer!(
                ("冰糖心苹果", "Honey-core apples"),
                (
                    "沙土地，昼夜温差大，糖心是冻出来的。",
                    "Sandy soil, cold nights: the honey core comes from the frost."
                ),
                JIN,
                "6.8",
                "0.5",
                "120",
                None,
                800
            ),
        ],
    },
    SupplierText {
        name: ("溪口鸡舍·阿芬", "Xikou Henhouse, A Fen"),
        offers: &[
            offer!(
                ("散养鸡蛋", "Free-range eggs"),
                (
                    "四百只芦花鸡，白天在竹林里，晚上自己回窝。下多少卖多少，天冷就少。",
                    "Four hundred barred hens, bamboo grove by day, their own way home at night. Fewer when it is cold."
                ),
                TRAY,
                "42",
                "1",
                "45",
                None,
                700
            ),
            offer!(
                ("老母鸡", "Stewing hen"),
                (
                    "下够两年蛋的，炖汤要三个钟头。",
                    "Two years of laying behind her; wants three hours in the pot."
                ),
                LOAF,
                "88",
                "1",
                "12",
                None,
                800
            ),
        ],
    },
    SupplierText {
        name: ("石磨豆坊·陈伯", "Stone Mill Tofu, Uncle Chen"),
        offers: &[
            offer!(
                ("卤水豆腐", "Brine-set tofu"),
                (
                    "凌晨两点磨浆，卤水点的，切开有豆香。",
                    "Ground at two in the morning and set with brine; smells of beans when cut."
                ),
                BLOCK,
                "4.5",
                "1",
                "90",
                None,
                1000
            ),
            offer!(
                ("豆浆", "Soy milk"),
                ("不加糖，不加水，当天喝完。", "No sugar, no added water, drink it today."),
                BOTTLE,
                "6",
                "1",
                "50",
                None,
                1000
            ),
        ],
    },
    SupplierText {
        name: ("河湾菜地·周家姐妹", "River Bend Garden, the Zhou sisters"),
        offers: &[
            offer!(
                ("上海青", "Pak choi"),
                ("头天傍晚割，带露水装筐。", "Cut the evening before, packed with the dew on."),
                JIN,
                "3.6",
                "0.5",
                "150",
                None,
                900
            ),
            offer!(
                ("西红柿", "Tomatoes"),
                (
                    "老品种，皮薄不耐运，只卖两站地以内。",
                    "An old kind with thin skin that does not travel; sold within two bus stops."
                ),
                JIN,
                "5.5",
                "0.5",
                "110",
                None,
                900
            ),
            offer!(
                ("小土豆", "New potatoes"),
                ("红皮黄心，带泥，蒸着吃最香。", "Red skin, yellow flesh, earth still on; best steamed."),
                JIN,
                "3.2",
                "0.5",
                "140",
                None,
                900
            ),
        ],
    },
    SupplierText {
        name: ("南塘水产·阿海", "South Pond Fish, A Hai"),
        offers: &[offer!(
            ("草鱼", "Grass carp"),
            (
                "按条称，杀好去鳞，按实际重量多退少补。",
                "Weighed whole, cleaned and scaled; the price follows the true weight."
            ),
            JIN,
            "13.5",
            "0.5",
            "60",
            None,
            700
        )],
    },
    SupplierText {
        name: ("老灶酱园·何师傅", "Old Hearth Sauces, Master He"),
        offers: &[
            offer!(
                ("三年酱油", "Three-year soy sauce"),
                ("只有黄豆、麦、盐、水和三个夏天。", "Beans, wheat, salt, water and three summers."),
                BOTTLE,
                "38",
                "1",
                "30",
                None,
                1000
            ),
            offer!(
                ("豆瓣酱", "Broad bean paste"),
                ("露天晒足一年，下饭。", "A full year in the open sun."),
                BOTTLE,
                "22",
                "1",
                "30",
                None,
                1000
            ),
        ],
    },
    SupplierText {
        name: ("小院烘焙·米娅", "Courtyard Bakery, Mia"),
        offers: &[
            offer!(
                ("乡村面包", "Country loaf"),
                (
                    "酸种养了六年，周六早上出炉。",
                    "A six-year-old starter, out of the oven on Saturday morning."
                ),
                LOAF,
                "24",
                "1",
                "40",
                None,
                1200
            ),
            offer!(
                ("核桃司康", "Walnut scones"),
                ("四个一袋，黄油是真的。", "Four in a bag, the butter is real."),
                BAG,
                "20",
                "1",
                "35",
                None,
                1200
            ),
        ],
    },
    SupplierText {
        name: ("云上茶园·老姚", "Cloud Terrace Tea, Lao Yao"),
        offers: &[offer!(
            ("明前绿茶", "Early spring green tea"),
            (
                "清明前采的一芽一叶，一季只有二十来斤。",
                "One bud and one leaf, picked before Qingming; some twenty jin a season."
            ),
            BAG,
            "128",
            "1",
            "10",
            Some("2"),
            800
        )],
    },
    SupplierText {
        name: ("向阳米铺·老郑", "Sunny Rice, Lao Zheng"),
        offers: &[
            offer!(
                ("新米", "New rice"),
                ("碾好不过七天，十斤装。", "Milled within the week, ten jin a bag."),
                BAG,
                "46",
                "1",
                "50",
                None,
                700
            ),
            offer!(
                ("小米", "Millet"),
                ("山坡旱地，熬粥出油。", "From dry hillside fields; makes a glossy porridge."),
                JIN,
                "9.9",
                "0.5",
                "60",
                None,
                700
            ),
        ],
    },
    SupplierText {
        name: ("蜂箱边·老穆", "By the Hives, Lao Mu"),
        offers: &[offer!(
            ("荆条蜜", "Chaste-tree honey"),
            ("去年夏天的一茬，会结晶，是正常的。", "Last summer's flow; it sets, as it should."),
            BOTTLE,
            "58",
            "1",
            "20",
            None,
            900
        )],
    },
    SupplierText {
        name: ("双河牧场·其其格", "Twin River Dairy, Qiqige"),
        offers: &[
            offer!(
                ("鲜牛奶", "Fresh milk"),
                ("巴氏杀菌，玻璃瓶，瓶子记得还。", "Pasteurised, in glass; please bring the bottle back."),
                BOTTLE,
                "12.8",
                "1",
                "80",
                None,
                800
            ),
            offer!(
                ("原味酸奶", "Plain yoghurt"),
                ("只有奶和菌。", "Milk and culture, nothing else."),
                BOTTLE,
                "15",
                "1",
                "60",
                None,
                800
            ),
        ],
    },
    SupplierText {
        name: ("巷尾菌房·小吴", "Lane's End Mushrooms, Xiao Wu"),
        offers: &[offer!(
            ("平菇", "Oyster mushrooms"),
            (
                "防空洞里种的，冬暖夏凉，一年四季都有。",
                "Grown in the old shelter, warm in winter and cool in summer, all year round."
            ),
            JIN,
            "8.25",
            "0.5",
            "50",
            None,
            1000
        )],
    },
];

pub(crate) const SURNAMES: [Both; 20] = [
    ("赵", "Zhao"),
    ("钱", "Qian"),
    ("孙", "Sun"),
    ("李", "Li"),
    ("周", "Zhou"),
    ("吴", "Wu"),
    ("郑", "Zheng"),
    ("王", "Wang"),
    ("冯", "Feng"),
    ("陈", "Chen"),
    ("沈", "Shen"),
    ("韩", "Han"),
    ("杨", "Yang"),
    ("朱", "Zhu"),
    ("许", "Xu"),
    ("何", "He"),
    ("吕", "Lü"),
    ("张", "Zhang"),
    ("孔", "Kong"),
    ("曹", "Cao"),
];

pub(crate) const GIVEN: [Both; 24] = [
    ("静", "Jing"),
    ("伟", "Wei"),
    ("晓燕", "Xiaoyan"),
    ("建国", "Jianguo"),
    ("雨桐", "Yutong"),
    ("子涵", "Zihan"),
    ("秀兰", "Xiulan"),
    ("明远", "Mingyuan"),
    ("阿姨", "Ayi"),
    ("师傅", "Shifu"),
    ("一诺", "Yinuo"),
    ("思远", "Siyuan"),
    ("桂花", "Guihua"),
    ("志强", "Zhiqiang"),
    ("小北", "Xiaobei"),
    ("可欣", "Kexin"),
    ("爷爷", "Yeye"),
    ("国栋", "Guodong"),
    ("安然", "Anran"),
    ("若溪", "Ruoxi"),
    ("大川", "Dachuan"),
    ("美玲", "Meiling"),
    ("向东", "Xiangdong"),
    ("知秋", "Zhiqiu"),
];

/// What people wrote when they asked to join: still waiting for an answer.
pub(crate) const WAITING: [(Both, Both); 3] = [
    (
        ("七号院·方敏", "Fang Min, No. 7"),
        (
            "刚搬来两个月，家里一个三岁娃，想买到放心的鸡蛋和青菜。周六上午可以帮忙分拣。",
            "Moved in two months ago with a three-year-old; looking for eggs and greens we can trust. Free to help sorting on Saturday mornings.",
        ),
    ),
    (
        ("巷口修车·老冉", "Lao Ran, the bicycle shop"),
        (
            "在巷口修车二十年，门口可以借给大家当自提点。",
            "Twenty years at the corner; the shop front is yours as a pick-up point if you want it.",
        ),
    ),
    (("租房的小邱", "Xiao Qiu"), ("一个人住，想买小份的菜。", "I live alone and would like small portions.")),
];

pub(crate) const DECLINED: (Both, Both, Both) = (
    ("优选团长", "Group-buy agent"),
    (
        "手上有两千人的群，可以给你们带货，佣金好谈。",
        "I run groups of two thousand people and can push your goods; commission negotiable.",
    ),
    (
        "我们不付拉人和带货的佣金，章程第六条。欢迎以邻居的身份来买菜。",
        "We pay no commission for recruiting or pushing goods, see rule six. Come and buy as a neighbour, you are welcome.",
    ),
);

pub(crate) const NOT_FOUND: Both =
    ("账上没有找到这一笔，请再看看。", "This is not on the account; please look again.");
pub(crate) const SHORT_REASON: Both =
    ("到货短了，按实际数量退。", "Less arrived than was ordered; refunded by the true quantity.");
pub(crate) const DAMAGED_REASON: Both =
    ("路上压坏了，照片看过，退这一部分。", "Crushed on the way; seen on the photograph, refunded in part.");
pub(crate) const CHANGED_MIND: Both = ("临时出门，不要了。", "Called away, no longer wanted.");

/// Picks the language of a text.
pub(crate) fn say(both: Both, english: bool) -> &'static str {
    if english { both.1 } else { both.0 }
}
