//! How much, as people write it.

use super::dice::Dice;
use super::goods::Good;

/// Where an amount stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// 草莓2盒
    After,
    /// 草莓 2盒
    Apart,
    /// 2盒草莓
    Before,
}

/// The form, the words, and how much in thousandths; None where nobody could tell.
pub(crate) struct Much {
    pub form: &'static str,
    pub text: String,
    pub milli: Option<i64>,
}

const HAN: [&str; 11] = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];

fn much(form: &'static str, text: String, milli: i64) -> Much {
    Much { form, text, milli: Some(milli) }
}

pub(crate) fn count(dice: &mut Dice) -> usize {
    dice.weighed(&[(10, 1), (9, 2), (4, 3), (2, 4), (2, 5), (1, 6), (1, 10)])
}

/// So much of a good. `plain` where only digits and units will do.
pub(crate) fn amount(dice: &mut Dice, good: &Good, place: Place, unclear: bool) -> Much {
    let unit = good.unit;
    if unclear {
        let vague = [format!("一两{unit}"), format!("两三{unit}"), "几个".to_owned(), "一些".to_owned()];
        let odd = if unit == "斤" {
            "3根"
        } else if unit == "只" {
            "2斤"
        } else {
            "3斤"
        };
        return match dice.below(3) {
            0 => Much { form: "unit that does not fit", text: odd.to_owned(), milli: None },
            _ => Much { form: "vague", text: vague[dice.below(2)].clone(), milli: None },
        };
    }
    let n = count(dice);
    let milli = n as i64 * 1000;
    if unit == "斤" && dice.chance(35) {
        return match dice.below(7) {
            0 => much("half", "半斤".to_owned(), 500),
            1 => much("and a half", format!("{}斤半", HAN[n]), milli + 500),
            2 => much("and a half", format!("{n}斤半"), milli + 500),
            3 => much("decimal", format!("{n}.5斤"), milli + 500),
            4 => much("kilograms", format!("{n}公斤"), milli * 2),
            5 => much("grams", format!("{}g", n * 500), milli),
            _ if place != Place::Before => much("portions", format!("{}斤2份", n + 2), 0).unclear(),
            _ => much("half", "半斤".to_owned(), 500),
        };
    }
    let small = n < 4;
    match dice.weighed(&[(30, 0), (14, 1), (22, 2), (8, 3), (4, 4), (4, 5), (4, 6), (5, 7), (3, 8)]) {
        1 => much("Chinese and unit", format!("{}{unit}", HAN[n]), milli),
        2 => much("number", n.to_string(), milli),
        3 if place == Place::After => {
            let sign = dice.one(&["x", "*", "×", "X"]);
            much("times", format!("{sign}{n}"), milli)
        }
        4 if small && n > 1 && !["斤", "箱", "板"].contains(&unit) && good.holds.is_empty() => {
            much("pieces", if n == 2 { "俩" } else { "仨" }.to_owned(), milli)
        }
        5 if misspelt(unit).is_some() => {
            much("misspelt unit", format!("{n}{}", misspelt(unit).unwrap_or_default()), milli)
        }
        6 if n == 2 && unit != "斤" => much("misspelt two", format!("量{unit}"), milli),
        7 if unit != "斤" => {
            much("other unit", format!("{}份", if small { HAN[n].to_owned() } else { n.to_string() }), milli)
        }
        8 => much("number, blank, unit", format!("{n} {unit}"), milli),
        _ => much("number and unit", format!("{n}{unit}"), milli),
    }
}

impl Much {
    fn unclear(self) -> Much {
        Much { milli: None, ..self }
    }
}

fn misspelt(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "袋" => "代",
        "盒" => "合",
        "箱" => "相",
        "瓶" => "平",
        "桶" => "筒",
        "罐" => "灌",
        _ => return None,
    })
}

/// What else people add to an order, none of it how much.
pub(crate) fn note(dice: &mut Dice) -> (&'static str, String) {
    let n = 1 + dice.below(18);
    let room = (1 + dice.below(20)) * 100 + 1 + dice.below(4);
    match dice.below(14) {
        0 => ("building", format!(" 送{n}栋")),
        1 => ("building and room", format!("（{n}栋{room}）")),
        2 => ("building and room", format!(" {n}-{room}")),
        3 => ("room", format!("，放{room}门口")),
        4 => ("end of phone", format!(" 尾号{}", 1000 + dice.below(8999))),
        5 => ("phone", format!(" 138{:08}", dice.below(99_999_999))),
        6 => ("time", format!("，晚上{}点后取", 6 + dice.below(4))),
        7 => ("time", format!(" {}:30以后自提", 17 + dice.below(4))),
        8 => ("paid", " 已付".to_owned()),
        9 => ("wish", "，要新鲜一点的".to_owned()),
        10 => ("thanks", " 谢谢团长".to_owned()),
        11 => ("thanks", "🌹辛苦了".to_owned()),
        12 => ("door", " 放门口就行".to_owned()),
        _ => ("day", format!("，周{}来拿", ["一", "三", "五", "六"][dice.below(4)])),
    }
}
