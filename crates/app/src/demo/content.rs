//! Who and what is in the demo: a food co-op of one lane in an old town. All names and texts are made up.

/// Chinese, English.
pub(crate) type Both = (&'static str, &'static str);

pub(crate) const SLUG: &str = "qingshi";
pub(crate) const NAME: Both = ("青石里菜社", "Qingshi Lane Food Co-op");
pub(crate) const THEME: Both = (
    "一条巷子合起来，直接向种菜养鸡做豆腐的人买吃的。",
    "One lane buying its food straight from those who make it.",
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
        "我们不付拉人和带货的佣金。欢迎以邻居的身份来买菜。",
        "We pay no commission for recruiting or pushing goods. Come and buy as a neighbour, you are welcome.",
    ),
);

pub(crate) const NOT_FOUND: Both =
    ("账上没有找到这一笔，请再看看。", "This is not on the account; please look again.");
pub(crate) const SHORT_REASON: Both =
    ("到货短了，按实际数量退。", "Less arrived than was ordered; refunded by the true quantity.");
pub(crate) const DAMAGED_REASON: Both =
    ("路上压坏了，照片看过，退这一部分。", "Crushed on the way; seen on the photograph, refunded in part.");
pub(crate) const CHANGED_MIND: Both = ("临时出门，不要了。", "Called away, no longer wanted.");
pub(crate) const OBJECTION: Both =
    ("切开才发现里面坏了，见照片。", "Bad inside, seen only when cut open; see the picture.");
pub(crate) const ANSWER_MONEY: Both =
    ("跟供货的人说过了，这一样退一半。", "Talked to the supplier; half of it comes back.");
pub(crate) const ANSWER_AGAIN: Both = (
    "跟供货的人说过了，货架上还有，再拿一份。",
    "Talked to the supplier; there is more on the shelf, take it once more.",
);

/// Picks the language of a text.
pub(crate) fn say(both: Both, english: bool) -> &'static str {
    if english { both.1 } else { both.0 }
}
