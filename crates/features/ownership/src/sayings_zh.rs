//! What is said in Chinese when a return is promised, and what sounds like it. Pure: tables for `promises_zh`. Beside each stand the
//! words with which the same signs mean something else (`成本保本价`, `确保本周送到`).

use crate::wording::Say::{Any, End, Number, One, Rate, Some as Few};
use crate::wording::Saying;

/// Words that promise. Those of traditional writing are brought to these before.
pub(crate) const WORDS: &str = "保本|保息|保底|保收益|保证收益|保证回报|保证分红|保证盈利|保证赚|保证本金|保障本金|确保本金|\
    担保本金|承诺本金|承诺收益|承诺回报|承诺分红|承诺利息|固定收益|固定回报|固定分红|固定利息|\
    固定利率|固定派息|稳赚|稳拿|稳涨|包赚|包分红|包收益|包回报|包回本|必赚|必涨|必分红|躺赚|躺着赚|\
    躺着拿|躺着收|坐等分红|坐收|睡后收入|被动收入|一本万利|暴利|暴富|只赚不赔|只赚不亏|只涨不跌|\
    只升不跌|旱涝保收|零亏损|亏不了|赔不了|跌不了|亏不着|刚性兑付|刚兑|还本付息|付息|派息|连本带利|\
    连本带息|本利|本息|利滚利|复利|月息|年息|年利|月利|日息|无风险|零风险|没有风险|没风险|风险为零|\
    年化|预期收益|收益率|高回报|高收益|高分红|高利息|高息|兜底|托底|包赔|翻本|双倍返还|双倍奉还|\
    双倍退还|加倍返还|加倍奉还|加倍退还|加倍偿还|就是赚|等于赚|等着赚|等着分红|赚钱没问题|\
    包赚不赔|月月有钱拿|年年有钱拿|天天有钱拿|不赔钱的买卖|不亏钱的买卖|绝无亏损|毫无亏损|无亏损可能|无亏损风险|没有亏损的可能|没有亏损风险";

/// The word and what makes another matter of it when it follows.
pub(crate) const OTHER_AFTER: &[(&str, &str)] = &[
    (
        "保本",
        "价|点|销|出售|卖|供应|经营|微利|运营|定价|线|社|周|地|月|次|村|区|人|小区|项目|季|年度|群|店|来|\
    届|批|市|镇|院|楼|校|轮|期|日|身|质|色",
    ),
    ("保底", "价|工资|收购|采购|销|订量|数量|量|人数|成团"),
    ("保证收益", "用于|全部用于|都用于|归|全部归|都归|进|公开|透明|的公平|公平"),
    ("保证分红", "公开|公平|公正|透明|的公开|的公平|记录"),
    ("保证盈利", "用于|全部用于|归"),
    ("坐收", "银|款"),
    ("付息", "怒|事"),
    ("本利", "润|益"),
    ("年利", "润|益|用"),
    ("月利", "润|益|用"),
    ("刚兑", "换|水|好"),
    ("无风险", OF_RISK),
    ("没有风险", OF_RISK),
    ("没风险", OF_RISK),
    ("零风险", OF_RISK),
    ("高息", "影"),
];
const OF_RISK: &str = "提示|告知|说明|揭示|评估|须知|的投入不存在|的事|的好事|是不可能|不可能|是假|是骗|这回事|这种|\
    意识|控制|准备";
/// The word and what makes another matter of it when it stands before.
pub(crate) const OTHER_BEFORE: &[(&str, &str)] = &[
    ("年化", "老|青|少|中|百|幼"),
    ("本利", "成|工|日"),
    ("月息", "休"),
    ("年息", "休"),
    ("年利", "今|去|前|全|明|当"),
    ("月利", "本|上|当"),
    ("日息", "休"),
    ("本息", "日|根"),
    ("付息", "应"),
    ("兜底", "裤|锅"),
    ("托底", "衬"),
    ("高息", "提"),
];

const YEARLY: &str = "年年|每年|一年|按年|月月|每月|按月|季季|每季度|每季|按季|每周|每天|天天";
/// Said of every year without saying that it will: `每年分红一次`.
const ALWAYS: &str = "年年|月月|季季|天天|次次";
const SURELY: &str =
    "都|能|会|必|一定|肯定|稳稳|可以|可|就|还|固定|定期|准时|按时|至少|最少|起码|大家|您|你|保证|多";
const GETS: &str = "有|拿|拿到|领|领到|收|收到|派|发|得|得到|享|享受|给|付|吃";
const RETURN: &str = "分红|利息|红利|股息|收益|回报|利润分成";
const GOOD: &str = "丰厚|高额|可观|稳定|稳健|稳稳|稳|确定|持续|超高|翻倍|不菲|诱人|优厚|满意|有保障|有保证|有保底|\
    保证|安全|最低|长期稳定|好|惊人|超值|固定";
const VERY: &str = "很|非常|十分|特别|相当|超级|更|极|极其|最|都|又|也|会|将|是|一直|的|比较|绝对|完全";
const PRINCIPAL: &str = "本金|本钱|股金|投入的钱|投进来的钱|您的钱|你的钱|大家的钱|投资款";
const SAFE: &str =
    "安全|无忧|有保障|有保证|保障|保证|不会少|一分不少|不受损|不损失|不动|零损失|无损|万无一失";
const WHOLLY: &str =
    "100%|百分之百|绝对|完全|很|非常|都|会|是|全部|得到|得|受|能|可以|也|始终|永远|肯定|一定";
const SPAN: &str = "年|个月|月|个季度|季度|天|周|年半|个年头";
const WITHIN: &str = "左右|之内|以内|内|之后|以后|后|就|就能|能|便|即|即可|可以|可|准|会|必|必定|保证|全部|全|你的|\
    您的";
const MONEY: &str = "钱|本金|资金|投入|投资|股金|份额|份子|收益|回报|身价|股价|每份|一份";
const DOUBLED: &str = "翻倍|翻番|翻一番|翻一倍|翻两番|翻两倍|翻几倍|涨一倍|变两倍|变双倍|加倍|成倍增长";
const WE: &str = "我|我们|团队|发起人|本人|老板|主理人|发起方";
const WITH_US: &str = "都|全|全部|就|由|算|归|有|是|你|您|来|会|给|替|一律|一定|负责|掏钱|自己|全额|如数";
const MAKES_GOOD: &str = "补|赔|兜|垫|承担|负责|包|掏|扛|贴";
const BANK: &str = "银行|存银行|存款|存钱|存定期|定期|国债|余额宝|理财|放银行|银行存款";
const CALM: &str = "安全|保险|稳|稳当|稳妥|放心|可靠|踏实|牢靠";

/// Each with what makes another matter of it when it follows.
pub(crate) const SAYINGS: &[Saying] = &[
    // 年年有分红; 每年都能拿利息
    (&[One(YEARLY), Few(SURELY), One(GETS), Few(SURELY), One(RETURN)], "的年|的时候|才"),
    (&[One(ALWAYS), Few(SURELY), One(RETURN)], ""),
    // 没什么风险; 没有太大风险; 风险几乎没有
    (
        &[
            One("没|没有|无|毫无|并无|谈不上有|谈不上"),
            One("什么|啥|多少|多大|太大|大|太多|任何|一点|半点|丝毫|实质|真正"),
            Few("的|实质|真正|大|太大|投资|资金|经济|实际"),
            One("风险"),
        ],
        OF_RISK,
    ),
    (
        &[
            One("风险"),
            One("几乎|基本|基本上|可以说|根本|完全|本来就"),
            Few("是|就|都"),
            One("没有|不存在|零"),
        ],
        "人|写|说|列|讲|保险|的",
    ),
    (&[One("风险"), Few("也|都|是|几乎|基本上"), One("可以忽略|忽略不计|可忽略|微乎其微")], ""),
    (&[One("几乎|基本|基本上|差不多"), Few("上|就|是|可以说"), One("零|没|没有|无"), One("风险")], OF_RISK),
    (&[One("定期|按月|按季|按年|准时"), Few(SURELY), One("付息|派息|返利|分红派现")], ""),
    // 回报丰厚; 稳定的收益
    (&[One(RETURN), Few(VERY), One(GOOD)], "与否|吗|地用于"),
    (&[One("收益|回报|分红|利息|利率"), Few(VERY), One("高")], "低"),
    (&[One(GOOD), Few("的|而|且|年|每年|性"), One("分红|利息|红利|股息|收益|回报")], BACK_TO_ALL),
    // 本金安全; 保证你的本金
    (&[One(PRINCIPAL), Few(WHOLLY), One(SAFE)], ""),
    (&[One(PRINCIPAL), Few(WHOLLY), One("如数|全额"), Few("退还|返还|归还"), Any(0)], ""),
    (&[One("保证|保障|确保|担保|承诺|保"), Few("你|您|的|大家|大家的|成员"), One("本金|本钱")], ""),
    // 一年回本; 三年内收回投资
    (
        &[
            Number,
            One(SPAN),
            Few(WITHIN),
            One(
                "回本|回了本|收回本金|收回本钱|收回投资|收回投入|收回全部投入|收回所有投入|收回全部本金|赚回来|赚回本",
            ),
        ],
        "",
    ),
    (&[One("很快|快速|迅速|当年|次年|首年|头年|第一年|明年|半年|年内|年底"), Few(WITHIN), One("回本")], ""),
    (&[One("回本"), Few(VERY), One("快")], "慢"),
    // 钱翻倍
    (&[One(MONEY), Any(6), One(DOUBLED)], ""),
    (&[Number, One(SPAN), Few(WITHIN), One(DOUBLED)], ""),
    // 永不亏损; 本金不会有损失
    (
        &[
            One(
                "永不|永远不|绝不|决不|从不|从来不|不会|绝对不|肯定不|一定不|保证不|不可能|不用担心|不怕|包不|\
    没人会|没有人会",
            ),
            Few("会|有|让你|让您|让大家|再"),
            One("亏|赔|跌|贬值|损失|缩水"),
        ],
        "待|欠|礼|心|不是|偿|付给|价处理|由|到|倒",
    ),
    // 亏了我来补
    (
        &[
            One("亏|赔|损失"),
            Few("了|损|掉|钱|本|多少|的|部分|一分|也|空"),
            Few(WITH_US),
            One(WE),
            Few(WITH_US),
            One(MAKES_GOOD),
        ],
        "",
    ),
    (&[One(WE), Few(WITH_US), One(MAKES_GOOD), Few("你|您|大家|的|全部|所有"), One("损失|亏损|差额")], ""),
    // 跟存银行一样安全; 比定期划算
    (&[One("跟|和|像|与|同"), One(BANK), Few("一样|那样|一般|似的|同样|的|地|这样"), One(CALM)], ""),
    (
        &[
            One("比"),
            One(BANK),
            Few("更|还|的|利息|还要|存着|都|多"),
            One("高|强|划算|合算|好|安全|稳|稳当|保险|多"),
        ],
        "",
    ),
    // 百块变两百 stands with the sums; 三分利 here.
    (&[Number, One("分利|厘利|分息|厘息|分的利|厘的利")], "润|益"),
    // 每年给百分之八
    (
        &[
            One(YEARLY),
            Few(SURELY),
            One("给|返|返还|拿|领|付|派|赚|涨|增值|升值|分|收|返给|有"),
            Few("你|您|大家|成员|返|返还|回|到|还|至少|不低于|不少于|固定"),
            Rate,
        ],
        OF_SOMETHING,
    ),
    (
        &[One("每份|份额|份子|股份|价值"), Any(4), One("涨|增值|升值"), Few("至少|不低于|不少于|了"), Rate],
        OF_SOMETHING,
    ),
    (&[One("年返|月返|固定返还|固定返|到期返|到期返还"), Few("你|您|给|大家|利|现"), Rate], OF_SOMETHING),
    (&[One("赚"), Few("你|到|个|至少|它"), Rate], "的人"),
    // 保你不赔; 包你赚钱
    (
        &[
            One("保|包|保证|确保|担保"),
            Few("你|您|大家|我们|证|都|能|一定|一年|每年"),
            One("不亏|不赔|赚|翻|回本|不跌|盈利"),
        ],
        "待|欠|收益",
    ),
    // 利息按银行三倍算; 收益超过存款
    (&[One("利息|利率|收益|回报|分红"), Any(8), One("倍")], ""),
    (&[One("利息|利率|收益|回报|分红"), Few(VERY), One("超过|高过|高于|好过|胜过|赶超"), One(BANK)], ""),
    // 一年本金就能回来
    (
        &[
            Number,
            One(SPAN),
            Few(WITHIN),
            One(PRINCIPAL),
            Few(WITHIN),
            Few(WHOLLY),
            One("回来|回到手|拿回|收回|回笼"),
        ],
        "",
    ),
    // 每年多拿8块; 日赚百元
    (
        &[
            One(YEARLY),
            Few(SURELY),
            One("多拿|多领|多得|赚|净赚|净得"),
            Few("你|您|大家|至少|到"),
            Number,
            One("块|元"),
        ],
        "",
    ),
    (&[One("日赚|月赚|年赚"), Number], ""),
    // 每月领八块钱; 每季度到账50元: what a member gets, not what is paid for
    (
        &[
            One(PERIOD),
            Few(SURELY),
            Few("给|让|替|为|向"),
            Few("你|您|大家|每人|人人|股东|持有人|成员|每份|每股|白|净"),
            Few(SURELY),
            One(RECEIVES),
            Few("到|回|走|给|至少|你|您|大家|股东|每人|每份|每股|持有人|最少|起码|约|差不多"),
            Number,
            One("块钱|元钱|元|块以上|块左右|块现金|块回"),
        ],
        OF_WORK,
    ),
    // A piece of something is no money: `每月领八块豆腐`.
    (&[One(PERIOD), Few(SURELY), One(RECEIVES), Few("到|回|至少|约"), Number, One("块"), End], ""),
    // 每份每月分红5元; 每股每年分8元
    (
        &[
            One("每份|每股|每一份|一份|一股|每个份额"),
            Few(SURELY),
            One(PERIOD),
            Few(SURELY),
            One("分红|分|派|领|得|拿|返|给|有"),
            Few("到|回|给|你|您|大家|至少|约"),
            Number,
            One("块钱|元钱|元|块"),
        ],
        OF_WORK,
    ),
    // 年底多拿两成; 年底翻一番
    (&[One("年底|年终|到期|明年|后年|期满"), Few(SURELY), One("多拿|多领|多得|多分|多给"), Any(4), Rate], ""),
    (
        &[
            One("年底|年终|到期|明年|后年|期满"),
            Few(WITHIN),
            Few("就|会|能|可|都|要|给你|给您"),
            One(DOUBLED),
        ],
        "",
    ),
    // 三年翻两倍; 投资翻三倍; 股金变成两倍
    (&[Number, One(SPAN), Few(WITHIN), One("翻|赚|涨"), Number, One("倍|番")], ""),
    (&[One(STAKE), Any(6), One("翻|变成|变|涨到|涨|赚"), Few("了|至少|到"), Number, One("倍|番")], ""),
    (&[One("双倍|三倍|几倍|数倍|十倍|加倍"), Few("地|的"), One("拿回|奉还|返还|归还|退还|还你|还给你")], ""),
    (
        &[
            One("给你|给您|还你|还您|得到|拿到|拿回"),
            Few("至少"),
            Number,
            One("倍的"),
            One("钱|本金|回报|投入|股金"),
        ],
        "",
    ),
    // 每份变两份; 投一份还两份
    (&[One("一份|每份|一股|每股"), Any(4), One("变成|变|还|返|换|拿"), One("两份|三份|双份|两股|三股")], ""),
    // 把钱赚回来; 一分钱都不会少
    (&[Number, One(SPAN), Few(WITHIN), One("把"), One("钱|本|投入|本钱|本金"), Any(2), One("回来")], ""),
    (&[One("一分钱|一分|一毛钱|一块钱"), Few("都|也"), One("不会少|少不了|不少")], "人|于"),
    (
        &[One("钱|本金|本钱|股金|投入"), Few("绝对|肯定|一定|永远|也|都"), One("不会"), One("亏|少|赔|没")],
        "欠",
    ),
    (
        &[
            One("稳稳|稳稳当当|轻松|轻轻松松|闭着眼"),
            Few("地|就|能|可以"),
            One("拿钱|收钱|赚钱|领钱|数钱|分钱"),
        ],
        "",
    ),
    (&[One("躺|坐在家|在家"), Any(4), One("收租|收钱|拿钱|数钱|领钱")], ""),
    // 连利息一起退
    (&[One("连|连同|外加|加上|带着"), One("利息|利钱|红利")], ""),
];

const PERIOD: &str = "每个月|每月|月月|按月|每季度|每季|每年|年年|每周|每天|天天|每半年|每日";
const RECEIVES: &str =
    "领|拿|收|得|分|发|到账|进账|入账|到手|返|派|给|有|落袋|净得|收到|拿到|领到|得到|分到|返还|净收";
const STAKE: &str = "投资|股金|本金|本钱|投入|份额|股份|身家|投的钱|投进来的钱";
/// A sum that stands before one of these is paid for work, or is taken off a price: `每月领300元补贴`.
const OF_WORK: &str =
    "工资|补贴|路费|租|房租|会费|券|优惠|水电|运费|补助|津贴|伙食|奖学|押金|以下|以内|代金|折扣";
/// What may double without anybody's money doing so: `面包产量一年翻一番`.
pub(crate) const THINGS: &str =
    "产量|人数|成员|销量|销售|营业|收入|成本|价|客|订单|面积|数量|房租|租金|费|用户|会员|产能|规模|读者|开支";

/// `拿每年的8%付管理费`: of what it is, not what is earned.
const OF_SOMETHING: &str = "的管|的房|的税|的折|的水|的保|的运|的手|的工|的公|的盈|的利润|的结|给公|做公|用于|作为|的人|的住|的邻|的成|的学|的老|的来|的钱用";
/// Given back to all, not to who paid.
pub(crate) const BACK_TO_ALL: &str = "社区|社会|乡|村|邻|大自然|地用于";

/// A percentage beside one of these, in one clause, is a rate of return.
pub(crate) const RATED: &str = "收益|回报|利息|利率|分红|红利|股息|增值|升值|返利|年息|月息";
/// Of what is shared, not of what was put in: `盈余的20%用于分红`.
pub(crate) const SHARED: &str = "盈余|利润|结余|净利|余额|销售额|营业额|交易额|成交额|收入|可分配|剩余|总额|盈利|赚到的|卖出|\
    卖得|公积金|储备|分红总|按劳|按交易|按人头|按工时|按贡献|按股金|分红的|收益的|回报的|利息的|\
    红利的|收益中|分红中|收益里";
/// With these, what grows is a price that is paid.
pub(crate) const COSTS: &str = "价|成本|原料|房租|租金|工资|费|电|水";

/// How it is denied: one of these, and from there to the promise nothing but what may stand between (`不承诺任何固定收益`). In
/// `非常稳赚` and `未来三年保本` the same signs deny nothing.
pub(crate) const DENIALS: &str = "不|没|无|非|未|勿|别";
/// Denied twice is promised.
pub(crate) const TWICE: &str = "不得不|不能不|不会不|没有不|无不|不可能不|并非不|特别|区别";
/// The longer ones first.
pub(crate) const BETWEEN: &str = "不可能|可能|能够|存在|保证|承诺|许诺|担保|保障|确保|提供|支付|派发|享有|享受|给予|作出|做出|\
    任何|固定|所谓|每年|年年|每月|最低|一定|必然|以及|意味着|等于|属于|构成|指望|相信|轻信|听信|\
    期待|稳定|丰厚|高额|本金|敢说|敢|人|谁|说|曾|有|会|能|可|是|再|得|应|给|作|做|设|年|的|等|和|或|\
    与|及|也|像|跟|比|拿|付|要|到|把|让|你";
/// With whom begins what says to whom nothing is promised, if a promise is made there: `不向任何人承诺回报`.
pub(crate) const WITH: &[char] = &['对', '向', '给', '以'];
pub(crate) const MADE: &str = "任何|保证|承诺|许诺|担保|提供";
pub(crate) const WITH_CHARS_MAX: usize = 10;
