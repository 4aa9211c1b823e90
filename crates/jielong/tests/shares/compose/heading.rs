//! What the list begins with.

use super::dice::Dice;
use super::goods::Good;

/// The line of one good, by where it stands.
type Teller = Box<dyn Fn(usize, &Good) -> String>;

pub(crate) struct Heading {
    pub lines: Vec<String>,
    /// What each good is called by number or letter.
    pub codes: Option<Vec<String>>,
    /// The unit is told beside the price.
    pub units: bool,
    pub form: &'static str,
}

const CIRCLED: [&str; 14] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭"];

pub(crate) fn heading(dice: &mut Dice, goods: &[Good]) -> Heading {
    let mut lines = Vec::new();
    if dice.chance(40) {
        lines.push("#接龙".to_owned());
    }
    let titles = [
        "【周五团购】来啦",
        "本周好物开团",
        "老乡家自产，放心吃",
        "邻居们看过来👇",
        "今日团品",
        "明天到货，抓紧接龙",
    ];
    lines.push(titles[dice.below(titles.len())].to_owned());
    if dice.chance(35) {
        lines.push(format!(
            "{}月{}号下午{}点截单",
            1 + dice.below(12),
            1 + dice.below(28),
            3 + dice.below(6)
        ));
    }
    let spec = |good: &Good| {
        if good.holds.is_empty() { String::new() } else { format!("（{}/{}）", good.holds, good.unit) }
    };
    let mut codes = None;
    let mut units = true;
    let style =
        dice.weighed(&[(24, 0), (10, 1), (10, 2), (8, 3), (6, 4), (10, 5), (8, 6), (8, 7), (8, 8), (8, 9)]);
    let (form, told): (&'static str, Teller) = match style {
        1 => ("signs", Box::new(|_, good| format!("🔸{} ¥{}/{}", good.name, good.price, good.unit))),
        2 => {
            codes = Some((0..goods.len()).map(|at| CIRCLED[at.min(13)].to_owned()).collect());
            (
                "circled",
                Box::new(|at, good| {
                    format!("{}{}{}元一{}", CIRCLED[at.min(13)], good.name, good.price, good.unit)
                }),
            )
        }
        3 => {
            codes = Some((0..goods.len()).map(|at| format!("{}号", at + 1)).collect());
            (
                "numbered",
                Box::new(|at, good| format!("{}号 {} {}元/{}", at + 1, good.name, good.price, good.unit)),
            )
        }
        4 => {
            let letter = |at: usize| char::from(b'A' + u8::try_from(at).unwrap_or(0));
            codes = Some((0..goods.len()).map(|at| letter(at).to_string()).collect());
            (
                "lettered",
                Box::new(move |at, good| {
                    format!("{}. {} {}元/{}", letter(at), good.name, good.price, good.unit)
                }),
            )
        }
        6 => (
            "what it holds",
            Box::new(move |_, good| format!("{}{} {}元", good.name, spec(good), good.price)),
        ),
        7 => {
            units = false;
            ("price alone", Box::new(|_, good| format!("{} {}", good.name, good.price)))
        }
        8 => ("colon", Box::new(|_, good| format!("{}：{}元一{}", good.name, good.price, good.unit))),
        9 => ("per unit first", Box::new(|_, good| format!("{} 每{}{}元", good.name, good.unit, good.price))),
        _ => ("plain", Box::new(|_, good| format!("{} {}元/{}", good.name, good.price, good.unit))),
    };
    if form == "what it holds" && goods.iter().any(|good| good.holds.is_empty()) {
        units = false;
    }
    // One line for what comes in sorts: 戚风蛋糕 6寸58元/个 8寸78元/个
    let together = codes.is_none() && dice.chance(50);
    let mut rows: Vec<String> = Vec::new();
    let mut at = 0;
    while at < goods.len() {
        match goods[at].sort.filter(|_| together) {
            Some((base, _)) => {
                let sorts: Vec<&Good> =
                    goods.iter().filter(|good| good.sort.is_some_and(|sort| sort.0 == base)).collect();
                let same = sorts.iter().all(|good| good.price == sorts[0].price);
                let which = |good: &&Good| good.sort.map(|sort| sort.1).unwrap_or_default();
                rows.push(if same {
                    let names: Vec<&str> = sorts.iter().map(which).collect();
                    format!("{base}（{}）{}元/{}", names.join("/"), sorts[0].price, sorts[0].unit)
                } else {
                    let priced: Vec<String> = sorts
                        .iter()
                        .map(|good| format!("{}{}元/{}", which(good), good.price, good.unit))
                        .collect();
                    format!("{base} {}", priced.join(" "))
                });
                at += sorts.len();
            }
            None => {
                rows.push(told(at, &goods[at]));
                at += 1;
            }
        }
    }
    let form = if style == 5 || form == "plain" && rows.len() > 2 && dice.chance(10) {
        lines.push(rows.join([" ", "，", "；"][dice.below(3)]));
        "one line"
    } else {
        lines.extend(rows);
        form
    };
    let ends = [
        "3号楼架空层自提",
        "周六上午10点到货，请及时取",
        "满50元送到门口",
        "接龙格式：姓名+品种+数量",
        "————————",
    ];
    for _ in 0..dice.below(3) {
        lines.push(ends[dice.below(ends.len())].to_owned());
    }
    if dice.chance(40) {
        lines.push(String::new());
    }
    Heading { lines, codes, units, form }
}
