//! What neighbours buy together, and what they call it.

use super::dice::Dice;
use pinyin::ToPinyin;

#[derive(Debug, Clone)]
pub(crate) struct Good {
    pub name: String,
    pub unit: &'static str,
    pub price: usize,
    /// What a piece holds, as it is told beside the name.
    pub holds: &'static str,
    /// Of one thing in several sizes or sorts: what it is, and which.
    pub sort: Option<(&'static str, &'static str)>,
    nicks: &'static str,
}

/// How an item is called: the form, the words, and which good it means; None where it could be several.
pub(crate) type Called = (&'static str, String, Option<usize>);

type Row = (&'static str, &'static str, usize, &'static str, &'static str);

/// Name, unit, price, what it holds, nicknames: `a` short, `h` misspelt=meant, `t` in long letters=meant.
const SHELVES: [&[Row]; 8] = [
    &[
        ("丹东草莓", "盒", 35, "2斤", "a草莓 h草梅=草莓"),
        ("草莓酱", "瓶", 22, "", "t草莓醬=草莓酱"),
        ("阳光玫瑰", "串", 28, "", "a玫瑰 h阳光梅瑰=阳光玫瑰"),
        ("巨峰葡萄", "斤", 12, "", "a葡萄 h葡陶=葡萄 a巨峰"),
        ("海南贵妃芒", "箱", 58, "5斤", "a贵妃芒 a贵妃 h贵飞芒=贵妃芒"),
        ("赣南脐橙", "箱", 45, "10斤", "a脐橙 h齐橙=脐橙"),
        ("爱媛果冻橙", "箱", 52, "5斤", "a果冻橙 a爱媛"),
        ("红心猕猴桃", "盒", 38, "12个", "a猕猴桃 h弥猴桃=猕猴桃 t獼猴桃=猕猴桃"),
        ("阿克苏苹果", "箱", 66, "8斤", "a苹果 t蘋果=苹果 a阿克苏"),
        ("库尔勒香梨", "斤", 9, "", "a香梨"),
        ("云南蓝莓", "盒", 16, "125g", "a蓝莓 t藍莓=蓝莓 h兰莓=蓝莓"),
        ("车厘子", "斤", 48, "", "h车离子=车厘子"),
        ("砂糖橘", "斤", 8, "", "h沙糖桔=砂糖橘 t砂糖桔=砂糖橘"),
    ],
    &[
        ("土鸡蛋", "板", 36, "30枚", "a鸡蛋 t土雞蛋=土鸡蛋"),
        ("土鸡", "只", 98, "", ""),
        ("老母鸡", "只", 88, "", "a母鸡"),
        ("咸鸭蛋", "盒", 24, "10枚", "a鸭蛋 h闲鸭蛋=咸鸭蛋"),
        ("黑猪五花肉", "斤", 32, "", "a五花肉 a五花 h五化肉=五花肉"),
        ("黑猪肋排", "斤", 46, "", "a肋排 h勒排=肋排"),
        ("牛腱子", "斤", 55, "", "a牛腱"),
        ("牛腩", "斤", 49, "", ""),
        ("鸡翅中", "包", 29, "2斤", "a鸡翅 a翅中"),
        ("琵琶腿", "包", 26, "2斤", "h枇杷腿=琵琶腿"),
        ("手工豆腐", "块", 5, "", "a豆腐 h豆付=豆腐"),
    ],
    &[
        ("全麦吐司", "袋", 18, "", "a全麦 h全买吐司=全麦吐司"),
        ("牛奶吐司", "袋", 16, "", "t牛奶吐司=牛奶吐司"),
        ("海盐卷", "袋", 20, "4个", "h海盐圈=海盐卷"),
        ("肉松小贝", "盒", 25, "6个", "a小贝 h肉松小背=肉松小贝"),
        ("蛋黄酥", "盒", 39, "6枚", "h蛋黄苏=蛋黄酥 t蛋黃酥=蛋黄酥"),
        ("葡式蛋挞", "盒", 22, "4个", "a蛋挞 h蛋塔=蛋挞"),
        ("巴斯克", "个", 78, "", ""),
        ("提拉米苏", "份", 30, "", "h提拉米酥=提拉米苏"),
        ("奶油泡芙", "盒", 19, "", "a泡芙 h泡夫=泡芙"),
        ("雪花酥", "罐", 33, "", ""),
    ],
    &[
        ("小番茄", "盒", 10, "", ""),
        ("水果黄瓜", "斤", 7, "", "a黄瓜 t黃瓜=黄瓜"),
        ("云南小土豆", "斤", 4, "", "a小土豆 a土豆"),
        ("有机菠菜", "把", 6, "", "a菠菜 h波菜=菠菜"),
        ("奶油生菜", "棵", 5, "", "a生菜"),
        ("水果玉米", "根", 4, "", "a玉米"),
        ("铁棍山药", "斤", 13, "", "a山药 h山要=山药 t山藥=山药"),
        ("板栗红薯", "箱", 30, "5斤", "a红薯 h红署=红薯"),
        ("洪湖莲藕", "斤", 11, "", "a莲藕 t蓮藕=莲藕"),
        ("黄心娃娃菜", "袋", 9, "3棵", "a娃娃菜 h娃娃采=娃娃菜"),
        ("鲜香菇", "盒", 12, "", "a香菇 h香姑=香菇"),
    ],
    &[
        ("长粒香米", "袋", 42, "10斤", "a香米"),
        ("沁州小米", "袋", 25, "5斤", "a小米"),
        ("石磨面粉", "袋", 28, "10斤", "a面粉 t麵粉=面粉"),
        ("菜籽油", "桶", 75, "5L", "h菜子油=菜籽油"),
        ("花生油", "桶", 110, "5L", ""),
        ("手工挂面", "把", 9, "", "a挂面 t掛麵=挂面"),
        ("有机黑豆", "袋", 15, "", "a黑豆"),
        ("桂花藕粉", "罐", 35, "", "a藕粉 h耦粉=藕粉"),
        ("土蜂蜜", "瓶", 60, "1斤", "a蜂蜜 h锋蜜=蜂蜜"),
        ("红薯粉条", "捆", 17, "", "a粉条"),
    ],
    &[
        ("猪肉白菜水饺", "袋", 28, "50个", "a白菜水饺 a猪肉白菜"),
        ("韭菜鸡蛋水饺", "袋", 26, "50个", "a韭菜水饺 a韭菜鸡蛋"),
        ("三鲜水饺", "袋", 30, "50个", "a三鲜"),
        ("荠菜馄饨", "盒", 22, "20个", "a馄饨 h荠菜混沌=荠菜馄饨 a荠菜"),
        ("鲜肉馄饨", "盒", 22, "20个", "t鮮肉餛飩=鲜肉馄饨"),
        ("豆沙包", "袋", 15, "8个", "a豆沙 h豆砂包=豆沙包"),
        ("奶黄包", "袋", 16, "8个", "a奶黄 t奶黃包=奶黄包"),
        ("葱油手抓饼", "包", 20, "10片", "a手抓饼 h手爪饼=手抓饼"),
        ("红糖馒头", "袋", 12, "", "a馒头 t饅頭=馒头"),
        ("糯米烧麦", "袋", 18, "", "a烧麦 h烧卖=烧麦"),
    ],
    &[
        ("洗洁精", "瓶", 13, "", "h洗结精=洗洁精"),
        ("抽纸", "提", 29, "8包", "t抽紙=抽纸"),
        ("卷纸", "提", 26, "12卷", "t捲紙=卷纸"),
        ("厨房湿巾", "包", 10, "", "a湿巾 t濕巾=湿巾"),
        ("加厚垃圾袋", "卷", 8, "", "a垃圾袋 h拉圾袋=垃圾袋"),
        ("保鲜膜", "卷", 11, "", "h保鲜模=保鲜膜"),
        ("薄荷牙膏", "支", 14, "", "a牙膏"),
        ("儿童牙刷", "支", 7, "", "a牙刷"),
        ("洗手液", "瓶", 19, "", ""),
    ],
    &[
        ("基围虾", "斤", 45, "", "h鸡围虾=基围虾"),
        ("皮皮虾", "斤", 39, "", ""),
        ("舟山带鱼", "斤", 28, "", "a带鱼 t帶魚=带鱼"),
        ("小黄鱼", "袋", 33, "2斤", ""),
        ("鲜活花蛤", "斤", 10, "", "a花蛤 h花甲=花蛤"),
        ("乳山生蚝", "箱", 68, "5斤", "a生蚝 h生豪=生蚝"),
        ("海鲈鱼", "条", 36, "", "a鲈鱼 t鱸魚=鲈鱼"),
        ("梭子蟹", "只", 42, "", "a蟹子 h索子蟹=梭子蟹"),
        ("鱿鱼须", "袋", 31, "", "h尤鱼须=鱿鱼须"),
    ],
];

/// What comes in sizes or sorts, with unit and the lowest price; each shelf has some.
type Family = (usize, &'static str, &'static str, usize, &'static [&'static str]);
const FAMILIES: [Family; 14] = [
    (0, "石榴", "箱", 40, &["5斤装", "10斤装"]),
    (0, "沃柑", "箱", 32, &["小果", "大果"]),
    (0, "草莓蛋糕", "个", 98, &["6寸", "8寸"]),
    (1, "乌鸡", "只", 60, &["大", "小"]),
    (2, "戚风蛋糕", "个", 58, &["6寸", "8寸", "10寸"]),
    (2, "贝果", "个", 9, &["原味", "蓝莓", "芝士"]),
    (3, "彩椒", "斤", 8, &["红", "黄"]),
    (4, "五常大米", "袋", 45, &["5kg", "10kg"]),
    (4, "芝麻油", "瓶", 25, &["小瓶", "大瓶"]),
    (5, "粽子", "袋", 21, &["咸蛋黄", "蜜枣", "红豆"]),
    (6, "洗衣液", "桶", 24, &["2kg", "5kg"]),
    (6, "酸奶", "杯", 8, &["原味", "黄桃味", "草莓味"]),
    (7, "大闸蟹", "只", 38, &["公", "母"]),
    (7, "海参", "盒", 180, &["半斤装", "一斤装"]),
];

/// What one list sells: one thing, or some of a shelf with or without things in sorts.
pub(crate) fn stock(dice: &mut Dice) -> Vec<Good> {
    let shelf = dice.below(SHELVES.len());
    let count = dice.weighed(&[(2, 1), (4, 2), (6, 3), (7, 4), (6, 5), (4, 6), (4, 8), (2, 10)]);
    let mut rows: Vec<&Row> = SHELVES[shelf].iter().collect();
    dice.shuffle(&mut rows);
    let plain = rows.into_iter().take(count).map(|(name, unit, price, holds, nicks)| Good {
        name: (*name).to_owned(),
        unit,
        price: *price,
        holds: if dice.chance(60) { holds } else { "" },
        sort: None,
        nicks,
    });
    let mut goods: Vec<Good> = plain.collect();
    let families: Vec<&Family> = FAMILIES.iter().filter(|family| family.0 == shelf).collect();
    if dice.chance(45) && !families.is_empty() {
        let (_, base, unit, price, sorts) = dice.one(&families);
        if goods.len() > 5 {
            goods.truncate(5);
        }
        let at = dice.below(goods.len() + 1);
        let step = 3 + dice.below(8);
        let apart = sorts[0].contains(['寸', '斤', 'k', '瓶', '果', '大']);
        let sorted = sorts.iter().enumerate().map(|(nth, sort)| Good {
            name: named(base, sort),
            unit,
            price: price + if apart { nth * step * 3 } else { 0 },
            holds: "",
            sort: Some((base, sort)),
            nicks: "",
        });
        let sorted: Vec<Good> = sorted.collect();
        goods.splice(at..at, sorted);
    }
    let shared = goods
        .iter()
        .enumerate()
        .any(|(at, good)| goods[..at].iter().any(|other| other.price == good.price && other.sort.is_none()));
    if shared {
        goods
            .iter_mut()
            .enumerate()
            .filter(|(_, good)| good.sort.is_none())
            .for_each(|(at, good)| good.price += at);
    }
    goods
}

/// 原味贝果, 草莓蛋糕8寸, 公大闸蟹 is written 大闸蟹公.
fn named(base: &str, sort: &str) -> String {
    let before = sort.ends_with('味')
        || ["原味", "蓝莓", "芝士", "咸蛋黄", "蜜枣", "红豆", "红", "黄"].contains(&sort);
    if before { format!("{sort}{base}") } else { format!("{base}{sort}") }
}

pub(crate) fn initials(text: &str) -> String {
    text.chars().filter_map(|c| c.to_pinyin()).filter_map(|one| one.plain().chars().next()).collect()
}

/// What one good may be called in this list, so that a careful neighbour knows it, or surely does not.
pub(crate) fn names(goods: &[Good], at: usize, codes: Option<&[String]>) -> Vec<Called> {
    let good = &goods[at];
    let fits = |word: &str| {
        let other = |index: &usize| *index != at && goods[*index].name.contains(word);
        (0..goods.len()).filter(other).count()
    };
    let equal = |word: &str| goods.iter().any(|other| other.name == word);
    let mut found: Vec<Called> = vec![("full", good.name.clone(), Some(at))];
    if let Some((base, sort)) = good.sort {
        found.extend(sorted(goods, at, base, sort));
    }
    for nick in good.nicks.split(' ').filter(|nick| !nick.is_empty()) {
        let (kind, word) = nick.split_at(1);
        let (said, meant) = word.split_once('=').unwrap_or((word, word));
        let form = match kind {
            "a" => "short",
            "h" => "misspelt",
            _ => "long letters",
        };
        // 草莓, where 草莓酱 is sold and 丹东草莓: what is called so at its end is the thing.
        let ends = goods.iter().filter(|other| other.name.ends_with(meant)).count();
        if fits(meant) == 0 {
            found.push((form, said.to_owned(), Some(at)));
        } else if ends > 1 && !equal(meant) && form == "short" {
            found.push(("shared word", said.to_owned(), None));
        }
    }
    let latin = initials(&good.name);
    let alike = |other: &Good| other.name != good.name && initials(&other.name).contains(&latin);
    let han = good.name.chars().all(|c| c.to_pinyin().is_some());
    if latin.len() >= 3 && han && !goods.iter().any(alike) {
        found.push(("initials", latin, Some(at)));
    }
    if let Some(first) = good.name.chars().next().filter(|first| han && fits(&first.to_string()) == 0)
        && good.sort.is_none()
        && !"小大老有长手土一三云红黑全".contains(first)
    {
        found.push(("first letter", first.to_string(), Some(at)));
    }
    if let Some(last) = good.name.chars().last().filter(|last| han && fits(&last.to_string()) == 0)
        && good.sort.is_none()
        && "蛋橙梨鸡虾蟹蚝薯藕饼油粉酥贝桃橘腩酱".contains(last)
    {
        found.push(("last letter", last.to_string(), Some(at)));
    }
    if goods.iter().filter(|other| other.price == good.price).count() == 1 && good.price >= 20 {
        found.push(("price", format!("{}的", good.price), Some(at)));
        found.push(("price", format!("{}元的", good.price), Some(at)));
    }
    if let Some(code) = codes.and_then(|codes| codes.get(at)) {
        found.push(("code", code.clone(), Some(at)));
    }
    found
}

/// By size or sort.
fn sorted(goods: &[Good], at: usize, base: &'static str, sort: &'static str) -> Vec<Called> {
    let short = sort.trim_end_matches(['装', '味']);
    let said_alone = goods
        .iter()
        .enumerate()
        .all(|(index, other)| index == at || !other.name.contains(short) && !other.holds.contains(short));
    let mut found: Vec<Called> = vec![
        ("sort before", format!("{sort}{base}"), Some(at)),
        ("sort after", format!("{base}{sort}"), Some(at)),
        ("sort in brackets", format!("{base}（{sort}）"), Some(at)),
        ("sort after a blank", format!("{base} {sort}"), Some(at)),
    ];
    let only = goods.iter().filter(|other| other.name.contains(base)).all(|other| other.sort.is_some());
    if only {
        found.push(("sort left out", base.to_owned(), None));
    }
    if said_alone {
        found.push(("sort alone", format!("{short}的"), Some(at)));
        if sort.chars().count() > 1 {
            found.push(("sort alone", sort.to_owned(), Some(at)));
        }
        let letters: Vec<char> = base.chars().collect();
        if letters.len() > 2 {
            let tail: String = letters[letters.len() - 2..].iter().collect();
            if goods
                .iter()
                .all(|other| !other.name.contains(&tail) || other.sort.is_some_and(|own| own.0 == base))
            {
                found.push(("sort before, short", format!("{short}{tail}"), Some(at)));
                found.push(("sort after, short", format!("{tail}{sort}"), Some(at)));
            }
        }
    }
    found
}
