//! What the demo's suppliers bring, and what a neighbour would like to.

use super::content::Both;

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

/// What a neighbour makes herself.
pub(crate) const PROPOSED: OfferText = OfferText {
    title: ("腌雪里蕻", "Pickled mustard greens"),
    story: (
        "自家缸里腌的，**只放盐**，压石头一个月。一坛能分十来份，先试试有没有人要。",
        "From my own crock, **nothing but salt**, a month under a stone. One crock makes a dozen jars; let us see who wants one.",
    ),
    unit: ("罐", "jar"),
    price: "9.50",
    step: "1",
    weekly: "12",
    limit: Some("2"),
    common_bp: 500,
};
