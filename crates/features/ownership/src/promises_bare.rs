//! Rates for each year that stand alone (`8% a year`, `一年8个点`), rates by their short names (`ROI 8%`), and a guarantee of nothing
//! that is named (`I guarantee it`). Who says no more than that says it of money. Beside other matters (`8% of the harvest is lost each
//! year`) they are of those. Pure.

use crate::promises_back::{BACK_MONEY, CASES_EN, CASES_ZH, GOODS_EN, GOODS_ZH, found_en, found_zh};
use crate::promises_pairs_zh::is_slang_rate;
use crate::promises_sure::{EACH_YEAR, OTHER_RATES, OTHER_RATES_EN};
use crate::promises_zh::{cuts_number, is_denied, is_past, signs};
use crate::sayings_zh::COSTS_THAT_RISE;
use crate::wording::Say::{Any, End, Number, One, Rate, Some as Few};
use crate::wording::{Saying, Sayings, words};
use crate::{figures_zh, promises_en};
use std::sync::LazyLock;

/// In Chinese.
pub(crate) fn zh(sentence: &str) -> Option<String> {
    let mut before = String::new();
    let bare = sentence.split(|c| "，；,;()（）：:".contains(c)).find_map(|clause| {
        let clause = signs(clause);
        // `房租不高` is said to its end: what follows is of something else.
        let settled = words(SETTLED_ZH).any(|word| before.ends_with(word));
        let other = !settled
            && words(COSTS_THAT_RISE).chain(words(OTHER_BEFORE_ZH)).any(|word| is_said(&before, word));
        let found = (!other && is_bare_rate(&clause)).then(|| clause.clone());
        before = clause;
        found
    });
    bare.or_else(|| assured_zh(sentence))
}

/// `管理费：每年1%`; `免管理费，每年8%` and `税后，每年8%` are no cost.
fn is_said(before: &str, word: &str) -> bool {
    before.match_indices(word).any(|(at, _)| {
        let (head, tail) = (&before[..at], &before[at + word.len()..]);
        !words(FREE_OF_ZH).any(|free| head.ends_with(free)) && !tail.starts_with(['后', '前'])
    })
}

/// `每年给大家分8%`: a rate, a time, and nothing that says what else it is of.
fn is_bare_rate(clause: &str) -> bool {
    let timed = words(EACH_YEAR).any(|word| clause.contains(word))
        || clause.contains(['年', '月', '季', '天'])
        || is_slang_rate(clause);
    if !timed || is_past(clause) || words(OTHER_RATES).any(|word| clause.contains(word)) {
        return false;
    }
    let (mut rest, mut rated) = (clause, false);
    while !rest.is_empty() {
        let at = clause.len() - rest.len();
        // Tenths are of anything: `每年有八成`.
        let rate = figures_zh::rate(rest)
            .filter(|length| !cuts_number(clause, at) && !rest[..*length].ends_with('成'))
            .filter(|length| !(rest[..*length].ends_with('趴') && is_of_a_party(&clause[..at])));
        if let Some(length) = rate {
            if is_denied(&clause[..at], "") {
                return false;
            }
            rated = true;
            rest = &rest[length..];
            continue;
        }
        match words(AROUND_ZH).find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rated
}

/// `年会有三趴`, `这一趴`: a part of an evening.
fn is_of_a_party(before: &str) -> bool {
    before.starts_with("年会") || before.ends_with(['这', '那', '第', '分', '有'])
}

/// `到期还你一百零八`, `保证全部拿回`, `我敢打包票`.
fn assured_zh(sentence: &str) -> Option<String> {
    let all = signs(sentence);
    let has = |list| words(list).any(|word| all.contains(word));
    if has(GOODS_ZH) || has(CASES_ZH) || has(OTHER_ASSURED_ZH) {
        return None;
    }
    found_zh(&all, &ASSURED_BY_SIGN_ZH)
        .or_else(|| found_zh(&all, &VOUCHED_BY_SIGN_ZH).filter(|found| is_of_money_zh(&all, found)))
}

/// What somebody vouches for stands before it: money, or nothing that is named. `食品安全我们可以保证` is of food.
fn is_of_money_zh(all: &str, found: &str) -> bool {
    let mut named = all.split(found).next().unwrap_or_default();
    while let Some(rest) = words(UNNAMED_ZH).find_map(|word| named.strip_prefix(word)) {
        named = rest;
    }
    named.is_empty() || words(MONEY_ZH).any(|word| named.contains(word))
}

/// In English.
pub(crate) fn en(sentence: &str) -> Option<String> {
    let clauses = sentence.split([',', ';', '(', ')', ':']).map(promises_en::said_words);
    let mut before = Vec::new();
    let whole = promises_en::said_words(sentence);
    let has = |list| whole.iter().any(|word| promises_en::is_of(list, word));
    let found = clauses.into_iter().find_map(|clause| {
        let found = bare_rate_en(&clause, &before).or_else(|| interest_each_month(&clause));
        before = clause;
        found
    });
    found.or_else(|| named_rate(&whole)).or_else(|| {
        let other = has(GOODS_EN) || has(CASES_EN) || has(OTHER_ASSURED_EN);
        (!other).then(|| found_en(&whole, &ASSURED_BY_SIGN_EN)).flatten()
    })
}

/// Whether what stands before is of a cost or of what grows: `Platform fee: 2% a year`. Who is told to pay a low fee, and what there is
/// no fee for, is told of money all the same.
pub(crate) fn is_of_costs_en(before: &[&str]) -> bool {
    let is = |at: usize, list| before.get(at).is_some_and(|word| promises_en::is_of(list, word));
    let has = |list| (0..before.len()).any(|at| is(at, list));
    let of_cost = (0..before.len())
        .any(|at| is(at, OTHER_BEFORE_EN) && !promises_en::is_denied(before, at) && !is(at + 1, "free"));
    of_cost
        && !has(
            "join|invest|buy|low|lowest|small|tiny|zero|waived|return|returns|dividend|dividends|you|your",
        )
}

/// `8% a year`, `you get 8 per cent on it each year`. `before` is the clause before it in the sentence.
fn bare_rate_en(clause: &[&str], before: &[&str]) -> Option<String> {
    let is = |at: usize, list| clause.get(at).is_some_and(|word| promises_en::is_of(list, word));
    let rates = rates_en(clause);
    let given = rates.iter().find(|(place, length)| {
        let after = place + length;
        let of_money =
            is(after, "of") && (after + 1..after + 4).any(|at| is(at, BACK_MONEY) || is(at, "stake"));
        !promises_en::is_denied(clause, *place) && (!is(after, "of") || of_money)
    })?;
    let other = (0..clause.len()).any(|at| {
        let less = at > 0 && is(at - 1, "no|not|never|nothing");
        (is(at, OTHER_RATES_EN) || is(at, OTHER_BARE_EN)) && !less && !promises_en::is_denied(clause, at)
    });
    if !each_year(clause) || other || promises_en::is_past(clause) {
        return None;
    }
    let of_rates = |at: usize| rates.iter().any(|(place, length)| (*place..place + length).contains(&at));
    let alone = (0..clause.len()).all(|at| of_rates(at) || is(at, AROUND_EN))
        && (!is_of_costs_en(before) || is_settled(before));
    let gets = (0..clause.len()).any(|at| {
        let (who, how) = (is(at, WHO_GETS), (at + 1..at + 4).any(|next| is(next, GETS)));
        let given =
            is(at, "pay|pays|give|gives|send|sends|hand|hands|credit|credits") && is(at + 1, WHO_GETS);
        who && how || given
    });
    let of_money = (0..clause.len()).any(|at| is(at, OF_MONEY));
    (alone || gets || of_money).then(|| clause[given.0..].join(" "))
}

/// `Prices are fair` is said to its end: a rate behind it is of something else. `Rent` names what the rate is of.
fn is_settled(before: &[&str]) -> bool {
    let is = |at: usize, list| before.get(at).is_some_and(|word| promises_en::is_of(list, word));
    (0..before.len())
        .any(|at| is(at, "is|are|stay|stays|remain|remains") && (at + 1..at + 4).any(|at| is(at, SETTLED_EN)))
}

/// Where a rate begins and how many words it takes.
fn rates_en(clause: &[&str]) -> Vec<(usize, usize)> {
    let joined = promises_en::joined(clause);
    let mut at = 0;
    let mut found = Vec::new();
    for (place, word) in clause.iter().enumerate() {
        if let Some(length) = promises_en::rate(&joined[at..]) {
            found.push((place, joined[at..at + length].split(' ').filter(|word| !word.is_empty()).count()));
        }
        at += word.len() + 1;
    }
    found
}

/// `a year`, `monthly`, `after one year`, and `8%/month`.
fn each_year(clause: &[&str]) -> bool {
    let is = |at: usize, list| clause.get(at).is_some_and(|word| promises_en::is_of(list, word));
    (0..clause.len()).any(|at| {
        is(at, "yearly|annually|annual|monthly|quarterly|weekly|daily|yoy|pa")
            || is(at, "p") && is(at + 1, "a|m")
            || is(at, PERIODS)
                && at > 0
                && is(at - 1, "a|an|per|every|each|single|one|the|twelve|12|this|next|first")
            || is(at, PERIODS) && at > 0 && clause[at - 1].ends_with('%')
    })
}

/// `ROI 8%`, `APY 12`, `an APR of 9 per cent`. `apr` is a month too: it is a rate right beside its number, and not behind a day.
fn named_rate(clause: &[&str]) -> Option<String> {
    let is = |at: usize, list| clause.get(at).is_some_and(|word| promises_en::is_of(list, word));
    let figure = |at: usize| clause.get(at).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let rates = rates_en(clause);
    let given = |(place, length): &&(usize, usize)| {
        !promises_en::is_denied(clause, *place) && !is(place + length, "off|cheaper|discount|fewer")
    };
    let rated = rates.iter().any(|rate| given(&rate));
    let place = (0..clause.len()).find(|at| {
        let next = (at + 1..clause.len())
            .find(|next| !is(*next, "of|is|at|up|to|about|around|over|least|was|will|be|a|an"));
        let told = match is(*at, "apr") {
            true => {
                let after_day = *at > 0
                    && figure(at - 1)
                    && !rates.iter().any(|(place, length)| (*place..place + length).contains(&(at - 1)));
                let beside = |rate: &(usize, usize)| rate.0 + rate.1 == *at || Some(rate.0) == next;
                // `Apr 9` is a day, `an APR of 9` is none.
                let number = next.is_some_and(|next| figure(next) && next > at + 1 && is(at + 1, "of|is|up"));
                !after_day && (number || rates.iter().any(|rate| given(&rate) && beside(rate)))
            }
            false => rated || next.is_some_and(figure),
        };
        is(*at, "roi|apy|apr|irr|aer") && told && !promises_en::is_denied(clause, *at)
    })?;
    (!promises_en::is_past(clause)).then(|| clause[place].to_owned())
}

/// `monthly interest`; what a bank is paid is a cost.
fn interest_each_month(clause: &[&str]) -> Option<String> {
    let is = |at: usize, list| clause.get(at).is_some_and(|word| promises_en::is_of(list, word));
    let has = |list| (0..clause.len()).any(|at| is(at, list));
    let place = (0..clause.len()).find(|at| {
        let often = is(*at, "monthly|yearly|annual|weekly|daily|quarterly");
        let of_people =
            is(at + 2, "group|groups|meeting|meetings|in|circle|club|clubs|talk|talks|list|survey");
        often && is(at + 1, "interest") && !of_people && !promises_en::is_denied(clause, *at)
    })?;
    (!has("bank|banks|mortgage|overdraft|landlord|charges|charged"))
        .then(|| clause[place..place + 2].join(" "))
}

/// Words beside a rate that say nothing of what it is of.
const AROUND_EN: &str = "sure|yes|yeah|well|so|and|then|that|is|it|s|makes|gives|brings|about|around|roughly|approximately|at|least|up|\
    to|a|an|the|of|full|solid|good|nice|great|flat|net|clean|easy|easily|every|each|per|year|years|month|months|\
    quarter|week|day|annum|yr|mo|p|m|pa|yearly|annually|annual|monthly|quarterly|weekly|daily|we|i|pay|pays|paid|\
    give|promise|guarantee|guaranteed|with|for|all|everyone|everybody|members|here|there|be|will|ll|only|just|\
    over|more|than|plus|even|make|no|less|not|never|in|on|from|day|one|next|first|now|again|still|always|single|\
    this|really|truly|honestly|trust|me|us|our|my|word|offer|offers|rate|fixed|as|long|you|stay|hold|or|maybe|\
    after|within|twelve|12|can|could|would|should|easily|simply|look|hey|hi|friends|folks|deal|yours|percent|out|put|money|back|get|top";
const SETTLED_EN: &str = "fair|low|cheap|good|right|honest|reasonable|small|moderate|fine|ok|okay|friendly|modest|decent|affordable";
const SETTLED_ZH: &str = "公道|合理|不高|不贵|便宜|很低|实在|划算|实惠|不涨|亲民";
const PERIODS: &str = "year|years|month|months|quarter|week|day|annum|yr|mo";
const WHO_GETS: &str =
    "you|everybody|everyone|members|backers|investors|holders|owners|all|backer|investor|holder";
const GETS: &str = "get|gets|receive|receives|earn|earns|make|makes|collect|gain|gains|pocket|expect|see";
const OF_MONEY: &str = "earn|earns|earning|earnings|invest|invested|investing|investment|investments|investor|investors|stake|stakes|\
    roi|payout|payouts|guarantee|guaranteed|guarantees|backer|backers|compounding|compounded";
/// Of what a rate that stands alone is, where they stand before it.
const OTHER_BEFORE_EN: &str = "fee|fees|charge|charges|cost|costs|rent|rents|loan|loans|mortgage|overdraft|inflation|insurance|premium|tax|taxes|vat|\
    depreciation|wear|discount|waste|shrinkage|losses|number|grew|membership|attendance|turnout|harvest|wage|wages|\
    price|prices|energy|power|water|heating|subsidy|grant|commission|donation|donations|growth|maintenance";
/// Beside a rate that stands alone these say what it is of; beside one that is sworn to they need not.
const OTHER_BARE_EN: &str = "less|fewer|fell|falls|shrinks|shrank|save|saves|saving|waste|wasted|lost|lose|loses|hours|time|plots|seats|\
    bill|bills|lower|voucher|salt|sugar|steeper|of the hours|grant|subsidy|interest rate|rainfall|vote|votes|turnout|loan|mortgage|bank|\
    landlord|bus|plant|plants|leave|sick|absence|school|reserve";

/// Who guarantees what is left open guarantees the money.
const ASSURED_EN: &[Saying] = &[
    (
        &[
            One("i|we|personally|and"),
            Few("will|ll|can|do|hereby|personally|absolutely|fully|even|also|would"),
            One("guarantee|guarantees"),
            One("it|this|that|everything|you that|you this"),
            Few("to|you|all|everyone|100%|personally|myself|with|my|our|name|house|own|too|friends"),
            End,
        ],
        "",
    ),
    (
        &[
            One("guarantee|guarantees|promise"),
            Few("you|to"),
            One("everything|it all|all of it"),
            One("back"),
        ],
        "",
    ),
    (
        &[
            One("you have|you ve|have|with"),
            Few("got"),
            One("my guarantee|our guarantee|my personal guarantee|our full guarantee"),
            End,
        ],
        "",
    ),
    (
        &[
            One("guaranteed by"),
            Few("me|us|the|whole"),
            One("me|us|team|founder|founders|organiser|myself"),
            End,
        ],
        "",
    ),
    (
        &[
            One("guarantee|guarantees|promise|promises|swear|assure|assures"),
            Few("that|you|everybody|everyone|all|members|backers|will|ll|to|always|investors|holders"),
            One("get|gets|have|see|receive|recoup|recover|take|be"),
            Few(
                "it|all|of|your|everything|every|penny|cent|what|you|they|paid|put|in|the|whole|sum|amount|given|full|that|each",
            ),
            One("back"),
        ],
        "clean|washed|in|by|from|on|home|to|your|the",
    ),
    (&[One(ASSURES), Few(ASSURED_TO), Rate, Few("return"), End], ""),
    (&[One(ASSURES), Few(ASSURED_TO), Rate, One(OF_RETURN)], "bread|on bread|bills|bill"),
    (
        &[
            One(ASSURES),
            Few(ASSURED_TO),
            Rate,
            One("on|of"),
            Few("the|your|our|their|all|of|each|every|any|what|everything|you|they"),
            One(
                "money|capital|stake|stakes|investment|investments|savings|cash|shares|share|unit|units|put|invested|paid|invest|it",
            ),
        ],
        "",
    ),
    (&[Rate, Few("is|are|are all|return"), One("guaranteed|assured")], "to|for"),
    (
        &[
            One("earn|earns|get|gets|receive|make|makes|gain|pays|pay|give|gives|bring|brings"),
            Any(3),
            Rate,
            One("on"),
            Few("the|your|our|their|all|of|you|what|everything"),
            One("money|capital|stake|investment|savings|cash|shares|put|invested|paid|invest"),
        ],
        "",
    ),
    (&[Number, One("times"), Few("more|what|the"), One("back")], ""),
];
const ASSURES: &str = "guaranteed|guarantee|guarantees|assured|assure|promise|promises";
const ASSURED_TO: &str = "a|an|of|at|least|you|your|full|everybody|everyone|members|backers|minimum|you a|fixed|steady|solid|annual|yearly|monthly";
/// Behind a rate that somebody guarantees; behind one of anything else it is that which is guaranteed: `100% transparency`.
const OF_RETURN: &str = "return|returns|yield|yields|profit|profits|interest|dividend|dividends|gain|gains|income|earnings|payout|payouts|roi|apy|\
    growth|a|per|every|each|yearly|annually|annual|monthly|quarterly|weekly|pa|p|back|to you|to all|to everyone|to everybody|to members|\
    to backers|to investors|to holders|for all|for you|for everyone|for everybody|for members|for backers|for sure|for life|for years|\
    or more|and more|plus|at least|at the end|after|in a year|in one|in the first|in two|in three|in twelve|in 12|within|over a|over the|\
    over one|with no|from day|from the first|from the start|on top|net|no matter|whatever|and that|and no|minimum|if you|when you|because";

/// With these in the sentence it is goods or work that somebody answers for.
const OTHER_ASSURED_EN: &str = "fresh|freshness|quality|clean|cleaner|taste|tastes|flavour|delivery|deliver|delivered|arrive|arrives|ripe|organic|\
    repair|repaired|warranty|discount|cotton|work|works|fits|warm|hot|punctual|time|friday|monday|tuesday|wednesday|\
    thursday|saturday|sunday|tomorrow|crate|key|keys|coat|umbrella|borrowed|lent|safety|safe|hygiene|health|healthy|transparency|fairness|fair|privacy|open|\
    quiet|access|attendance|nuts|gluten|vegan|handmade|ripeness|welcome|respect|honest|honesty";

static ASSURED_BY_SIGN_EN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(ASSURED_EN));
static VOUCHED_BY_SIGN_ZH: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(VOUCHED_ZH));
static ASSURED_BY_SIGN_ZH: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(ASSURED_ZH));

/// Signs beside a rate that say nothing of what it is of. The longer ones first.
const AROUND_ZH: &str = "一个年头|每个月|一个月|每季度|一季度|一年|每年|年年|按年|每月|月月|按月|每季|按季|年底|年终|半年|每天|天天|\
    一天|每周|一周|第一年|头一年|首年|当年|满一年|年后|年|月|季|天|不低于|不少于|不止|至少|起码|最少|最低|大概|大约|差不多|左右|以上|\
    平均|超过|接近|大家|成员|股东|每人|人人|每份|每股|每位|各位|邻居|街坊|持有人|投资人|投资|投钱|入股|入伙|本金|股金|我们|咱们|\
    你们|你|您|我|咱|给到|给|分到|分给|分|返还|返给|返|发给|发|派|付给|付|拿到|拿|领到|领|赚到|赚|得到|得|收到|收|\
    到手|到账|到|回来|回报|回|保证|打底|放心吧|放心|没跑|妥妥的|妥妥|稳稳的|稳稳|稳|固定|净|纯|都是|都|能|可以|可|有|就是|就|是|\
    的|会|将|也|还|起|投|入|个|那|这|一般|约|近|按|算|多|哈|啊|呀|呢|哦|吧|嗯|好|行|钱|了|让|用|轻松|随便|随随便便|利|算下来|下来|合|折合";
/// What the clause before is of is what a rate that stands alone is of.
const OTHER_BEFORE_ZH: &str = "损耗|折旧|增长|通胀|税|流失|报废|折扣|优惠|浪费|公积金|捐|管理费|手续费|服务费|维修费|保险费|平台费|利息支出|贷款|房贷|借款|\
    人数|产量|销量";
const FREE_OF_ZH: &str = "免|零|无|不收|不交|不用交|没有|不扣|免收|免交|不含|扣除|扣掉|去掉";

const ASSURED_ZH: &[Saying] = &[
    (
        &[
            One("到期|期满|满期|一年后|一年以后|一年之后|两年后|三年后|半年后|明年|到时候|年底"),
            Few("就|我|我们|团队|会|能|保证|准|一定|肯定|连|给|社里|由"),
            One(
                "还你|还您|还给你|还给您|返还你|返还您|返还给你|返还给您|返你|返您|返给你|返给您|退你|退您|还大家|返大家|还给大家|返给大家",
            ),
            Few("至少|整|个|足足|现金|回"),
            Number,
            Few("块钱|元钱|块|元|整|多|左右|以上|零"),
            End,
        ],
        "",
    ),
    (
        &[
            One("到期|期满|满期"),
            Few("就|我|我们|你|您|大家|会|能|保证|准|一定|肯定|可以|可|都|每份|每股"),
            One("给你|给您|给大家|拿|领|拿回|领回|还|返|返还|得|拿到|领到"),
            Few("至少|整|个|足足|现金"),
            Number,
            One("块钱|元钱|块|元"),
            End,
        ],
        "",
    ),
    // 我保证钱全部拿回来
    (
        &[
            One("保证|承诺|担保|包|打包票|保管|保准"),
            Few(
                "你|您|你们|大家|都|能|会|全|全部|全额|一定|可以|把|钱|的钱|本钱|本金|股金|投的|一分不少|所有|地|让|的|到时候|到期",
            ),
            One("拿回来|拿回|拿得回来|拿得回|收回来|退回来|退还|还给你|还给您|回得来|还清|还得上"),
        ],
        "多|差|余|剩|租|房|钥匙",
    ),
];
/// Who vouches for what stands before it.
const VOUCHED_ZH: &[Saying] = &[(
    &[
        One(
            "我敢|我们敢|我给大家|我给你|我给各位|我愿意|我拿人格|我用人格|我拿房子|我用房子|我个人|我来|我可以|我们可以",
        ),
        One("打包票|拍胸脯|担保|作保|做保证|保证"),
        End,
    ],
    "",
)];
const UNNAMED_ZH: &str = "放心吧|放心|大家|这个|那个|这一点|这点|这一块|这块|这|那|它|都|是|的|了|请|各位|你们|你|您|好|行|对|嗯|来吧|来|一切|全部|\
    绝对|肯定|一定|真的|跟着我|相信我|信我|听我的|吧|啊";
const MONEY_ZH: &str = "钱|本金|本钱|保本|股|份额|份子|每份|收益|回报|利润|利息|盈利|红利|分红|资金|投资|投入|投的|投进|入伙|财|款|赚|亏|赔|\
    项目|生意|回本|返还|退还|还你|还给|到期|升值|增值|翻倍|翻番|风险|元|块|万|%|百分|个点|稳";
const OTHER_ASSURED_ZH: &str = "质量|新鲜|味道|好吃|干净|卫生|送到|送货|发货|到货|准时|按时|及时|安全带|钥匙|借|修|打扫|公开|公平|公正|没毒|无毒|农药|有机|会议|活动|数量|斤|来参加";
