//! Who sent a heading in the chat, and that it goes on: neither is a part of it. Pure.

/// Who runs such lists.
const ROLES: [&str; 9] = ["团长", "群主", "店长", "店主", "老板", "管理员", "组长", "楼长", "发起人"];
/// A longer one is no name.
const NAME_LETTERS_MAX: usize = 3;
/// With these it is told where, how or what, and not who: 团长自提点：3号楼, 付款给团长：支付宝.
const NO_NAMES: [&str; 33] = [
    "取", "提", "点", "电话", "微信", "地址", "家", "号", "位置", "收款", "通知", "公告", "推荐", "说明",
    "优惠", "价", "找", "问", "给", "加", "联系", "私", "付", "转", "到", "请", "跟", "由", "和", "或", "是",
    "按", "送",
];

/// `团长小青: 大家接着接`: what whoever runs the list says, without who says it; chats copy that before a message. `things`: what the heading
/// sells, which nobody is called: 团长鸡蛋：30元/板.
pub fn without_sender<'a>(line: &'a str, things: &[&str]) -> &'a str {
    let Some(at) = line.find([':', '：']) else { return line };
    let rest = line[at..].trim_start_matches([':', '：']).trim_start();
    match is_sender(line[..at].trim(), things) && !is_price_or_account(rest) {
        true => rest,
        false => line,
    }
}

/// A role, and beside it nothing but a name.
fn is_sender(sender: &str, things: &[&str]) -> bool {
    let beside =
        ROLES.iter().find_map(|role| sender.strip_prefix(role).or_else(|| sender.strip_suffix(role)));
    let Some(name) = beside else { return false };
    let is_thing =
        |thing: &str| !name.is_empty() && !thing.is_empty() && (thing.contains(name) || name.contains(thing));
    name.chars().filter(|c| c.is_alphanumeric()).count() <= NAME_LETTERS_MAX
        && !NO_NAMES.iter().any(|word| name.contains(word))
        && !name.contains(|c: char| c.is_ascii_digit() || c.is_whitespace())
        && !things.iter().any(|thing| is_thing(thing))
}

/// What is no message: the price of what was taken for somebody, or where to reach them.
fn is_price_or_account(rest: &str) -> bool {
    let account = ["微信", "支付宝", "电话", "手机", "wx", "WX", "vx", "VX", "V信", "@"];
    rest.starts_with(|c: char| c.is_ascii_digit() || "¥￥$€£".contains(c))
        || account.iter().any(|word| rest.starts_with(word))
}

/// `大家接着接👇`: that it goes on, and nothing of what.
pub fn is_call(line: &str) -> bool {
    const CALLS: [&str; 8] = ["接着接", "继续接", "往下接", "接下去", "跟着接", "接力", "接上", "请接"];
    /// Of such words; any other letter says of what, or is of another word: 直接上门送货, 迎接上新.
    const OF_CALLS: &str = "请大家各位邻居亲们朋友都来快可以麻烦要别不断开始一起的按照格式顺序往下跟着继续接龙力上去好啦了吧哦哈呀咯谢群里";
    let mut letters = line.chars().filter(|c| c.is_alphanumeric());
    let said: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
    CALLS.iter().any(|call| said.contains(call)) && letters.all(|letter| OF_CALLS.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sent_a_heading_is_no_part_of_it() {
        for (line, rest) in [
            ("团长小青: 大家接着接👇", "大家接着接👇"),
            ("团长小青:", ""),
            ("小青团长：周六团购", "周六团购"),
            ("群主：周六团购", "周六团购"),
            ("团长鸡毛菜：周六团购", "团长鸡毛菜：周六团购"),
            ("团长自提点：3号楼", "团长自提点：3号楼"),
            ("团长电话：138", "团长电话：138"),
            ("接龙：周四截止", "接龙：周四截止"),
            ("周六团购", "周六团购"),
            ("自提：团长家", "自提：团长家"),
            // Whom to ask, to pay or to add is no sender.
            ("有问题找团长：13900000000", "有问题找团长：13900000000"),
            ("找团长：小青", "找团长：小青"),
            ("付款给团长：支付宝 13900000000", "付款给团长：支付宝 13900000000"),
            ("加群主：wx_qing", "加群主：wx_qing"),
            ("加群主：小青那个微信", "加群主：小青那个微信"),
            ("团长：13900000000", "团长：13900000000"),
            ("群主：微信 wx_qing", "群主：微信 wx_qing"),
            // A thing is none either, nor what has a price.
            ("团长鸡蛋：30元/板", "团长鸡蛋：30元/板"),
            ("团长鸡蛋：板装", "团长鸡蛋：板装"),
            ("团长豆腐：¥5", "团长豆腐：¥5"),
            ("团长推荐：草莓25元一盒", "团长推荐：草莓25元一盒"),
        ] {
            assert_eq!(without_sender(line, &["鸡蛋", "鸡毛菜", ""]), rest, "{line}");
        }
    }

    #[test]
    fn a_call_says_nothing_of_what() {
        for call in ["大家接着接👇", "继续接龙啦～", "请大家往下接，不要断", "大家接力", "请接上！"]
        {
            assert!(is_call(call), "{call}");
        }
        for title in [
            "周六团购接着接，草莓25元一盒",
            "周六团购接着接",
            "直接上门送货团购",
            "迎接上新团购",
            "水果接力",
            "接龙",
            "",
        ] {
            assert!(!is_call(title), "{title}");
        }
    }
}
