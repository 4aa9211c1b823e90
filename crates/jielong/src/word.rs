//! Words that say what is to be done with an order, or that it is none.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a word of an order line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Comes on top: 再加, 也来.
    Add,
    /// Becomes: 改成, 换.
    Replace,
    /// The sum, where something stands already: 一共, 只要, 才够.
    Total,
    /// Takes back, said of what has been ordered: 取消, 不要了.
    Withdraw,
    /// Does not order, or takes back: 不买, 不去了.
    Decline,
    /// Fewer by a quantity: 减, 少.
    Fewer,
    /// The quantity is of each: 各, 每样.
    Each,
    /// Every offer: 全部, 都.
    All,
    Both,
    /// All but: 除了.
    Except,
    /// The order of somebody else once more: 同上, 一样.
    Same,
    Double,
    /// How much is left open: 随便, 看着.
    Vague,
    /// Has not decided: 待定.
    Undecided,
    /// Only keeps a place, thanks, looks on.
    Bystander,
    Question,
    Condition,
    /// For somebody: 帮, 代.
    For,
    /// Wants: carries no meaning of its own.
    Want,
    /// Joins items: 和, 跟, 加上.
    And,
    /// One of two: 或者.
    Or,
    /// Stays as it is: 照旧.
    Keep,
    /// And somebody more: 带娃.
    Bring,
    /// The main clause of a correction: 写错了.
    Mistake,
    /// 不要 before something: leaves out, or takes back.
    Without,
}

const WORDS: &[(Word, &str)] = &[
    (
        Word::Keep,
        "不减了 不减啦 不减 不改了 不换了 不退了 都留着 都留 都不变 照旧 不变 留着 照常 不动 照样 照要",
    ),
    (Word::Bring, "另带 还带 带上 带 外带 携 拖家带口"),
    (
        Word::Add,
        "jia 多包 多整 多来 多弄 多带 又多 再多 多 plus also extra 加点 再加上 再加 再要 再来 再买 再订 再拿 再补 再带 再添 再报 再接 再追加 追加 加单 补加 补单 另加 另要 \
        另外加 另外再 再多 多加 多要 也加 也要 也来 也订 也买 也带 还要 还加 还来 还想要 加订 加购 新增 增加 \
        增订 又加 又要 加返 再搭 仲要 再捎 再多要 顺便带 加多 补上 添加 添 再 加 补 多来 多拿 多买 多订 增",
    ),
    (
        Word::Replace,
        "该成 升级成 升级 gai 变更成 change make switch swap 改一下 改下 改成要 改成 改做 改作 转做 转要 转 改为 改到 改订 改要 改买 改 换成 换为 换到 换 变成 变为 变更为 变更 变 改返 换返 转做 \
        调整为 调整成 调整到 调整 调成 调为 更正为 更正 更改为 更改 更新为 更新 修改为 修改成 修改 修正 纠正 \
        应该是 应为 重新接 重新报 重新 重报 重接 减到 减为 减成 减少到 加到 添到 增加到 加成 增到 → => -> 更为 \
        转成 转为 降到 降为 升到",
    ),
    (
        Word::Total,
        "实际要 实际是 实际上要 其实要 only 共要 才要 就可以 就行了 要够 总 一共 总共 共要 共计 合计 只要 只留 只订 就要 只买 保留 才够 就够了 就够 够了 就行 就好 为准 算下来 \
        吧 总数 总的 共",
    ),
    (
        Word::Withdraw,
        "布要了 布要 曲消 别订 别算我了 别算我 别给我 我的不用订 不用订了 不用订 不用留了 不用留 不用给我 别接我 别叫我 弗要了 弗要 勿要了 勿要 勿来了 勿去了 \
        算咗唔要 算咗 先停 停送 停订 不要咧 不要哒 不要嘞 不要哩 不要呗 不要啵 不要噻 莫要哒 莫要了 莫要 伐要了 伐要 甭要了 甭要 唔要住 唔要 别给我留了 别给我留 不给我留 别留了 不留啦 别带了 别拿了 别送了 莫得必要 收回 已取消 别买了 别订了 别要了 不给要 转给别人 让给别人 留给别人 转让给 让给 转给 覅了 覅 唔使 不使了 不使啦 不使 quxiao buyao 不要住 不要的了 退掉了 取消订单 全取消 取消掉 取消了 取消 不要了 不要啦 不要咯 不要喽 不要嘞 不要哈 退掉 退了 退出 退团 \
        退单 退订 退 撤了 撤回 撤单 撤销 撤掉 撤 删掉 删了 删除 删去 删 划掉 划去 划了 去掉 去除 作废 放弃 \
        免了 剔除 抹掉 勾掉 拿掉 不接了 不接啦 弃了 弃单 不用了 不用啦 不拼了 不团了 不跟了 拿走 cancel",
    ),
    (
        Word::Decline,
        "can't cannot 不缺 不欠 不需 休战 弃赛 弃权 退赛 歇 溜了 临时有事 回老家 加班 出差 生病 崴了 不接 不订了 不订 不定了 不买了 不买 不参加了 不参加 不参与了 不参与 不去了 不去 去不了了 去不了 \
        去不成了 去不成 来不了了 来不了 来不成 不来了 不来 算了 不报了 不报 不想要了 不想要 不需要了 不需要 \
        无需 不下单 不下了 不拿了 不凑了 不加了 请假 没空 有事 鸽了 不团 不拼 不跟 不戴了 不戴 不吃了 不用 \
        不喝了 缺席 跳过 我就不了 就不了 pass 不必了 不可以来 不能来 不能去 不能参加 参加不了 \
        退了吧 不留了 不上了 不领了 不领 先不领 先不洗 先不做 先不拿 先不上 先不报 先不来 先不去 先不吃 先不要 先缓缓 缓缓 先不买 先不订 先不打 先等等 不打了 不洗了 不做了 不看了",
    ),
    (Word::Without, "without no 不吃 不喝 不要 别要 不想 不放 别放 不加 不带 别给"),
    (
        Word::Fewer,
        "minus 少送 少给 少报 少算 少留 少装 少来 少整 少弄 少带 减返 减少 减掉 减去 减 少要 少拿 少买 少订 少 扣掉 扣",
    ),
    (
        Word::Each,
        "of each each every 各要 各来 各订 各买 各拿 各加 各 每样都 每样来 每样 每种 每款 每个都 样样 分别要 分别 每个 每人 每天 每顿 每场 每节 每餐 \
        一样来 都是",
    ),
    (
        Word::All,
        "everything all 全上 全报 全来 全天 整天 全程 全部都 全部 全要 所有的 所有 全都 全套 统统 通通 都要 都来 都买 都订 都 全",
    ),
    (Word::Both, "两样 两种 两款 两个都 俩都"),
    (Word::Except, "除了 除去 除开 除 其他都 其它都 其余都 其他 其它 其余"),
    (
        Word::Same,
        "same as same 同上 如上 一样的 一样 同样的 同样 相同 同款 照抄 同楼上 老样子 同前 同1 ditto",
    ),
    (Word::Double, "翻倍 翻番 加倍 双倍 乘以2 乘2 double 翻一倍 翻一番"),
    (
        Word::Vague,
        "多来点 多要点 多给点 多弄点 多整点 多拿点 来点 都来点 各来点 整点 弄点 买点 拿点 来些 随便 随意 看着办 看着来 看着给 看着 你定 你们定 若干 适量 少许 一些 一点 点儿 多少都行 任意 都可以 \
        都行 都成 老规矩 够吃就行 多一点 少一点 差不多 左右 大概 大约 约 以内 以上 最多 至少 不限 尽量 \
        能买多少 有多少 哪个都行",
    ),
    (
        Word::Undecided,
        "候补 待定 不确定 未定 还没定 没定 没想好 还没想好 看情况 再说 不一定 考虑一下 考虑 想想 纠结 犹豫 再看 \
        看看再 回头定 晚点定 问问 可能 也许",
    ),
    (
        Word::Bystander,
        "thx thanks 当观众 观众 啦啦队 插眼 蹲 码住 已阅 吱一声 cy 签到 冒泡 沙发 板凳 点赞 恭喜 加油加油 占个位 占位 占座 先占 留位 留个位 占坑 占楼 围观 路过 谢谢 感谢 辛苦 收到 看看 先看 支持 顶一下 mark \
        马克 好的 ok 打卡 排队 接龙 暂时不 空着 空号 此行 跳号 下次 下回 改天 已取 已拿 取货 拿到",
    ),
    (
        Word::Question,
        "? 吗 到底 几盒起 几斤起 几个起 几份起 几袋起 几箱起 几瓶起 几个人吃 几人吃 够几个人 得不得 有没 有伐 好伐 可以伐 是伐 咩 有没有 能不能 可不可以 够不够 是不是 好不好 什么时候 啥时候 什么 怎么 多少 哪里 哪天 几点 几号 \
        呢 还有没 还有没有 有没得 有木有 还在吗 还有不 得唔得 行么 可以不 行不 成不 是否 请问 求问 多久 为啥 为什么 行不行 甜不甜 新不新鲜 嘛 么",
    ),
    (Word::Condition, "如果 要是 假如 的话 若 没有就 有就 缺货"),
    (Word::For, "帮忙 帮 代替 代 替 给"),
    (
        Word::Want,
        "please pls mine to of i i'd i'll like want get have my some 商品 订购商品 我要 我订 我来 我买 我接 俺要 给我留 给我来 想要 需要 要 来 买 续 整 称 弄 搞 拎 定 留 捎 喊 凑 入手 \
        入 订购 预订 预定 预约 订 报名 参加 参团 跟团 跟 接 下单 拿 报 拼 选 点 团",
    ),
    (Word::And, "and 还有 以及 外加 加上 另外 和 与 及 跟 & 并"),
    (Word::Or, "或者 还是 或"),
    (
        Word::Mistake,
        "不够分 不够喝 不够吃 不够用 太少了 写少了 报少了 订少了 多了 太多了 太多 不要那么多 不要这么多 写多了 报多了 订多了 要多了 吃不完 写错了 写错 打错了 打错 报错了 报错 弄错了 弄错 看错了 搞错了 发错了 点错了 错了 手误 手滑 填错了 \
        接错了 选错了",
    ),
];

/// Words that begin like others and mean nothing here: a note, or part of a name.
const PLAIN: &str = "不用退 不必退 不需退 马克笔 马克杯 沙发垫 沙发套 沙发巾 打卡机 不接受 还有的 别买贵 不取消 别取消 没取消 别订错 别给我放 别给我送 别给我拿 不退 别退 没退 能退 可退 包退 可以退 怎么退 退吗 退款 退差价 多少 多谢 多糖 多冰 多大 多久 多放 多点 不多 差不多 下班 上班 加班费 还要的 一起 一下 一会 一定 一直 一家 万一 第一 统一 都市 给力 改天 加油 加热 加辣 少糖 少冰 少油 少盐 少辣 软一点 硬一点 辣一点 淡一点 熟一点 生一点 嫩一点 甜一点 新鲜一点 早一点 晚一点 快一点 肥一点 瘦一点 厚一点 \
    薄一点 软点 硬点 辣点 淡点 熟点 生点 嫩点 肥点 瘦点 厚点 薄点 \
    多糖 多冰 多辣 退货 来得及 来取 来拿 来自 回来 出来 带来 过来 下来 起来 买菜 点心 代付 代收 代取 \
    代拿 补差 补款 转账 要求 重要 换货 包换 再见 分装 和平 跟上 早点 晚点 快点 一次 有点 大点 小点 甜点 \
    好点 包装 新鲜点 拿手 上来 订金 留言 共享 加微 加微信 接送 接孩子 接人 接娃 团长 团购 选手 报备 来货 \
    到来 外来";

type Table = HashMap<char, Vec<(Vec<char>, Option<Word>)>>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::new();
        let words = WORDS.iter().flat_map(|(word, texts)| texts.split(' ').map(|text| (text, Some(*word))));
        for (text, word) in words.chain(PLAIN.split(' ').map(|text| (text, None))) {
            let letters: Vec<char> = text.chars().collect();
            table.entry(letters[0]).or_default().push((letters, word));
        }
        // The longest first, and what means nothing before what does.
        for row in table.values_mut() {
            row.sort_by_key(|(letters, word)| (std::cmp::Reverse(letters.len()), word.is_some()));
        }
        table
    })
}

fn is_cannot(letters: &[char]) -> bool {
    matches!(letters, ['c', 'a', 'n', '\'', 't'] | ['c', 'a', 'n', 'n', 'o', 't'])
}

/// Can't make it, and nothing more after can't; but not: can't wait.
fn refuses(rest: &[char]) -> bool {
    const DOES: [&str; 13] = [
        "make", "come", "go", "attend", "join", "do", "be", "anymore", "today", "tomorrow", "this", "sorry",
        "now",
    ];
    let from = rest.iter().position(|c| *c != ' ').unwrap_or(rest.len());
    let next: String =
        rest[from..].iter().take_while(|c| c.is_ascii_alphabetic()).map(char::to_ascii_lowercase).collect();
    next.is_empty() || DOES.contains(&next.as_str())
}

/// The word at this place and its length. None in it: letters that are no word of an order.
pub(crate) fn read(chars: &[char], at: usize) -> Option<(Option<Word>, usize)> {
    let first = chars.get(at)?.to_ascii_lowercase();
    let row = table().get(&first)?;
    let found = row.iter().find(|(letters, _)| {
        let end = at + letters.len();
        let same = chars.len() >= end
            && chars[at..end].iter().zip(letters).all(|(a, b)| a.to_ascii_lowercase() == *b);
        // A Latin word is a whole one.
        let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let whole = !first.is_ascii_alphabetic()
            || (!latin(chars.get(end)) && !latin(at.checked_sub(1).and_then(|before| chars.get(before))));
        // 应该成团了 hopes, 该成2盒 is a slip for 改成.
        let ought = letters.first() == Some(&'该') && at.checked_sub(1).is_some_and(|at| chars[at] == '应');
        same && whole && !ought && (!is_cannot(letters) || refuses(&chars[end..]))
    })?;
    // 改下午, 改下周: to the afternoon.
    let short =
        found.0.as_slice() == ['改', '下'] && matches!(chars.get(at + 2), Some('午' | '周' | '月' | '场'));
    Some((found.1, if short { 1 } else { found.0.len() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        let at = |text: &str| read(&text.chars().collect::<Vec<_>>(), 0);
        assert_eq!(at("不要了"), Some((Some(Word::Withdraw), 3)));
        assert_eq!(at("不要辣"), Some((Some(Word::Without), 2)));
        assert_eq!(at("再加两盒"), Some((Some(Word::Add), 2)));
        assert_eq!(at("加油"), Some((None, 2)));
        assert_eq!(at("草莓"), None);
    }
}
