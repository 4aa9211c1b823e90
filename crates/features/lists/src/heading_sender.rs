//! Who sent a heading in the chat, and that it goes on: neither is a part of it.
//!
//! Not a rule: it asks the reader what a chat itself has written.

/// Who runs such lists.
const ROLES: [&str; 9] = ["团长", "群主", "店长", "店主", "老板", "管理员", "组长", "楼长", "发起人"];
/// A longer one is no name; a word of other letters is one of them: Linda.
const NAME_LETTERS_MAX: usize = 3;
/// What people are called besides by their children and friends: 小青妈妈.
const KIN: [&str; 16] = [
    "妈妈", "爸爸", "妈", "爸", "阿姨", "叔叔", "奶奶", "爷爷", "外婆", "老师", "姐姐", "姐", "哥", "嫂",
    "姨", "叔",
];
/// With these it is told where, how or what, and not who: 团长自提点：3号楼, 付款给团长：支付宝.
const NO_NAMES: [&str; 42] = [
    "取", "提", "点", "电话", "微信", "地址", "家", "号", "位置", "收款", "通知", "公告", "推荐", "说明",
    "优惠", "价", "找", "问", "给", "加", "联系", "私", "付", "转", "到", "请", "跟", "由", "和", "或", "是",
    "按", "送", "今天", "明天", "后天", "今晚", "明晚", "wx", "vx", "tel", "wifi",
];

/// `团长小青: 大家接着接`: what whoever runs the list says, without who says it; chats copy that before a message. `things`: what the heading
/// sells, which nobody is called: 团长鸡蛋：30元/板.
pub fn without_sender<'a>(line: &'a str, things: &[&str]) -> &'a str {
    let Some(at) = line.find([':', '：']) else { return line };
    let rest = line[at..].trim_start_matches([':', '：']).trim_start();
    let said = without_all(rest);
    match is_sender(line[..at].trim(), things) && !is_price_or_account(said) {
        true => said,
        false => line,
    }
}

/// A role, and beside it nothing but a name.
fn is_sender(sender: &str, things: &[&str]) -> bool {
    let beside =
        ROLES.iter().find_map(|role| sender.strip_prefix(role).or_else(|| sender.strip_suffix(role)));
    let Some(name) = beside.map(|name| name.trim_matches(|c: char| c.is_whitespace() || c == '-')) else {
        return false;
    };
    let by_kin = KIN.iter().find_map(|kin| name.strip_suffix(kin)).unwrap_or(name);
    let plain = name.to_lowercase();
    letter_count(by_kin) <= NAME_LETTERS_MAX
        && !NO_NAMES.iter().any(|word| plain.contains(word))
        && !name.contains(|c: char| c.is_ascii_digit() || c.is_whitespace())
        && !things.iter().any(|thing| is_of(name, thing))
}

/// A name and a thing of one letter is in many others: 李 is in 李子.
fn is_of(name: &str, thing: &str) -> bool {
    let is_long = |word: &str| word.chars().nth(1).is_some();
    let either = is_long(name) && is_long(thing) && (thing.contains(name) || name.contains(thing));
    !name.is_empty() && (name == thing || either)
}

fn letter_count(name: &str) -> usize {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let goes_on = |at: usize| at > 0 && letters[at - 1].is_ascii() && letters[at].is_ascii();
    (0..letters.len()).filter(|at| !goes_on(*at)).count()
}

/// `@所有人 周六团购`: to whom it is said is no part of it.
fn without_all(rest: &str) -> &str {
    let all = ["@所有人", "@全体成员", "@全体", "@大家", "@all", "@All"];
    all.iter().find_map(|all| rest.strip_prefix(all)).map_or(rest, str::trim_start)
}

/// What is no message: the price of what was taken for somebody, or where to reach them.
fn is_price_or_account(rest: &str) -> bool {
    let account = ["微信", "支付宝", "电话", "手机", "wx", "WX", "vx", "VX", "V信", "@"];
    is_price_or_number(rest)
        || rest.starts_with(['¥', '￥', '$', '€', '£'])
        || account.iter().any(|word| rest.starts_with(word))
}

/// Begins with a number that is neither a day nor a time of day: 12月5日, 12/5, 8点, 20:30.
fn is_price_or_number(rest: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let length = digits(rest);
    let mut behind = rest[length..].chars();
    let (sign, next) = (behind.next(), behind.as_str());
    let is_when = match sign {
        Some('月' | '日' | '号' | '点' | '时' | '年') => length <= 4,
        Some(':' | '：') => length <= 2 && digits(next) == 2,
        Some('/' | '.') => length <= 2 && (1..=2).contains(&digits(next)) && !is_money(&next[digits(next)..]),
        Some('-') => (1..=2).contains(&digits(next)) && (length <= 2 || length == 4),
        _ => false,
    };
    length > 0 && !is_when
}

/// What makes the number before it a price, where a day would have words: `6.50元`, `12/3盒`.
fn is_money(behind: &str) -> bool {
    behind.trim().is_empty() || behind.starts_with(['元', '块', '/', '一', '斤', '盒', '份', '个', '袋'])
}

/// `大家接着接👇`: that it goes on, and nothing of what. `things`: all that anybody could mean by it.
pub fn is_call(line: &str, things: &[&str]) -> bool {
    const CALLS: [&str; 12] = [
        "接着接",
        "接着往下",
        "继续接",
        "往下接",
        "接下去",
        "接下来接",
        "跟着接",
        "接起来",
        "接力",
        "接上",
        "请接",
        "接龙继续",
    ];
    /// Where 接上 and 接着 are of another word: 直接上门送货, 迎接上新.
    const OTHERS: [&str; 4] = ["直接上", "迎接上", "直接着", "迎接着"];
    /// Who is called, and the like.
    const WORDS: [&str; 24] = [
        "家人",
        "团友",
        "群友",
        "宝子",
        "宝宝",
        "宝贝",
        "姐妹",
        "兄弟",
        "伙伴",
        "街坊",
        "邻里",
        "业主",
        "各位",
        "亲爱的",
        "没接的",
        "还没接的",
        "需要的",
        "想要的",
        "后面的",
        "下面的",
        "赶紧",
        "抓紧",
        "记得",
        "走起",
    ];
    /// Any other letter says of what.
    const OF_CALLS: &str = "请大家各位邻居亲们朋友都来快可以麻烦要别不断开始一起的按照格式顺序往下跟着继续接龙力上去好啦了吧哦哈呀咯谢群里\
        啊嘛呢哟哇喽噢从这儿此处后面边小老在就再吗";
    let said: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_other = OTHERS.iter().chain(things).any(|word| !word.is_empty() && said.contains(word));
    let called = WORDS.iter().fold(said.clone(), |said, word| said.replace(word, ""));
    CALLS.iter().any(|call| said.contains(call))
        && !is_other
        && called.chars().all(|letter| OF_CALLS.contains(letter))
}

/// The first line of a heading that is of the list itself: not who sent it, nor that it goes on.
pub fn is_of_the_chat(line: &str, named: &[&str], things: &[&str]) -> bool {
    let line = line.trim();
    let said = crate::heading_says::bare(without_sender(line, named));
    jielong::is_stamp(line) || jielong::is_of_the_program(line) || said.is_empty() || is_call(said, things)
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
            // Nor are a day, a time, or to whom it is said what keeps the name there.
            ("群主：@所有人 周六团购", "周六团购"),
            ("群主：@xiaoqing", "群主：@xiaoqing"),
            ("团长小青：12月5日周六团购", "12月5日周六团购"),
            ("团长小青：12/5周六团购", "12/5周六团购"),
            ("团长小青：2026-12-05 团购", "2026-12-05 团购"),
            ("群主：8点截单，周六团购", "8点截单，周六团购"),
            ("群主：20:30截单", "20:30截单"),
            ("团长小青妈妈: 大家接着接👇", "大家接着接👇"),
            ("团长Linda：周六团购", "周六团购"),
            ("团长 Linda姐：周六团购", "周六团购"),
            ("团长小米：周六团购", "周六团购"),
            ("团长李：周六团购", "周六团购"),
            ("团长：2026", "团长：2026"),
            ("团长微信VX：周六团购", "团长微信VX：周六团购"),
            // A thing is none either, nor what has a price.
            ("团长豆：5块", "团长豆：5块"),
            ("团长米：周六团购", "团长米：周六团购"),
            ("团长豆腐：6.5元", "团长豆腐：6.5元"),
            ("团长豆腐：12/3盒", "团长豆腐：12/3盒"),
            ("团长豆腐：5/块", "团长豆腐：5/块"),
            ("团长鸡蛋：30元/板", "团长鸡蛋：30元/板"),
            ("团长鸡蛋：板装", "团长鸡蛋：板装"),
            ("团长豆腐：¥5", "团长豆腐：¥5"),
            ("团长推荐：草莓25元一盒", "团长推荐：草莓25元一盒"),
        ] {
            assert_eq!(without_sender(line, &["鸡蛋", "鸡毛菜", "李子", "米", ""]), rest, "{line}");
        }
    }

    #[test]
    fn a_call_says_nothing_of_what() {
        for call in [
            "大家接着接👇",
            "继续接龙啦～",
            "请大家往下接，不要断",
            "大家接力",
            "请接上！",
            "家人们接着接👇",
            "大家接着接啊",
            "团友们继续接龙",
            "从这里接着接",
            "宝子们，没接的赶紧接着接呀",
        ] {
            assert!(is_call(call, &["草莓", ""]), "{call}");
        }
        for title in [
            "周六团购接着接，草莓25元一盒",
            "周六团购接着接",
            "直接上门送货团购",
            "迎接上新团购",
            "水果接力",
            "家人们草莓接着接",
            "里里接着接",
            "第三期接着接",
            "接龙",
            "",
        ] {
            assert!(!is_call(title, &["草莓", "里里"]), "{title}");
        }
    }
}
