//! Pseudonyms for the books: two everyday words, picked by chance, that say nothing about who bears them. Pure.

use std::sync::LazyLock;

/// Which of a community's languages a name is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    Chinese,
    English,
}

/// The name that `random` picks, at the `attempt`th try (from 0). Later tries move on through the lists and then
/// add a number, so that a community of any size finds a free one: two lists of more than 200 words give more
/// than 40,000 names without a number.
pub fn pick(words: Words, random: u64, attempt: u32) -> String {
    let [first, second] = lists(words);
    // SplitMix64's finaliser: neighbouring attempts land far apart.
    let mut mixed = random.wrapping_add(u64::from(attempt).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    let (first, second) = (word(first, mixed), word(second, mixed >> 24));
    let number = if attempt < 4 { String::new() } else { format!("{}", 2 + (mixed >> 48) % 9998) };
    match words {
        Words::Chinese => format!("{first}{second}{number}"),
        Words::English if number.is_empty() => format!("{first} {second}"),
        Words::English => format!("{first} {second} {number}"),
    }
}

/// Over what `attempt` may run before chance itself must be broken.
pub const ATTEMPT_COUNT_MAX: u32 = 64;

fn word(list: &[&'static str], at: u64) -> &'static str {
    list[(at % list.len() as u64) as usize]
}

/// The words that a name begins with, and those it ends with.
fn lists(words: Words) -> &'static [Vec<&'static str>; 2] {
    static CHINESE: LazyLock<[Vec<&str>; 2]> =
        LazyLock::new(|| [CHINESE_FIRST, CHINESE_SECOND].map(|list| list.split_whitespace().collect()));
    static ENGLISH: LazyLock<[Vec<&str>; 2]> =
        LazyLock::new(|| [ENGLISH_FIRST, ENGLISH_SECOND].map(|list| list.split_whitespace().collect()));
    match words {
        Words::Chinese => &CHINESE,
        Words::English => &ENGLISH,
    }
}

/// Times, places, weather, manners, colours.
const CHINESE_FIRST: &str = "清晨 黄昏 拂晓 正午 子夜 晴空 微雨 细雪 薄雾 轻霜 朝露 晚霞 流云 长风 \
    清风 和风 春风 秋风 暖阳 初阳 斜阳 夕照 明月 新月 圆月 残月 星河 银河 \
    远山 近水 青山 绿水 碧波 清泉 小溪 深潭 浅滩 长河 大江 东海 南山 西岭 \
    北坡 山谷 山腰 山脚 峰顶 崖边 林间 林下 竹林 松林 桦林 枫林 桑园 果园 \
    菜园 茶园 花圃 稻田 麦田 荷塘 芦荡 草坡 草原 沙洲 湖心 湖畔 江畔 溪边 \
    河湾 海角 海岸 渡口 码头 桥头 桥下 村口 巷口 街角 东门 西门 南门 北门 \
    屋檐 窗前 灯下 炉边 井边 墙根 阶前 檐下 廊下 亭中 楼上 阁楼 院中 后院 \
    前庭 老街 古道 小径 石阶 木桥 石桥 水榭 书房 画室 琴房 茶馆 面馆 豆坊 \
    磨坊 染坊 陶坊 木坊 铁铺 米铺 布庄 药铺 邮局 车站 驿站 灯塔 钟楼 鼓楼 \
    戏台 学堂 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 \
    立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒 初春 仲春 \
    暮春 初夏 盛夏 早秋 深秋 初冬 隆冬 岁末 元宵 端午 七夕 中秋 重阳 腊八 \
    安静 从容 温和 明朗 爽朗 勤快 灵巧 沉稳 朴素 自在 悠然 欢喜 淡定 开阔 \
    清亮 温润 细心 耐心 专注 好奇 热心 踏实 轻快 敏捷 圆润 饱满 鲜亮 素净 \
    柔软 坚实 青色 碧色 翠色 绛色 朱色 赭色 黛色 靛色 藕色 月白 鹅黄 杏黄 \
    橘红 桃红 石青 竹青 天青 墨绿 葱绿 茶褐 驼色 银灰 霜白 米白";

/// Plants, dishes, animals, household things.
const CHINESE_SECOND: &str = "石榴 枇杷 杨梅 樱桃 草莓 蓝莓 桑葚 荔枝 龙眼 柚子 橙子 橘子 柠檬 金桔 \
    柿子 红枣 核桃 板栗 松子 榛子 杏仁 花生 莲子 菱角 荸荠 莲藕 茭白 芋头 \
    山药 土豆 红薯 南瓜 冬瓜 丝瓜 苦瓜 黄瓜 西瓜 甜瓜 木瓜 茄子 番茄 辣椒 \
    青椒 豆角 毛豆 蚕豆 豌豆 绿豆 红豆 黄豆 黑豆 芝麻 小米 大米 糯米 小麦 \
    大麦 荞麦 燕麦 高粱 玉米 青稞 白菜 菠菜 芹菜 韭菜 香菜 生菜 油菜 荠菜 \
    苋菜 萝卜 胡瓜 生姜 大葱 香葱 大蒜 洋葱 花椒 八角 桂皮 茴香 陈皮 蘑菇 \
    香菇 木耳 银耳 竹笋 海带 紫菜 豆腐 豆浆 豆花 年糕 汤圆 粽子 馒头 包子 \
    饺子 馄饨 面条 米粉 烧饼 麻花 月饼 蜂蜜 红糖 米酒 陈醋 酱油 清茶 绿茶 \
    红茶 花茶 桂花 梅花 兰花 菊花 荷花 茉莉 牡丹 芍药 海棠 杜鹃 山茶 水仙 \
    百合 丁香 蔷薇 月季 紫藤 凌霄 木槿 合欢 栀子 腊梅 迎春 芙蓉 茶花 薄荷 \
    艾草 菖蒲 芦苇 蒲公 苔藓 青松 翠柏 银杏 梧桐 香樟 垂柳 白杨 白桦 红枫 \
    槐树 榆树 桑树 竹子 榕树 喜鹊 麻雀 燕子 黄鹂 画眉 百灵 白鹭 灰鹤 鸳鸯 \
    野鸭 大雁 海鸥 鸽子 布谷 翠鸟 松鼠 刺猬 兔子 小鹿 山羊 绵羊 水牛 骆驼 \
    白马 狸猫 花猫 黄狗 鲤鱼 鲫鱼 青虾 螃蟹 田螺 蜻蜓 蝴蝶 蜜蜂 蟋蟀 知了 \
    萤火 瓢虫 风筝 灯笼 纸伞 竹篮 木梳 瓷碗 陶罐 铜铃 毛笔 砚台 棋子 书签 \
    算盘 蒲扇 草帽 布鞋 棉袄 斗笠 船桨 风车 水车 石磨";

/// Qualities, colours, seasons.
const ENGLISH_FIRST: &str = "amber apple ashen autumn azure balmy bamboo birch blue bold brave breezy bright brisk bronze \
    calm candid careful cedar cheerful chestnut clear clever cloudy clover coastal cobalt cool \
    copper coral cosy cotton crimson crisp curious dappled daring dawn deep dewy dusky eager early \
    earnest east easy ebony elder emerald evening fair faithful fern fine firm fleet floral fond \
    forest free fresh friendly frosty garden generous gentle gilded ginger glad glassy golden good \
    graceful grand granite grassy green happy hardy harvest hazel hearty helpful hidden high hilly \
    honest honey hopeful humble ice indigo inland iron ivory ivy jade jolly jovial keen kind lake \
    lasting lavender leafy lemon level light lilac linen little lively long loyal lucky lunar maple \
    marble meadow mellow merry mild minty misty modest moonlit morning mossy mountain navy neat new \
    nimble noble north oak oaken ochre olive open orange orchard pale patient peach pearl pebble \
    pine plain playful plum polite poplar prairie proud pure purple quick quiet rain ready red reed \
    rich ripe river robust rocky rose rosy round ruby russet rustic sable saffron sage sandy scarlet \
    sea serene shady sharp shiny silent silken silver simple slate smooth snowy soft solar solid \
    south spring spruce spry stable starry steady still stone stout stream strong summer sunlit \
    sunny sunset sure swift tall tame tawny tender thrifty tidal tidy tranquil true trusty upland \
    valley velvet verdant violet vivid warm wavy west wheat white wide wild willow windy winter wise \
    wooden woolly young zesty";

/// Plants, animals, household things.
const ENGLISH_SECOND: &str = "acorn almond alder anchor apricot aspen badger baker banjo barley barn basil basket beacon \
    beaver beech bell berry bicycle bison blossom bluebell boat bonnet book bottle bowl bramble \
    bread bridge brook broom bucket bumblebee butter button cabbage cabin candle canoe canvas \
    cardinal carrot castle celery chair cherry chicory chimney cider clock cloud coat cobbler comet \
    cottage cricket crane crocus crow cuckoo cup curlew daisy dandelion deer dolphin door dove \
    dragonfly drum duck eagle elm falcon farmer feather fiddle fig finch fjord flax flute fountain \
    fox frog garlic gate gecko goose gourd grape grove guitar gull hammock hare harbour harp hawk \
    hawthorn heather hedgehog heron hill hive holly horse island jackdaw jasmine jay juniper kettle \
    kingfisher kite kiwi ladder lamb lamp lantern lapwing lark laurel leek lentil lighthouse lily \
    linnet lizard llama loaf locket loom lotus lute lynx magpie mallow mango marigold market marten \
    mason melon mill mint mitten mole moon moose moss moth mulberry mushroom nest nettle newt nutmeg \
    oat onion orchid oriole osprey otter owl pansy paper parsley parsnip partridge pasture peacock \
    pear pelican pencil penguin peony pepper pickle pier pigeon pillow pint plover pond pony poppy \
    potato pottery primrose puffin pumpkin quail quill quilt rabbit radish raft raven robin rook \
    rooster rosemary saddle sail salmon sandpiper scarf seal shed shell shepherd ship shovel skylark \
    sloop snail sorrel sparrow spinach spoon squirrel star starling stork stove sunflower swallow \
    swan table tailor teapot thimble thistle thrush thyme tiger timber toad tortoise tower trout \
    trumpet tulip turnip turtle twig umbrella vase viola wagon walnut warbler weaver well whale \
    wheel whistle windmill wren yarrow";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_lists_are_long_and_without_doubles() {
        for list in [CHINESE_FIRST, CHINESE_SECOND, ENGLISH_FIRST, ENGLISH_SECOND] {
            let words: Vec<_> = list.split_whitespace().collect();
            assert!(words.len() >= 200, "{} words", words.len());
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
        }
        assert!(CHINESE_FIRST.split_whitespace().all(|word| word.chars().count() == 2));
        assert!(CHINESE_SECOND.split_whitespace().all(|word| word.chars().count() == 2));
    }

    /// A community of fifty thousand: everybody finds a name within the tries there are.
    #[test]
    fn fifty_thousand_members_find_a_name() {
        for words in [Words::Chinese, Words::English] {
            let mut taken = BTreeSet::new();
            let mut most = 0;
            for member in 0..50_000u64 {
                let random = member.wrapping_mul(0x2545_F491_4F6C_DD1D);
                let found =
                    (0..ATTEMPT_COUNT_MAX).find(|attempt| taken.insert(pick(words, random, *attempt)));
                most = most.max(found.expect("a free name"));
            }
            assert!(most < 16, "{most} tries");
        }
    }

    #[test]
    fn names_read_like_names() {
        let name = pick(Words::Chinese, 7, 0);
        assert_eq!(name.chars().count(), 4, "{name}");
        assert_eq!(pick(Words::English, 7, 0).split(' ').count(), 2);
        assert_eq!(pick(Words::English, 7, 4).split(' ').count(), 3);
        assert_ne!(pick(Words::Chinese, 7, 0), pick(Words::Chinese, 7, 1));
    }
}
