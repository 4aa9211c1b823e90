//! Promises to take a share back at what was paid for it, whenever it is wanted or when a time is over, in both languages: they make
//! a deposit of it. Goods that are taken back, and money that comes back because a goal was missed, are no such thing. Pure.

use crate::promises_zh::{cuts_number, signs};
use crate::wording::Say::{Any, End, Number, One, Rate, Some as Few};
use crate::wording::{Figures, Saying, Sayings, Text, words};
use crate::{figures_zh, promises_en, promises_zh};
use std::sync::LazyLock;

/// What of a clause promises to take back. `before` is the clause before it in the sentence.
pub(crate) fn in_clause(clause: &str, before: &str) -> Option<String> {
    if is_case(before) {
        return None;
    }
    let (all, said) = (signs(clause), promises_en::said_words(clause));
    let held = |list| words(list).any(|word| all.contains(word));
    let of = |list| said.iter().any(|word| promises_en::is_of(list, word));
    let zh = || (!held(GOODS_ZH) && !held(CASES_ZH)).then(|| found_zh(&all, &BY_SIGN_ZH)).flatten();
    let en = || (!of(GOODS_EN) && !of(CASES_EN)).then(|| found_en(&said, &BY_SIGN_EN)).flatten();
    zh().or_else(en)
}

/// What was paid, and more: `本金退还，另给8%`, `your money back, with interest`. Across the commas of a sentence.
pub(crate) fn with_more(sentence: &str) -> Option<String> {
    let (all, said) = (signs(sentence), promises_en::said_words(sentence));
    let of_goods = words(GOODS_ZH).any(|word| all.contains(word))
        || said.iter().any(|word| promises_en::is_of(GOODS_EN, word));
    let found = || found_zh(&all, &MORE_ZH).or_else(|| found_en(&said, &MORE_EN));
    if of_goods { None } else { found() }
}

/// Whether a clause says that a goal was missed: what comes back then was never put to use.
pub(crate) fn is_case(clause: &str) -> bool {
    let all = signs(clause);
    let said = promises_en::said_words(clause);
    let has = |list| said.iter().any(|word| promises_en::is_of(list, word));
    words(MISSED_ZH).any(|word| all.contains(word)) || has("if|unless|when|should|where") && has(MISSED_EN)
}

pub(crate) fn found_zh(all: &str, sayings: &Sayings) -> Option<String> {
    let starts = all.char_indices().filter(|(at, _)| !cuts_number(all, *at));
    starts.flat_map(|(at, sign)| sayings.at(sign).map(move |saying| (at, saying))).find_map(
        |(at, (saying, others))| {
            let found = behind(Text::Zh, &all[at..], saying, others, &figures_zh::FIGURES)?;
            (!promises_zh::is_denied(&all[..at], found)).then(|| found.to_owned())
        },
    )
}

pub(crate) fn found_en(said: &[&str], sayings: &Sayings) -> Option<String> {
    let joined = promises_en::joined(said);
    let mut at = 0;
    said.iter().enumerate().find_map(|(place, word)| {
        let rest = &joined[at..];
        at += word.len() + 1;
        if promises_en::is_denied(said, place) {
            return None;
        }
        let sign = word.chars().next().unwrap_or_default();
        let found = |(saying, others): &Saying| behind(Text::En, rest, saying, others, &promises_en::FIGURES);
        sayings.at(sign).find_map(found).map(|found| found.trim().to_owned())
    })
}

/// The words at the beginning of a text that say it.
fn behind<'a>(
    of: Text,
    text: &'a str,
    saying: &[crate::wording::Say],
    others: &'static str,
    figures: &Figures,
) -> Option<&'a str> {
    let left = of.behind(text, saying, figures)?;
    let other = words(others).any(|other| left.trim_start().starts_with(other));
    (!other).then(|| &text[..text.len() - left.len()])
}

static BY_SIGN_ZH: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(BACK_ZH));
static BY_SIGN_EN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(BACK_EN));
static MORE_ZH: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(WITH_MORE_ZH));
static MORE_EN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(WITH_MORE_EN));

const WHEN: &str =
    "到期|期满|满期|到时候|到时|随时随地|随时|任何时候|什么时候|啥时候|年底|年终|年末|期末|想退|不想要";
const HOW: &str = "就|都|可|可以|能|会|由|我|我们|团队|公司|社里|本社|发起人|老板|按|照|以|给|你|您|大家|帮|替|的|了|一律|\
    全部|全|再|把|来|还|要|必|必定|一定|肯定|保证|承诺|负责|无条件|无理由|退股|股份|份额|股|每份|\
    每股|那天|那一天|时|后|之后|以后|你的|您的|用|是|想|当时|入股|统一";
const PAR: &str = "原价|原值|原款|原额|全价|全额|全款|足额|如数|买价|买入价|认购价|购入价|入股价|票面价|票面|面值|\
    不低于原价|本金原价|一分不少地";
const BACK: &str = "收回|回购|回收|退|赎回|买回|返还|返回|兑回|兑付|兑现|收购|收走|接手|接盘|接走|还你|还给|还您|转出|\
    变现|收";
const SURELY: &str =
    "承诺|保证|包|包你|答应|负责|无条件|无理由|溢价|加价|高价|保价|兜底|托底|一定|肯定|全额|保值";

/// Each with what makes another matter of it when it follows.
const BACK_ZH: &[Saying] = &[
    // 到期按原价回购; 随时原价退
    (&[One(WHEN), Few(HOW), One(PAR), Few(HOW), One(BACK)], "货|换"),
    // 原价随时收回
    (&[One(PAR), Few(HOW), One(WHEN), Few(HOW), One(BACK)], "货|换"),
    // 一年后原价收回; 满三年全额退
    (
        &[
            Number,
            One("年|个月|年半|个季度"),
            Few("后|以后|之后|期满|到期|满|一到|到了|期"),
            Few(HOW),
            One(PAR),
            Few(HOW),
            One(BACK),
        ],
        "货|换",
    ),
    // 承诺回购; 无条件回购; 原价回购
    (&[One(SURELY), Few(HOW), One("回购|赎回")], "方案由|的价"),
    (&[One("原价|原值|全价|不低于原价|不低于买价"), Few(HOW), One("回购|赎回|买回|兑付")], ""),
    // 到期还本; 到期把本金退给你
    (&[One("到期|期满|随时|到时候|到时"), Few(HOW), One("还本|退本|返本|取本")], "人|社|次"),
    (
        &[
            One("到期|期满|随时|到时候|到时"),
            Few(HOW),
            One("退还|退回|返还|归还|退|还|拿回|取回"),
            Few("你|您|给|的|全部|所有|大家"),
            One("本金|本钱|全款|投的钱|投进来的钱"),
        ],
        "",
    ),
    (
        &[
            One("到期|期满|随时|到时候|到时"),
            Few(HOW),
            One("本金|本钱|投的钱|投进来的钱|你的钱|您的钱"),
            Few(HOW),
            One("退|还|返还|归还|拿回|取回|收回|能取|可取|取"),
        ],
        "",
    ),
    (
        &[
            One("本金|本钱|投的钱|投进来的钱|你的钱|您的钱"),
            Few(HOW),
            One("到期|期满|随时|到时候|到时"),
            Few(HOW),
            One("退|还|返还|归还|拿回|取回|收回|能取|可取"),
        ],
        "",
    ),
];

const WITH_MORE_ZH: &[Saying] = &[
    (
        &[
            One("本金|本钱|股金|投的钱|投进来的钱|你的钱|您的钱|退本|还本|返本"),
            Any(6),
            One("另|外加|再|还|并|又|加"),
            Few("给|付|送|加|你|您|有|拿|赠|带|上|外|多|每年|补"),
            Rate,
        ],
        "的盈|的利润|的结|的管|的手|的税|的人",
    ),
    (
        &[
            One("本金|本钱|投的钱|投进来的钱|你的钱|您的钱|退本|还本|返本"),
            Any(6),
            One("另|外加|再|还|并|又|加"),
            Few("给|付|送|你|您|有|拿|赠|带|上|外|多|补"),
            One("利息|利钱|红利|红包|分红"),
        ],
        "税|不|由|看|要",
    ),
];

/// What is taken back as goods.
pub(crate) const GOODS_ZH: &str = "面包|牛奶|菜|货|商品|产品|豆|鸡蛋|水果|瓶|罐|箱|篮|押金|定金|订金|预付|门票|车票|戏票|入场|旧书|\
    课本|教材|图书|家电|衣|鞋|订单|券|餐|课|会费|报名|坏|破|质量|新鲜|不满意|尺码|七天|运费|工具|\
    设备|玩具|自行车|种子|苗|废|开封|快递|米|油";
/// A goal that was missed.
const MISSED_ZH: &str = "没凑够|没凑齐|凑不够|凑不齐|没达标|未达标|不达标|没达到|未达到|达不到|没成团|不成团|未成团|没成|\
    流团|取消|失败|不足|没到目标|人数不够|金额不够|没过|不成|没办成|停办|解散";
/// With these in the same clause it is said of a case, or of what members decide.
pub(crate) const CASES_ZH: &str = "没凑够|没凑齐|凑不够|凑不齐|没达标|未达标|不达标|没达到|未达到|达不到|没成|不成团|未成团|流团|取消|\
    失败|不足|不够|停办|解散|有余|为限|大会|表决|可能|不一定|未必|看情况|视情况|账上有|允许|退社|\
    离社|离开|去世|过世|搬走|去年|前年|上年|从不|不能|不可|才能";

const TIME: &str =
    "any time|anytime|any day|whenever|at the end|at maturity|on maturity|always|at once|on demand|a year";
const AT_PAR: &str = "at par|at face value|at full price|for full price|at the full price|for the full price|\
    at the original price|for the original price|at original price|at full value|for full value|\
    at the price you paid|for the price you paid|at the price paid|at cost|for what you paid|at what you paid|\
    for what they paid|at what they paid|at the same price|for the same price|at its full price|at your price";
pub(crate) const BACK_MONEY: &str = "money|capital|stake|investment|principal|cash";

const BACK_EN: &[Saying] = &[
    (&[One("buy|buys|buying|take|takes|taking"), Any(4), One("back"), Any(4), One(AT_PAR)], ""),
    (
        &[
            One("buy|buys|buying"),
            Few("it|them|your|the|all|any|every|our|members"),
            Few("share|shares|stake|units|unit|holding"),
            One("back"),
            Any(2),
            One(TIME),
        ],
        "",
    ),
    (&[One("buyback|buybacks|repurchase|repurchases|repurchased"), Any(3), One(AT_PAR)], ""),
    (&[One("guaranteed|guarantee|promised|unconditional"), Any(2), One("buyback|repurchase|redemption")], ""),
    (
        &[
            One(
                "redeem|redeems|redeemed|redeemable|refundable|refunded|sell|withdraw|exit|cash|get out|leave",
            ),
            Any(4),
            One(AT_PAR),
            Any(3),
            One(TIME),
        ],
        "",
    ),
    (
        &[
            One(TIME),
            Any(5),
            One("redeem|redeems|redeemed|redeemable|refunded|sell|withdraw|exit|cash|get out|leave"),
            Any(4),
            One(AT_PAR),
        ],
        "",
    ),
    (&[One("sell|cash|redeem|exit|get out"), Any(5), One(TIME), Any(3), One(AT_PAR)], ""),
    (&[One("every|each"), One("penny|cent|fen|yuan|euro|dollar|pound"), Any(4), One("back")], ""),
    (&[One("get|gets|have|take|want"), Any(2), One(BACK_MONEY), One("back"), Any(1), One(TIME)], ""),
    (
        &[
            One("your|their|our|the"),
            One(BACK_MONEY),
            Any(3),
            One("back|returned|repaid|refunded"),
            Any(1),
            One("in full"),
        ],
        "",
    ),
];
const GIVE_BACK: &str = "pay back|pays back|pay you back|pays you back|give back|gives back|hand back|hands back|return|returns|repay|repays";

const WITH_MORE_EN: &[Saying] = &[
    (
        &[
            One(BACK_MONEY),
            Few("will|is|be|comes|come|right|straight|all|comes|paid|given"),
            One("back"),
            Any(3),
            One("with|plus|and|together with"),
            Few("a|an|some|the|good|nice|handsome|little|bit|of|then|healthy|something|on|5|10"),
            One("interest|profit|extra|bonus|top|gain|premium|then some|a profit"),
        ],
        "is|basket|bread|loaf",
    ),
    (
        &[
            One(BACK_MONEY),
            Few("comes|come|is|will|be|paid"),
            One("back"),
            Any(2),
            One("with|plus|and"),
            Any(2),
            Rate,
        ],
        "of|off",
    ),
    // we pay back your money plus five per cent
    (
        &[
            One(GIVE_BACK),
            Few("you|all|everybody|everyone|members|backers|of|your|their|our|the"),
            One(BACK_MONEY),
            Few("back|to|you|members|backers|in|full"),
            One("with|plus|and"),
            Few("a|an|another|about|at|least|on|top"),
            Rate,
        ],
        "of|off",
    ),
    (&[One(BACK_MONEY), One("back"), Few("plus|and"), One("then some|and more|with more"), End], ""),
];

pub(crate) const GOODS_EN: &str = "jar|jars|bottle|bottles|crate|crates|book|books|bread|loaf|loaves|goods|item|items|product|products|\
    order|orders|ticket|tickets|deposit|deposits|basket|baskets|box|boxes|parcel|tool|tools|shoes|clothes|\
    unopened|unused|faulty|broken|receipt|delivery|toys|bike|bikes|fee|fees|jacket|cups|plates|glasses|\
    vegetables|milk|eggs|seeds|battery|batteries|phones|phone|voucher|vouchers";
const MISSED_EN: &str =
    "missed|met|reached|reach|fails|fail|failed|cancelled|canceled|short|enough|off|fell|falls|called";
pub(crate) const CASES_EN: &str = "if|unless|may|might|depends|decide|decides|decided|asked|could|last";
