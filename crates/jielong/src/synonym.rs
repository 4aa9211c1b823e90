//! Words for the same thing, as markets in north and south call it, and words for a kind of it.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// Each entry is one thing, called by each of its words. No word is in two entries.
const SAME: &[&str] = &[
    // Fruit
    "凤梨 菠萝 pineapple pineapples; 龙眼 桂圆; 车厘子 樱桃 大樱桃 cherry cherries; 猕猴桃 奇异果 kiwi; 牛油果 鳄梨 avocado avocados",
    "百香果 鸡蛋果; 橘子 桔子 橘; 橙子 橙 orange oranges; 芭乐 番石榴; 哈密瓜 cantaloupe; 菠萝蜜 木菠萝; 山楂 红果",
    "西瓜 水瓜 watermelon; 香瓜 甜瓜; 椰子 coconut coconuts; 杨梅 树梅; 枇杷 芦橘; 柚子 pomelo; 梨 梨子 pear pears; 苹果 apple apples",
    "桃子 桃 peach peaches; 葡萄 grape grapes; 榴莲 durian; 山竹 莽吉柿; 草莓 strawberry strawberries; 蓝莓 blueberry blueberries",
    "香蕉 banana bananas; 芒果 mango mangoes mangos; 柠檬 lemon lemons; 圣女果 小番茄 小西红柿 千禧 樱桃番茄; 枣 枣子",
    // Vegetables and roots
    "番茄 西红柿 洋柿子 tomato tomatoes; 土豆 马铃薯 山药蛋 洋芋 洋山芋 薯仔 potato potatoes; 红薯 地瓜 红苕 白薯 番薯 山芋 甘薯",
    "卷心菜 包菜 高丽菜 圆白菜 甘蓝 莲花白 洋白菜 包心菜; 花菜 菜花 花椰菜; 西兰花 绿花菜 青花菜; 四季豆 芸豆 刀豆; 香菜 芫荽 芫茜 盐须",
    "白菜 大白菜; 茄子 茄瓜 eggplant; 黄瓜 青瓜 胡瓜 cucumber cucumbers; 南瓜 倭瓜; 西葫芦 角瓜 茭瓜; 苦瓜 凉瓜; 秋葵 羊角豆",
    "蚕豆 胡豆; 黄豆 大豆 黄大豆; 生菜 莴苣叶; 莴笋 青笋; 胡萝卜 红萝卜; 青椒 灯笼椒 甜椒 柿子椒; 木耳 黑木耳; 银耳 白木耳",
    "荸荠 马蹄; 山药 淮山; 芋头 芋艿 毛芋; 韭菜 起阳草; 菠菜 波菜; 空心菜 通菜 蕹菜; 蒜苗 青蒜; 蒜薹 蒜苔; 大葱 葱; 大蒜 蒜头 蒜; 生姜 姜",
    "玉米 苞米 苞谷 棒子 corn; 折耳根 侧耳根 鱼腥草; 蘑菇 菌菇 mushroom mushrooms; 甘蔗 甜蔗; 花生 长生果 落花生 peanut peanuts",
    "核桃 胡桃; 瓜子 葵花籽; 豆腐 tofu; 豆腐干 香干 豆干; 豆皮 千张 百叶 豆腐皮; 腐竹 豆筋; 海带 昆布",
    // Meat, fish, eggs, milk
    "猪脚 猪蹄 猪手; 鸡爪 凤爪 鸡脚; 鸡腿 琵琶腿; 排骨 肋排; 里脊 里脊肉; 五花肉 肋条肉; 牛腩 牛肚腩; 羊排 羊肋排; 羊肉卷 肥羊; 肥牛 牛肉卷",
    "鸭脖 鸭颈; 牛肉 beef; 鸡肉 chicken; 猪肉 pork; 羊肉 lamb; 香肠 sausage sausages; 鱼 fish; 三文鱼 salmon; 带鱼 刀鱼; 鲫鱼 喜头",
    "黑鱼 乌鱼 财鱼; 鲈鱼 花鲈; 黄鳝 鳝鱼 长鱼; 甲鱼 王八 团鱼; 鱿鱼 柔鱼; 扇贝 带子; 虾 大虾 shrimp prawn prawns; 生蚝 oyster oysters",
    "小龙虾 crayfish; 龙虾 lobster; 螃蟹 蟹 crab crabs; 花甲 花蛤 蛤蜊 嘎啦; 鸡蛋 鸡子 egg eggs; 皮蛋 松花蛋 变蛋; 咸蛋 咸鸭蛋",
    "牛奶 奶 milk; 酸奶 优格 酸牛奶 yogurt yoghurt; 奶酪 芝士 起司 cheese; 黄油 牛油 butter; 公 雄; 母 雌",
    // Rice, flour, things cooked and baked
    "大米 rice; 米粉 米线; 面条 noodle noodles; 方便面 泡面 速食面; 水饺 饺子 dumpling dumplings; 馄饨 云吞 抄手; 馒头 馍馍 馍; 汤圆 元宵 汤团",
    "粽子 粽; 月饼 中秋饼 mooncake mooncakes; 年糕 打糕; 凉皮 面皮; 肠粉 拉肠; 油条 果子; 花卷 卷子; 小笼包 小笼 小笼汤包",
    "烧麦 烧卖 稍麦; 春卷 炸春卷; 蛋糕 cake; 面包 bread; 吐司 土司 多士 方包 toast; 曲奇 cookie cookies; 披萨 pizza; 派 pie pies",
    "可颂 牛角包 可松 羊角包 牛角面包 croissant croissants; 贝果 bagel; 薯片 洋芋片; 雪糕 冰棍; 冰淇淋 冰激凌 icecream; 罐头 can cans",
    // Seasoning and drink
    "酱油 豉油 soy; 食盐 盐 精盐; 白糖 绵白糖 砂糖 白砂糖; 芝麻油 香油 麻油; 蜂蜜 蜜糖 honey; 茶 tea; 茉莉花茶 花茶 香片; 咖啡 coffee",
    "美式 americano; 拿铁 latte; 摩卡 mocha; 果汁 juice; 可乐 coke; 可口可乐 可口; 百事可乐 百事; 啤酒 beer; 白酒 烧酒; 黄酒 老酒; 水 water",
    // About the house
    "拖把 墩布; 抹布 擦布; 被子 被褥; 床单 被单; 抽纸 纸巾 面巾纸 餐巾纸 tissue tissues; 卷纸 卫生纸 卷筒纸 手纸",
    "洗衣液 洗衣精; 洗洁精 洗涤灵; 牙膏 toothpaste; 洗发水 洗发露 shampoo; 沐浴露 沐浴乳; 护手霜 手霜; 口罩 面罩 mask masks; 梳子 brush",
    "纸尿裤 尿不湿 尿片 尿布; 狗粮 犬粮; 猫粮 喵粮; 猫砂 litter; 雨伞 伞 umbrella; 毛巾 面巾; 围巾 围脖; 手套 glove gloves; 袜子 袜 socks",
    "帽子 帽 hat hats; T恤 短袖 文化衫 tshirt; 领带 tie; 徽章 吧唧 badge badges; 帐篷 帐 tent",
    // Paper and pens
    "打印纸 复印纸 a4纸 a4; 文件夹 夹子 folder folders; 订书机 钉书机 stapler; 便利贴 便签 便条纸; 签字笔 中性笔 水笔 水性笔; 书签 bookmark",
    // Meals and ways
    "早餐 早饭; 午餐 午饭 中饭 lunch; 晚餐 晚饭 夜饭 dinner; 往返 来回 双程; 行李 箱子 行李箱 大件; 大巴 班车 巴士 bus",
    "儿童 小孩; 蚯蚓 曲蟮 蛐蟮 地龙",
];

/// A general word and the kinds that it stands for where one of them is sold, and that may stand for it where it is. Never for each other.
const KINDS: &[&str] = &[
    "酱油: 生抽 老抽; 绿茶: 龙井 碧螺春 毛尖; 红茶: 正山小种 祁红 滇红 金骏眉; 普洱: 熟普 生普; 食用油: 菜籽油 花生油 豆油",
    "葡萄酒: 红酒 白葡萄酒; wine: 葡萄酒 红酒 白葡萄酒; 啤酒: 精酿; 可乐: 可口可乐 百事可乐; 牛奶: 鲜奶 鲜牛奶 纯牛奶",
    "葡萄: 提子 青提 红提 阳光玫瑰 巨峰 夏黑 晴王; 橘子: 蜜桔 砂糖橘 沙糖桔 砂糖桔; 橙子: 甜橙 脐橙; 柚子: 文旦 蜜柚 沙田柚",
    "梨: 雪梨 鸭梨 皇冠梨 香梨; 苹果: 红富士 富士; 桃子: 水蜜桃 毛桃 油桃; 李子: 布林 西梅; 枣: 红枣 大枣 冬枣; 柿子: 柿饼",
    "石榴: 软籽石榴; 榴莲: 猫山王 金枕; 火龙果: 红心火龙; 椰子: 椰青; 哈密瓜: 蜜瓜; 红薯: 蜜薯 甜薯; 山药: 铁棍山药; 生姜: 老姜; 芹菜: 西芹",
    "青菜: 上海青 小青菜 鸡毛菜; 白菜: 娃娃菜; 辣椒: 尖椒 海椒; 蘑菇: 口蘑; 竹笋: 冬笋; 笋: 冬笋 竹笋; 豆角: 四季豆 芸豆 刀豆; 排骨: 小排",
    "螃蟹: 大闸蟹 毛蟹; 龙虾: 小龙虾; 糕点: 蛋糕; 被子: 棉被; 水: 矿泉水 纯净水; 虾: 鲜虾 基围虾 对虾; 鸡蛋: 柴鸡蛋 草鸡蛋 土鸡蛋 笨鸡蛋; 面条: 挂面; 面包: 吐司 土司 方包; 饼干: 曲奇",
];

/// Things that look alike or share a letter, and are not each other.
const APART: &[&str] = &[
    "毛豆 青豆 豌豆 荷兰豆",
    "紫菜 海苔",
    "垃圾袋 塑料袋",
    "大头菜 卷心菜",
    "小米 大米 糯米",
    "红豆 绿豆 黑豆 黄豆",
];

/// What is of the kind of the thing that a text names and is another thing: 老抽, where 生抽 is said.
pub(crate) fn rivals(text: &str) -> Vec<&'static str> {
    let kinds = KINDS.iter().flat_map(|line| line.split("; ")).filter_map(|entry| entry.split_once(": "));
    let mut found = Vec::new();
    for words in kinds.map(|(_, kinds)| kinds).chain(APART.iter().copied()) {
        let Some(said) = words.split(' ').filter(|word| text.contains(word)).max_by_key(|word| word.len())
        else {
            continue;
        };
        found.extend(
            words
                .split(' ')
                .filter(|word| !word.contains(said) && !text.contains(word) && !alike(said, word)),
        );
    }
    found
}

/// 砂糖橘 and 沙糖桔, 鲜奶 and 鲜牛奶: one word written in several ways.
fn alike(one: &str, other: &str) -> bool {
    const SPELT: [&str; 3] = ["砂糖橘 沙糖桔 砂糖桔", "红枣 大枣", "鲜奶 鲜牛奶 纯牛奶"];
    one.contains(other)
        || SPELT.iter().any(|same| same.contains(one) && same.contains(other))
        || SAME.iter().flat_map(|line| line.split("; ")).any(|entry| {
            let has = |word: &str| entry.split(' ').any(|own| own == word);
            has(one) && has(other)
        })
}

/// The words of both tables by what they are, so that asking for one does not read them all.
struct Table {
    /// The entry of a word in `SAME`.
    same: HashMap<&'static str, &'static str>,
    /// The entries of `KINDS`: a general word, and the kinds of it.
    kinds: Vec<(&'static str, &'static str)>,
    /// In which of them a word is, in their order.
    in_kinds: HashMap<&'static str, Vec<usize>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let entries = |lines: &'static [&'static str]| lines.iter().flat_map(|line| line.split("; "));
        let same = entries(SAME).flat_map(|entry| entry.split(' ').map(move |word| (word, entry))).collect();
        let kinds: Vec<_> = entries(KINDS).filter_map(|entry| entry.split_once(": ")).collect();
        let mut in_kinds = HashMap::<&str, Vec<usize>>::new();
        for (row, (general, kinds)) in kinds.iter().enumerate() {
            for word in kinds.split(' ').chain([*general]) {
                in_kinds.entry(word).or_default().push(row);
            }
        }
        Table { same, kinds, in_kinds }
    })
}

/// What else the thing is called that is called so, or that has the word in its name: first the same thing, then the kinds of it or what
/// it is a kind of.
pub(crate) fn of(word: &str) -> Vec<&'static str> {
    let table = table();
    let named = |word: &str| table.same.get(word).into_iter().flat_map(|entry| entry.split(' '));
    let same: Vec<&'static str> = named(word).collect();
    let called = |other: &str| other == word || same.contains(&other);
    let mut found: Vec<&'static str> = same.iter().copied().filter(|other| *other != word).collect();
    let rows = same.iter().copied().chain([word]).filter_map(|word| table.in_kinds.get(word)).flatten();
    for row in rows.copied().collect::<BTreeSet<usize>>() {
        let (general, kinds) = table.kinds[row];
        if called(general) {
            found.extend(kinds.split(' '));
        }
        if kinds.split(' ').any(called) {
            found.push(general);
            // The general word may be called otherwise, too: 生抽, where 豉油 is sold.
            found.extend(named(general));
        }
    }
    found.retain(|other| *other != word);
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_two_things() {
        let mut seen = BTreeSet::new();
        for entry in SAME.iter().flat_map(|line| line.split("; ")) {
            for word in entry.split(' ') {
                assert!(!word.is_empty() && seen.insert(word), "{word} in {entry}");
            }
        }
    }

    #[test]
    fn kinds_stand_for_their_general_word_and_not_for_each_other() {
        for (general, kinds) in
            KINDS.iter().flat_map(|line| line.split("; ")).map(|entry| entry.split_once(": ").expect("kinds"))
        {
            let kinds: Vec<&str> = kinds.split(' ').collect();
            for kind in &kinds {
                assert!(of(general).contains(kind) && of(kind).contains(&general), "{general} {kind}");
            }
        }
        for (one, other) in [
            ("生抽", "老抽"),
            ("龙井", "碧螺春"),
            ("正山小种", "金骏眉"),
            ("熟普", "生普"),
            ("紫菜", "海苔"),
            ("豌豆", "荷兰豆"),
            ("毛豆", "青豆"),
            ("可口可乐", "百事可乐"),
            ("大头菜", "卷心菜"),
            ("雪梨", "香梨"),
            ("阳光玫瑰", "巨峰"),
        ] {
            assert!(!of(one).contains(&other) && !of(other).contains(&one), "{one} {other}");
        }
    }
}
