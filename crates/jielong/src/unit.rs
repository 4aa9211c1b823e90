//! Units: which words are units, which mean the same, and what converts into what.

use crate::sound::same_sound;
use crate::{Doubt, Offer};
use kernel::Quantity;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What things are counted and weighed in. Longer ones first.
const UNITS: &str = "pounds pound lbs lb boxes box cases case bags bag bottles bottle packs pack pcs pc dozen 公斤 千克 市斤 毫升 kg ml 份儿 大人 小孩 儿童 成人 家属 组合 人份 g l 斤 克 两 升 盒 板 份 袋 箱 只 \
    个 包 瓶 罐 桶 件 条 串 把 颗 枚 根 支 枝 片 块 张 套 副 双 对 打 筐 篮 提 捆 扎 束 盆 棵 朵 听 杯 \
    碗 壶 本 册 台 部 辆 米 卷 碟 挂 框 尾 头 匹 粒 排 筒 管 贴 单 组 人 位 名 口 顶 托 盘 刀 扇 幅 付 \
    版 株 坛 卡 节 票 间 桌 床 尺 锅 笼 屉 娃 件套 磅 针 封 圈 瓣 轮 场 课 包子";

/// After a number these say where or when, not how much.
pub(crate) const NO_UNITS: &str = "栋 幢 号楼 单元 室 楼 层 弄 号院 号门 区 期 点 时 分钟 小时 段 级 代 阶 月 日 年 周 星期 天 岁 次 折 % 码 寸 cm \
    mm mL装 号 座 门 路 班 年级 届 倍 度 # 指 指厚 色 分 公里 km 里路 千米";

/// The units by their first letter, in their order: nearly every place of a list is asked whether one stands there.
fn units_from(letter: char) -> &'static [Vec<char>] {
    static TABLE: OnceLock<HashMap<char, Vec<Vec<char>>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = HashMap::<char, Vec<Vec<char>>>::new();
        for unit in UNITS.split_whitespace().map(|unit| unit.chars().collect::<Vec<char>>()) {
            table.entry(unit[0]).or_default().push(unit);
        }
        table
    });
    table.get(&letter).map_or(&[], Vec::as_slice)
}

/// A unit at this place: its letters, and how many. `more` are units of the heading that are not among the usual.
pub(crate) fn read(chars: &[char], at: usize, more: &[Vec<char>]) -> Option<(String, usize)> {
    let first = chars.get(at)?.to_ascii_lowercase();
    if let Some(found) = more.iter().find(|unit| unit.len() > 1 && starts(chars, at, unit)) {
        return Some((found.iter().collect(), found.len()));
    }
    let known = units_from(first).iter().find(|unit| starts(chars, at, unit));
    let found = known.map(|unit| {
        let said: String = unit.iter().collect();
        match said.as_str() {
            "pounds" | "pound" | "lbs" | "lb" => ("磅".to_owned(), unit.len()),
            _ => (said, unit.len()),
        }
    });
    found.or_else(|| {
        more.iter().find(|unit| starts(chars, at, unit)).map(|unit| (unit.iter().collect(), unit.len()))
    })
}

fn starts(chars: &[char], at: usize, unit: &[char]) -> bool {
    let end = at + unit.len();
    if unit.is_empty() || chars.len() < end {
        return false;
    }
    let same = chars[at..end].iter().zip(unit).all(|(a, b)| a.to_ascii_lowercase() == *b);
    // g and ml end where the word ends.
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
    same && !(unit[0].is_ascii_alphabetic() && latin(chars.get(end)))
}

fn grams(unit: &str) -> Option<i64> {
    Some(match unit {
        "斤" | "市斤" => 500,
        "公斤" | "千克" | "kg" => 1000,
        "克" | "g" => 1,
        "两" => 50,
        _ => return None,
    })
}

pub(crate) fn in_grams(unit: &str) -> Option<i64> {
    grams(unit)
}

fn millilitres(unit: &str) -> Option<i64> {
    Some(match unit {
        "升" | "l" => 1000,
        "毫升" | "ml" => 1,
        _ => return None,
    })
}

pub(crate) fn is_weight(unit: &str) -> bool {
    grams(unit).is_some()
}

/// Of a sign-up: people, whatever the list calls them.
pub(crate) fn counts_people(unit: &str) -> bool {
    matches!(
        unit,
        "人" | "位"
            | "名"
            | "个"
            | "口"
            | "大"
            | "小"
            | "大人"
            | "小孩"
            | "儿童"
            | "成人"
            | "家属"
            | "娃"
            | "人份"
    )
}

/// One of these is several pieces.
pub(crate) fn holds_several(unit: &str) -> bool {
    matches!(unit, "板" | "箱" | "打" | "对" | "双" | "盘" | "托" | "提" | "件" | "盒" | "筐")
}

/// Halves of it are sold: by weight, or a thing that can be cut. `said` is the unit of the order.
pub(crate) fn divides(own: &str, said: &str) -> bool {
    let cut = |unit: &str| {
        is_weight(unit)
            || matches!(
                unit,
                "个" | "只" | "条" | "块" | "米" | "磅" | "升" | "份" | "扇" | "桌" | "小时" | "打" | "dozen"
            )
    };
    cut(own) || own.is_empty() && (said.is_empty() || cut(said))
}

/// Words for the same unit.
const ALIKE: &[&[&str]] = &[
    &["个", "只", "枚", "颗", "粒", "头"],
    &["袋", "包"],
    &["罐", "听"],
    &["条", "根"],
    &["串", "挂"],
    &["副", "幅", "付"],
    &["副", "对", "双"],
    &["板", "版", "托", "盘"],
    &["箱", "件"],
    &["提", "组"],
    &["块", "片"],
    &["桶", "壶"],
    &["本", "册"],
    &[
        "人", "位", "名", "个", "口", "大", "小", "大人", "小孩", "儿童", "成人", "家属", "娃", "票", "张",
        "份", "座",
    ],
    &["box", "boxes", "盒"],
    &["box", "boxes", "箱", "case", "cases"],
    &["bag", "bags", "袋", "包", "pack", "packs"],
    &["bottle", "bottles", "瓶"],
    &["pc", "pcs", "个"],
    &["束", "把", "扎", "捆"],
    &["筐", "框", "篮"],
    &["瓶", "支"],
    &["支", "枝", "根"],
    &["棵", "株", "颗"],
    &["只", "条", "尾", "头"],
    &["单", "份", "套", "组"],
    &["碗", "份"],
    &["笼", "屉"],
    &["台", "部"],
    &["份", "人份", "份儿", "盒饭"],
];

/// 份, 件 and 单 count whatever is sold by the piece.
const GENERAL: &[&str] = &["份", "单", "份儿"];
/// What 个 is said of although it has a word of its own. Not of packages: one of a box may be a box or one piece of it.
const PIECES: &str =
    "条 罐 瓶 件 顶 把 串 本 张 副 套 桶 杯 份 块 支 根 朵 盆 棵 项 人 位 台 部 卷 碗 片 名 间 枝 单";

/// One of each sort, whatever it is sold in, unless by weight.
pub(crate) const EACH: &str = "样";

/// What an order of so much is in the offer's unit.
pub(crate) struct Fit {
    pub quantity: Quantity,
    pub doubt: Option<Doubt>,
}

/// `usual` is the unit that most lines use for an offer without one in the heading.
pub(crate) fn fit(quantity: Quantity, said: &str, offer: &Offer, usual: Option<&str>) -> Fit {
    let own = if offer.unit.is_empty() { usual.unwrap_or("") } else { offer.unit.as_str() };
    // Where the heading says no unit, that of most lines binds nobody.
    let unsaid = offer.unit.is_empty() && grams(own).is_none() && grams(said).is_none();
    let as_is = |doubt| Fit { quantity, doubt };
    if said == EACH {
        return as_is(grams(own).map(|_| Doubt::UnitDiffers));
    }
    let counted = matches!(said, "打" | "对" | "dozen");
    if said.is_empty() || own.is_empty() && offer.holds.is_none() && !counted || said == own {
        return as_is(None);
    }
    let (said, own) = (trimmed(said), trimmed(own));
    if said == own {
        return as_is(None);
    }
    for measure in [grams, millilitres] {
        if let (Some(from), Some(to)) = (measure(said), measure(own)) {
            return converted(quantity, from, to);
        }
    }
    if let Some((_, each)) = offer.packs.iter().find(|(pack, _)| pack == said) {
        let quantity = Quantity::from_milli(quantity.milli.saturating_mul(each.milli) / 1000);
        return Fit { quantity, doubt: Some(Doubt::UnitConverted) };
    }
    if let Some(found) = contents(quantity, said, offer) {
        return found;
    }
    let count = match said {
        "打" | "dozen" => 12,
        "对" | "双" => 2,
        _ => 0,
    };
    // 一打袜子: twelve pairs.
    let pairs = matches!(said, "打" | "dozen") && matches!(own, "双" | "对");
    if count > 0
        && grams(own).is_none()
        && (pairs || !matches!(own, "对" | "双" | "打" | "dozen" | "副" | "箱" | "板"))
    {
        return Fit { quantity: Quantity::from_milli(quantity.milli * count), doubt: None };
    }
    let dozens = |unit: &str| matches!(unit, "打" | "dozen");
    if dozens(own) && dozens(said) {
        return as_is(None);
    }
    if dozens(own) && matches!(said, "个" | "只" | "枚" | "颗") && quantity.milli % 12_000 == 0 {
        return Fit {
            quantity: Quantity::from_milli(quantity.milli / 12),
            doubt: Some(Doubt::UnitConverted),
        };
    }
    if ALIKE.iter().any(|group| group.contains(&said) && group.contains(&own)) {
        return as_is(Some(Doubt::UnitAlike));
    }
    if (GENERAL.contains(&said) && grams(own).is_none())
        || (said == "个" && PIECES.split(' ').any(|piece| piece == own))
    {
        return as_is(Some(Doubt::UnitAlike));
    }
    // 补一个溶豆, sold by the box: nobody sells less, where nothing says what a box holds.
    let whole = offer.holds.is_none() && quantity.milli <= 5_000 && quantity.milli % 1000 == 0;
    if said == "个" && whole && matches!(own, "盒" | "袋" | "包" | "罐" | "箱" | "提") {
        return as_is(Some(Doubt::UnitAlike));
    }
    // 大床房1间, sold by the night.
    if matches!(own, "晚" | "天" | "月" | "年" | "次" | "周" | "期" | "节" | "季") && !is_weight(said)
    {
        return as_is(Some(Doubt::UnitAlike));
    }
    if same_sound(said, own) {
        return as_is(Some(Doubt::SpeltOtherwise));
    }
    if own.is_empty() && count > 0 {
        return Fit {
            quantity: Quantity::from_milli(quantity.milli * count),
            doubt: Some(Doubt::UnitConverted),
        };
    }
    as_is(if own.is_empty() {
        None
    } else {
        Some(if unsaid { Doubt::UnitAlike } else { Doubt::UnitDiffers })
    })
}

/// 大袋 and 小盒 are bags and boxes.
fn trimmed(unit: &str) -> &str {
    let rest = unit.strip_prefix(['大', '小', '整', '中']).unwrap_or(unit);
    if rest.is_empty() { unit } else { rest }
}

fn converted(quantity: Quantity, from: i64, to: i64) -> Fit {
    let (whole, exact) = (quantity.milli * from / to, quantity.milli * from % to == 0);
    let doubt = if exact { None } else { Some(Doubt::QuantityOffStep) };
    Fit { quantity: Quantity::from_milli(whole), doubt }
}

/// Fifty jin of a rice that is sold in bags of ten: five bags. Where it does not come out whole nobody knows.
fn contents(quantity: Quantity, said: &str, offer: &Offer) -> Option<Fit> {
    let (holds, unit) = offer.holds.as_ref()?;
    let unit = unit.as_str();
    let (mut wanted, mut each) = (quantity.milli, holds.milli);
    if let (Some(from), Some(to)) = (grams(said), grams(unit)) {
        (wanted, each) = (wanted.checked_mul(from)?, each.checked_mul(to)?);
    } else if said != unit
        && !(["个", "只", "枚", "颗"].contains(&said) && ["个", "只", "枚", "颗"].contains(&unit))
    {
        return None;
    }
    if each <= 0 || wanted % each != 0 {
        return Some(Fit { quantity, doubt: Some(Doubt::UnitDiffers) });
    }
    let pieces = Quantity::from_milli(wanted / each * 1000);
    Some(Fit { quantity: pieces, doubt: Some(Doubt::UnitConverted) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(unit: &str) -> Offer {
        Offer { unit: unit.into(), ..Offer::default() }
    }

    #[test]
    fn units_fit_or_do_not() {
        for (quantity, said, own, answer, doubt) in [
            ("2", "盒", "盒", "2", None),
            ("1", "kg", "斤", "2", None),
            ("5", "两", "斤", "0.5", None),
            ("1", "打", "个", "12", None),
            ("1", "对", "对", "1", None),
            ("3", "根", "斤", "3", Some(Doubt::UnitDiffers)),
            ("2", "版", "板", "2", Some(Doubt::UnitAlike)),
            ("3", "枚", "个", "3", Some(Doubt::UnitAlike)),
            ("30", "个", "板", "30", Some(Doubt::UnitDiffers)),
            ("2", "份", "盒", "2", Some(Doubt::UnitAlike)),
            ("1", "箱", "包", "1", Some(Doubt::UnitDiffers)),
        ] {
            let found = fit(Quantity::parse(quantity).unwrap(), said, &of(own), None);
            assert_eq!(
                (found.quantity.to_string().as_str(), found.doubt),
                (answer, doubt),
                "{quantity}{said}/{own}"
            );
        }
        let rice = Offer { holds: Some((Quantity::from_milli(10_000), "斤".into())), ..of("袋") };
        assert_eq!(fit(Quantity::from_milli(50_000), "斤", &rice, None).quantity.milli, 5_000);
        assert_eq!(fit(Quantity::from_milli(5_000), "斤", &rice, None).doubt, Some(Doubt::UnitDiffers));
    }
}
