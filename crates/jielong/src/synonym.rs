//! Words for the same thing, as markets in north and south call it.

/// Each line is one thing. A word stands in one line only.
const SAME: &str = "酱油 生抽 老抽 豉油 soy; 食盐 盐 精盐; 白糖 绵白糖 砂糖 白砂糖; 龙井 绿茶 碧螺春 毛尖; 红茶 正山小种 祁红 滇红 金骏眉; \
    普洱 熟普 生普; 茉莉花茶 花茶 香片; 往返 来回 双程; 行李 箱子 行李箱 大件; 大巴 班车 巴士 bus; \
    帐篷 帐 tent; 早餐 早饭; 午餐 午饭 中饭 lunch; 晚餐 晚饭 夜饭 dinner; \
    白袍 袍子 诗袍 robe; 领带 tie; 文件夹 夹子 folder folders; 订书机 钉书机 stapler; 便利贴 便签 便条纸; \
    签字笔 中性笔 水笔 水性笔; 雨伞 伞 umbrella; 垃圾袋 塑料袋; 狗粮 犬粮; 猫粮 喵粮; 护手霜 手霜; \
    牙膏 toothpaste; 洗发水 洗发露 shampoo; 沐浴露 沐浴乳; 书签 bookmark; 雷司令 riesling; \
    马尔贝克 malbec; 黑皮诺 pinot; 起泡 气泡酒 sparkling; 红酒 葡萄酒 wine; 白酒 烧酒; 黄酒 老酒; \
    哈密瓜 蜜瓜 cantaloupe; 菠萝蜜 木菠萝; 山楂 红果; 秋葵 羊角豆; 西葫芦 角瓜 茭瓜; 苦瓜 凉瓜; \
    豌豆 荷兰豆; 毛豆 青豆; 黄豆 大豆 黄大豆; 鲫鱼 喜头; 黑鱼 乌鱼 财鱼; 鲈鱼 花鲈; 黄鳝 鳝鱼 长鱼; \
    甲鱼 王八 团鱼; 海带 昆布; 紫菜 海苔; 拖把 墩布; 抹布 擦布; 被子 棉被 被褥; 床单 被单; \
    园帽 帽子 帽; 围巾 围脖; 手套 glove gloves; 袜子 袜 socks; 芝麻油 香油 麻油; 凤梨 菠萝 pineapple pineapples; 龙眼 桂圆; 番茄 西红柿 洋柿子 tomato tomatoes; 土豆 马铃薯 山药蛋 potato potatoes 洋芋 洋山芋 薯仔; 车厘子 樱桃 cherry cherries 大樱桃; \
    红薯 地瓜 红苕 白薯 甜薯 番薯 山芋 蜜薯 甘薯; 圣女果 小番茄 小西红柿 千禧 樱桃番茄; 猕猴桃 奇异果 kiwi; 葡萄 提子 grape grapes 青提 红提 阳光玫瑰 巨峰 夏黑 晴王; \
    纸尿裤 尿不湿 尿片 尿布; 水饺 饺子 dumpling dumplings; 馒头 馍馍 馍; 玉米 苞米 corn 苞谷 棒子; \
    卷心菜 包菜 高丽菜 大头菜 圆白菜 甘蓝 莲花白 洋白菜 包心菜; 花菜 菜花 花椰菜; 西兰花 绿花菜 青花菜; \
    四季豆 芸豆 豆角 刀豆; 香菜 芫荽 盐须; 牛油果 鳄梨 avocado avocados; 百香果 鸡蛋果; 橘子 桔子 蜜桔 橘 砂糖橘 沙糖桔 砂糖桔; \
    橙子 甜橙 orange oranges 橙 脐橙; 芭乐 番石榴; 馄饨 云吞 抄手; 汤圆 元宵 汤团; 打印纸 复印纸 a4纸 a4; 抽纸 纸巾 tissue tissues 面巾纸 餐巾纸; 卷纸 卫生纸 卷筒纸 手纸; 可颂 牛角包 croissant croissants 可松 羊角包 牛角面包; 贝果 bagel; 花甲 花蛤 蛤蜊 嘎啦; 折耳根 侧耳根 鱼腥草; \
    小龙虾 龙虾 crayfish lobster; 大闸蟹 螃蟹 crab crabs 毛蟹 蟹; 上海青 小青菜 青菜 鸡毛菜; 白菜 大白菜 娃娃菜; 茄子 茄瓜 eggplant; 黄瓜 青瓜 胡瓜 cucumber cucumbers; \
    南瓜 倭瓜; 西瓜 水瓜 watermelon; 香瓜 甜瓜; 蚕豆 胡豆; 花生 长生果 peanut peanuts 落花生; 生菜 莴苣叶; 莴笋 青笋; 胡萝卜 红萝卜; \
    辣椒 尖椒 海椒; 青椒 灯笼椒 甜椒 柿子椒; 木耳 黑木耳; 银耳 白木耳; 蘑菇 口蘑 mushroom mushrooms 菌菇; 豆腐干 香干 豆干; \
    豆皮 千张 百叶 豆腐皮; 腐竹 豆筋; 面条 挂面 noodle noodles; 方便面 泡面 速食面; 酸奶 优格 yogurt yoghurt 酸牛奶; \
    牛奶 鲜奶 milk 鲜牛奶 纯牛奶 奶; 奶酪 芝士 cheese 起司; 黄油 牛油 butter; 蛋糕 糕点 cake; 面包 吐司 bread toast 土司 多士 方包; 曲奇 饼干 cookie cookies; \
    猪脚 猪蹄 猪手; 鸡爪 凤爪 鸡脚; 鸡腿 琵琶腿; 排骨 肋排 小排; 里脊 里脊肉; 五花肉 肋条肉; 带鱼 刀鱼; \
    鱿鱼 柔鱼; 扇贝 带子; 虾 大虾 shrimp prawn prawns 鲜虾 基围虾 对虾; 洗衣液 洗衣精; 洗洁精 洗涤灵; 毛巾 面巾; \
    T恤 短袖 tshirt 文化衫; 口罩 面罩 mask masks; 椰子 椰青 coconut coconuts; 杨梅 树梅; 枇杷 芦橘; 柚子 文旦 pomelo 蜜柚 沙田柚; \
    梨 梨子 pear pears 雪梨 鸭梨 皇冠梨 香梨; 苹果 红富士 apple apples 富士; 桃子 水蜜桃 peach peaches 桃 毛桃 油桃; 李子 布林 西梅; \
    枣 红枣 大枣 冬枣; 柿子 柿饼; 石榴 软籽石榴; 核桃 胡桃; 榴莲 猫山王 durian 金枕; 山竹 莽吉柿; 火龙果 红心火龙; \
    甘蔗 甜蔗; 荸荠 马蹄; 山药 淮山 铁棍山药; 芋头 芋艿 毛芋; 韭菜 起阳草; 菠菜 波菜; 空心菜 通菜 蕹菜; \
    芹菜 西芹; 冬笋 竹笋 笋; 蒜苗 青蒜; 蒜薹 蒜苔; 大葱 葱; 大蒜 蒜头 蒜; 生姜 姜 老姜; 粽子 粽; \
    月饼 中秋饼 mooncake mooncakes; 年糕 打糕; 米粉 米线; 凉皮 面皮; 肠粉 拉肠; 手抓饼 葱油饼; 油条 果子; 咸蛋 咸鸭蛋; \
    皮蛋 松花蛋 变蛋; 鸡蛋 鸡子 egg eggs 柴鸡蛋 草鸡蛋 土鸡蛋 笨鸡蛋; 可乐 可口可乐 coke 百事; 啤酒 精酿 beer; 矿泉水 纯净水 water; \
    花卷 卷子; 小笼包 小笼 小笼汤包; 烧麦 烧卖 稍麦; 春卷 炸春卷; 蜂蜜 蜜糖 honey; 食用油 菜籽油 花生油 豆油; \
    牛腩 牛肚腩; 羊排 羊肋排; 羊肉卷 肥羊; 肥牛 牛肉卷; 鸭脖 鸭颈; 雪糕 冰棍 icecream 冰淇淋 冰激凌; 薯片 洋芋片; \
    瓜子 葵花籽; 蚯蚓 曲蟮 蛐蟮 地龙; 公 雄; 母 雌; 牛肉 beef; 鸡肉 chicken; 猪肉 pork; 羊肉 lamb; 草莓 strawberry strawberries; 蓝莓 blueberry blueberries; 香蕉 banana bananas; \
    芒果 mango mangoes mangos; 柠檬 lemon lemons; 大米 rice; 茶 tea; 咖啡 coffee; 美式 americano; 拿铁 latte; 三文鱼 salmon; 鱼 fish; 生蚝 oyster oysters; \
    徽章 badge badges 吧唧; 派 pie pies; 果汁 juice; 猫砂 litter; 罐头 can cans; 梳子 brush; 披萨 pizza; 香肠 sausage sausages; 豆腐 tofu";

/// Other words for the thing that is called so, or whose name has the word in it.
pub(crate) fn of(word: &str) -> impl Iterator<Item = &'static str> + '_ {
    let line = SAME.split("; ").find(|line| line.split(' ').any(|other| other == word));
    line.into_iter().flat_map(|line| line.split(' ')).filter(move |other| *other != word)
}
