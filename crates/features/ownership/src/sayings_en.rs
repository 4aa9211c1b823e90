//! What is said in English when a return is promised, and what sounds like it. Pure: tables for `promises_en`.

use crate::wording::Say::{Any, Number, One, Rate, Some as Few};
use crate::wording::Saying;

const RETURN: &str = "return|returns|yield|yields|interest|dividend|dividends|profit|profits|payout|payouts";
const INCOME: &str = "income|gain|gains|earnings";
const SURE: &str = "guaranteed|guarantee|guarantees|fixed|assured|certain|sure|stable|steady|secure|secured|\
    reliable|promise|promises";
const GOOD: &str = "high|higher|great|attractive|handsome|generous|excellent|superb|solid|substantial|juicy|\
    fantastic|regular|big";
const VERY: &str =
    "very|really|always|absolutely|completely|perfectly|totally|fully|100%|entirely|and|quite|so";
const IS: &str = "is|are|will|be|stays|remains|stay|remain";
const OUR: &str = "the|a|an|your|our|you|any|all|every|some|everybody|everyone|members|backers|of|yearly|annual|\
    monthly|of|their|his|s";
const MONEY: &str = "money|capital|principal|investment|stake|savings|deposit|cash|funds|shares";
const SPAN: &str = "year|years|month|months|quarter";
const COUNT: &str = "a|one|two|three|four|five|six|ten|twelve|half|the|first|next|just|only|less|than|under";

/// What means nothing else in the terms of a part.
pub(crate) const STRONG: &[Saying] = &[
    (&[One("guaranteed|fixed|assured|guarantee|guarantees"), Any(2), One(RETURN)], ""),
    (&[One("guaranteed|fixed|assured|guarantee|guarantees"), Any(2), One(INCOME)], ""),
    (&[One("guaranteed|protected|guarantee|guarantees|protect"), Few(OUR), One("principal|capital")], ""),
    (&[One("risk"), One("free")], ""),
    (&[One("riskfree|riskless")], ""),
];

/// A saying, and what makes another matter of it when it follows.
pub(crate) const SAYINGS: &[Saying] = &[
    (&[One("guaranteed|fixed|assured|guarantee|guarantees"), Any(2), One(RETURN)], ""),
    (&[One("guaranteed|fixed|assured|guarantee|guarantees"), Any(2), One(INCOME)], ""),
    (&[One("guaranteed|protected|guarantee|guarantees|protect"), Few(OUR), One("principal|capital")], ""),
    (
        &[One(SURE), Few(OUR), One("return|returns|dividend|dividends|yields|profit|profits")],
        "postage|envelope|trip",
    ),
    (
        &[
            One(GOOD),
            Few("and|stable|steady|regular|yearly|annual|cash"),
            One("return|returns|dividend|dividends|interest|profits|payouts"),
        ],
        "in",
    ),
    (&[One("high"), One("yield"), One("investment|share|shares|fund|capital|units")], ""),
    (
        &[
            One("returns|return|dividends|yields|profits|interest"),
            One(IS),
            Few(VERY),
            Few(IS),
            Few(VERY),
            One(
                "high|stable|steady|attractive|generous|great|guaranteed|assured|certain|fixed|secure|excellent|\
    good",
            ),
        ],
        "",
    ),
    (&[One("principal|capital"), Few(IS), Few(VERY), One("guaranteed|protected|preserved|preservation")], ""),
    (
        &[
            Few(OUR),
            One(MONEY),
            One(IS),
            Few(VERY),
            Few(IS),
            Few(VERY),
            One("safe|secure|secured|protected|guaranteed|insured"),
        ],
        "with|in|by",
    ),
    (&[One("risk"), One("free")], ""),
    (&[One("riskfree|riskless")], ""),
    (
        &[
            One("no|zero|without|without any|hardly any|hardly a|barely any"),
            Few("real|serious|actual|great|big|significant|particular|noticeable"),
            One("risk|risks"),
        ],
        "assessment|note|statement|warning|sheet|of|to|register",
    ),
    (
        &[
            One("no|zero|without"),
            Few("any|the"),
            One("risk|risks|chance|danger|possibility"),
            One("of"),
            Few(OUR),
            One("loss|losing|losses"),
        ],
        "of|heat|sight",
    ),
    // never lose
    (
        &[
            One("never|cannot|can t|can not|won t|will not|wont|cant|nobody will|nobody can|impossible to|\
    no way to|nobody|no one"),
            Few("ever|possibly"),
            One("lose|loses"),
            Few("a|any|your|their|one|single|of|the"),
            One("money|capital|stake|investment|savings|cent|penny|principal|anything|thing|fen|yuan|out"),
        ],
        "",
    ),
    (
        &[
            One("you|members|backers|holders|we|nobody|it"),
            Few("simply|just|can|will|would"),
            One("never|cannot|can t|can not|won t|will not|t"),
            Few("ever|possibly"),
            One("lose"),
        ],
        LOSE_OTHER,
    ),
    (
        &[One("no|zero|never any"), One("loss|losses"), Few("ever|possible|guaranteed")],
        "of|was|were|this|last|so|carried|in",
    ),
    // safe as a bank
    (
        &[
            One("safe|secure|safer|sound|good"),
            One("as|than"),
            Few(OUR),
            One("bank|banks|savings|deposit|house|houses|gold"),
        ],
        "",
    ),
    (&[One("better|more|higher"), One("than"), Few(OUR), One("bank|banks|savings")], "holiday"),
    (&[One("beats|beat"), Few(OUR), One("bank|banks|savings")], ""),
    // doubled
    (&[One("double|doubles|doubling|triple|triples|tripling|multiply|multiplies"), Few(OUR), One(MONEY)], ""),
    (
        &[
            One(MONEY),
            Few("will|is|be|has|can|gets"),
            One("double|doubles|doubled|triple|triples|tripled|multiplied"),
        ],
        "",
    ),
    (&[One("twice"), Few(OUR), One("money|stake|investment|capital")], ""),
    (&[One("twice|double"), One("what"), One("you|they"), Few("have"), One("put|paid|invested|gave")], ""),
    // back in a year
    (
        &[
            One("money|stake|investment|capital|all|everything"),
            Few("will|be|is|comes|come"),
            One("back"),
            One("in|within|after"),
            Few(COUNT),
            Few("to"),
            Any(1),
            One(SPAN),
        ],
        "",
    ),
    (
        &[
            One("get|gets|earn|have|receive|see|make"),
            Few("it|your|all|of|money"),
            One("back"),
            One("in|within|after"),
            Few(COUNT),
            Any(1),
            One(SPAN),
        ],
        "",
    ),
    (&[One("back"), Few("to|you"), One("with"), Few("the|good"), One("interest|profit|dividends")], ""),
    (&[One("repaid|returned|paid back|repay"), Any(2), One("with"), One("interest|profit")], ""),
    (&[One("plus"), One("interest")], ""),
    (&[One("compound"), One("interest")], ""),
    (&[One("annual|expected|promised|yearly"), One("return|returns|yield|yields")], "envelope|trip"),
    (
        &[One("dividends|interest|payouts|a dividend|profits"), One("every|each"), One(SPAN)],
        "is|are|by|depends",
    ),
    // we make good
    (
        &[
            One("we|i|team|founders|ll"),
            Few("will|ll|shall|always|personally|the"),
            One("cover|covers|make up|make good|refund|repay|compensate"),
            Few(OUR),
            One("loss|losses"),
        ],
        "",
    ),
    (
        &[
            One("loss|losses"),
            One("is|are|will be"),
            Few("fully|all"),
            One("covered|borne|paid|refunded|made good"),
            One("by"),
            Few("the"),
            One("me|us|team|founder|founders|organiser"),
        ],
        "",
    ),
    // rates with nothing else said
    (
        &[
            One("earn|earns|earning|pays|pay you|paying|make|makes|gain|gains|get|receive"),
            Few("you|at|least|a|up|to|by|fixed|about"),
            Rate,
            Few("every|each|per|a"),
            One(SPAN),
        ],
        "",
    ),
    // A forest and a village grow too.
    (
        &[
            One(
                "money|capital|principal|investment|stake|savings|deposit|cash|funds|shares|it|value|worth|fund|portfolio|pot",
            ),
            Few(
                "will|can|then|always|simply|it|that|you|put|in|of|a|each|our|your|the|share|unit|would|keeps|steadily",
            ),
            One("grows|grow|growing"),
            Few("you|at|least|a|up|to|by|fixed|about"),
            Rate,
            Few("every|each|per|a"),
            One(SPAN),
        ],
        "",
    ),
    (
        &[
            Rate,
            Few("back|of|your|money|in|return"),
            One("every|each|per|a"),
            One("year|month|quarter|annum"),
            One("back|guaranteed"),
        ],
        "",
    ),
    (&[Rate, Few("of|your|money"), One("back"), Few("to|you"), One("every|each|per|a"), One(SPAN)], ""),
    (&[Rate, One("per|p"), One("annum|a")], ""),
    // put in 100, get 120 back
    (
        &[
            Number,
            Few("yuan|rmb|cny|euros|dollars|pounds"),
            Few("will|would"),
            One("becomes|become|turns into|turn into|grows to|grow to|grows into"),
            Number,
        ],
        "",
    ),
    // you will get 8 a month: a sum and no goods
    (
        &[
            One("you|we|members|backers|holders|owners|everybody|everyone"),
            Few("will|would|ll|can|shall|then|each|also|always|simply"),
            One("get|gets|receive|receives|earn|earns|collect|collects|pocket"),
            Few("you|back|at|least|about|around|a|steady|up|to"),
            Number,
            Few(CURRENCY),
            One(EACH),
            One(PERIOD),
        ],
        "off|less|discount|voucher",
    ),
    (
        &[
            One("it|share|shares|stake|unit|units|investment"),
            Few("will|would|ll|can|shall|then|each|also|always|simply"),
            One("pay|pays|give|gives|bring|brings|yield|yields|make|makes|earn|earns"),
            Few("you|in|back|at|least|about|around|a|steady|up|to|us|everybody|members|holders"),
            Number,
            Few(CURRENCY),
            One(EACH),
            One(PERIOD),
        ],
        "",
    ),
    (
        &[
            One("earn|collect|pocket|get|receive"),
            Few("at|least|about|around|a|up|to"),
            Number,
            Few(CURRENCY),
            One(EACH),
            One(PERIOD),
        ],
        "off|less|discount|voucher",
    ),
    (
        &[
            One("monthly|yearly|annual|quarterly|weekly"),
            Few("cash"),
            One("payout|payouts|dividend|dividends"),
            One("of"),
            Few("at|least|about|a|up|to"),
            Number,
        ],
        "",
    ),
    (&[One("guarantee|guarantees|promise|promises"), Any(4), One(MONEY), One("back")], ""),
    (
        &[
            One("every|each"),
            One(PERIOD),
            Few("then|on"),
            One("you|members|backers|holders|owners|everybody|everyone"),
            Few("will|would|ll|can|shall"),
            One("get|gets|receive|receives|earn|earns|collect|collects|pocket"),
            Few("you|at|least|about|around"),
            Number,
            One(CURRENCY),
        ],
        "voucher|vouchers|off|of|worth|discount|coupon|coupons",
    ),
    (
        &[
            One("we|i|us"),
            Few("will|ll|would|shall|always"),
            One("pay|give|send|transfer"),
            Few("you|every|each|backer|holder|owner"),
            One("you|backer|holder|owner|share"),
            Number,
            Few(CURRENCY),
            One(EACH),
            One(PERIOD),
        ],
        "less|off",
    ),
    // ten times your money; 2x your stake; three times what you paid
    (&[Number, One("times|x|fold"), Few(OUR), One(MONEY)], ""),
    (&[Number, One("times"), One("what"), One("you|they"), Few("have"), One("put|paid|invested|gave")], ""),
    (&[One("2x|3x|4x|5x|10x"), Few(OUR), One("return|returns|money|stake|investment|capital|profit")], ""),
    (
        &[
            One("share|shares|stake|units|unit"),
            Few("will|is|are|be|soon|then"),
            One("worth"),
            Any(1),
            One("twice|double|triple|times"),
        ],
        "",
    ),
    (&[One(MONEY), Few("back|it"), One("twice|tenfold|threefold|double"), Few("over|back")], "a"),
    // breaks even in a year; pays for itself within two years
    (
        &[
            One(
                "breaks even|break even|pays for itself|pay for itself|pays itself back|pay itself back|recouped|pays back|pay back",
            ),
            One("in|within|after"),
            Few(COUNT),
            Any(1),
            One(SPAN),
        ],
        "",
    ),
    // nothing to lose; you can't go wrong; a sure win
    (&[One("nothing"), One("to"), One("lose")], ""),
    (&[One("can t|cannot|cant|can not"), One("go"), One("wrong")], "with"),
    (&[One("passive"), One("income")], ""),
    (&[One("easy"), One("money")], ""),
    (&[One("get|gets"), One("rich")], ""),
    (&[One("sure"), One("thing|win|profit")], ""),
    (&[One("pays"), Few("you|a"), One("fixed")], ""),
    // no way to lose; your money back, always
    (&[One("no way to|no way you can|impossible to|t possibly|no chance to"), One("lose")], ""),
    (&[One("always|certainly|guaranteed"), Any(2), One(MONEY), One("back")], ""),
    (&[One(MONEY), One("back"), One("guaranteed|guarantee|assured|for sure|always")], ""),
    (&[One("better|more|higher"), One(RETURN), One("than")], "last|in|we"),
    (
        &[Few(SURE), One("profit|payout"), One(IS), Few(VERY), One("certain|sure|guaranteed|assured|fixed")],
        "",
    ),
    (
        &[One("paid|given|credited"), Few("you|at|least|a|about"), Rate, Few("every|each|per|a"), One(SPAN)],
        "",
    ),
    (
        &[
            One("earn|earns|pays|make|get|receive|returns"),
            Few("you|at|least|up|to|a"),
            Rate,
            One("monthly|yearly|annually|quarterly|weekly|daily"),
        ],
        "",
    ),
    // what can only go up; earning while you sleep
    (
        &[
            One("price|value|worth|share|shares|stake|units|money|investment|it|they"),
            Few("will|would|of|your|our|the|a|can|could|has|have"),
            One(
                "only go up|only goes up|only ever goes up|only rise|only rises|only grow|only grows|never go down|\
    never goes down|never fall|never falls|never drop|never drops|never loses value|never lose value",
            ),
        ],
        "in",
    ),
    (
        &[
            One("you|share|shares|stake|units|money|investment|value|everybody|members"),
            Few("are|re|is|will|be|of|your|the"),
            One("bound to|sure to|certain to|guaranteed to"),
            One(
                "profit|gain|earn|make money|make a profit|pay off|grow in value|rise in value|go up|increase",
            ),
        ],
        "",
    ),
    (
        &[
            One("make|makes|making|earn|earns|earning"),
            Few("you|money|cash"),
            One("while you sleep|in your sleep"),
        ],
        "",
    ),
    (&[One("free money|money for nothing|make a killing|make a fortune|surefire|get rich")], "is|does"),
    (
        &[
            One("loss|losses"),
            One("is|are|will be"),
            Few("all|entirely|fully|always"),
            One("on"),
            One("me|us"),
        ],
        "",
    ),
    (
        &[
            One("we|i"),
            Few("will|ll|shall|always|would"),
            One("make you whole|make everybody whole|make everyone whole"),
        ],
        "",
    ),
    (&[One("like|as good as|same as"), One("money in the bank|a savings account|a bank deposit")], ""),
];
pub(crate) const CURRENCY: &str =
    "yuan|rmb|cny|euro|euros|eur|dollar|dollars|usd|pounds|bucks|kuai|元|in|cash|for|share|of|your";
const EACH: &str = "a|per|every|each";
const PERIOD: &str = "month|months|year|quarter|week|day";
/// With these a year that is over is told of, and with those it is told of what comes.
pub(crate) const PAST: &str =
    "was|were|paid|came|got|received|gave|had|shared|stood|made|earned|yielded|returned|lost|sold|ended";
/// Of them those that are told of what is over whatever stands before them, and those who did one of the others.
pub(crate) const DONE: &str = "was|were|came|got|gave|had|stood";
pub(crate) const WHO: &str = "we|i|they|it|he|she|you|members|everybody|everyone";
pub(crate) const TO_COME: &str = "will|ll|again|this|next|every|each|always|guarantee|guaranteed|guarantees|\
    promise|promised|expect|expected|same|more|ever|forever|onwards|on|too|annually|yearly|yet|future";
const LOSE_OTHER: &str = "sight|track|heart|touch|the|his|her|its|hope|a|this|that|our|key|keys|them|it|your|weight|power|\
    time|contact|places";

/// Beside a percentage these are a rate of return.
pub(crate) const RATED: &str = "return|returns|yield|yields|interest|dividend|dividends";
/// Of what is shared or given back, not of what was put in: `20% of the profit`.
pub(crate) const SHARED: &str = "surplus|profit|profits|sales|price|turnover|revenue|purchases|income|earnings|deposit|fee|order|\
    returns|rest|margin|trade|members";

pub(crate) const DENIALS: &str = "not|no|never|without|nothing|neither|nor|t|nobody|cannot";
/// These begin with a denial and deny nothing of what follows.
pub(crate) const NO_DENIALS: &[(&str, &str)] = &[
    ("no", "doubt"),
    ("no", "matter"),
    ("no", "worry"),
    ("no", "worries"),
    ("no", "need"),
    ("no", "less"),
    ("no", "risk"),
    ("no", "risks"),
    ("not", "less"),
    ("nothing", "less"),
    ("not", "only"),
    ("not", "just"),
    ("without", "doubt"),
    ("never", "worry"),
    ("t", "worry"),
    ("not", "worry"),
    ("not", "miss"),
    ("t", "miss"),
    ("no", "lies"),
    ("no", "joke"),
];
/// Words in which a denial is looked for.
pub(crate) const DENIED_WITHIN_WORDS: usize = 5;
/// With these it is said of a case, not for sure: what comes back when a goal is missed.
pub(crate) const CONDITIONS: &str = "if|unless|whether|when";

pub(crate) const NUMBERS: &str =
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|hundred";
